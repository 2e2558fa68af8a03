use crate::TEXTS;

#[test]
fn every_text_is_there() {
    let findings = front::texts::check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &[]);
    assert_eq!(findings.unused.iter().collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(findings.missing.iter().collect::<Vec<_>>(), Vec::<&String>::new());
}
