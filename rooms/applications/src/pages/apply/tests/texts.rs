//! Everything that these pages say is there, in both languages.

use front::texts::check;

use crate::{TEXTS, TEXTS_APPLY, TEXTS_AROUND, TEXTS_DOCUMENTS, TEXTS_PROCEDURES, TEXTS_WAITING};

#[test]
fn what_is_said_while_applying_is_whole() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let others = [
        TEXTS,
        TEXTS_AROUND,
        TEXTS_PROCEDURES,
        TEXTS_DOCUMENTS,
        TEXTS_WAITING,
        catalogue::TEXTS,
        catalogue::INPUT_TEXTS,
        people::TEXTS,
        people::NUMBER_TEXTS,
        projects::TEXTS,
    ];
    let mut findings = check(&TEXTS_APPLY, source, &others);
    findings.missing = ["/pages/apply", "/drafts", "/api"]
        .iter()
        .flat_map(|folder| check(&TEXTS_APPLY, format!("{source}{folder}"), &others).missing)
        .collect();
    assert!(findings.is_clean(), "{findings}");
}
