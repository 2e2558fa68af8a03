//! Everything that the pages of following say is there, in both languages.

use front::texts::check;

use crate::{TEXTS, TEXTS_APPLY, TEXTS_AROUND, TEXTS_DOCUMENTS, TEXTS_PROCEDURES, TEXTS_WAITING};

#[test]
fn the_texts_of_following_are_whole() {
    let others = [
        TEXTS_APPLY,
        TEXTS_AROUND,
        TEXTS_WAITING,
        TEXTS_PROCEDURES,
        TEXTS_DOCUMENTS,
        catalogue::TEXTS,
        people::TEXTS,
        people::NUMBER_TEXTS,
        projects::TEXTS,
    ];
    let findings = check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &others);
    assert!(findings.is_clean(), "{findings}");
}

#[test]
fn the_texts_of_documents_are_whole() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut findings = check(&TEXTS_DOCUMENTS, source, &[TEXTS, TEXTS_APPLY, TEXTS_PROCEDURES]);
    // What all pages of the room say is there: the other two tests ask.
    findings.missing.clear();
    assert!(findings.is_clean(), "{findings}");
}

#[test]
fn the_texts_of_what_law_asks_before_a_decision_are_whole() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let others = [
        TEXTS,
        TEXTS_APPLY,
        TEXTS_AROUND,
        TEXTS_DOCUMENTS,
        TEXTS_WAITING,
        catalogue::TEXTS,
        people::TEXTS,
        people::NUMBER_TEXTS,
        projects::TEXTS,
    ];
    let findings = front::texts::check(&TEXTS_PROCEDURES, source, &others);
    assert!(findings.is_clean(), "{findings}");
}

#[test]
fn the_waiting_sentence_is_whole() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let others = [
        TEXTS,
        TEXTS_APPLY,
        TEXTS_AROUND,
        TEXTS_PROCEDURES,
        TEXTS_DOCUMENTS,
        catalogue::TEXTS,
        people::TEXTS,
        people::NUMBER_TEXTS,
        projects::TEXTS,
    ];
    let findings = front::texts::check(&TEXTS_WAITING, source, &others);
    assert!(findings.is_clean(), "{findings}");
}
