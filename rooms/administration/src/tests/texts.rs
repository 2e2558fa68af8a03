use crate::TEXTS;

/// Keys of the pack's language are looked up by name: what a pack never says is not said here either.
#[test]
fn every_text_is_there() {
    let findings = front::texts::check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &[people::TEXTS]);
    let unused = findings.unused.iter().filter(|key| !key.starts_with("pack-key-"));
    assert_eq!(unused.collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(findings.missing.iter().collect::<Vec<_>>(), Vec::<&String>::new());
}
