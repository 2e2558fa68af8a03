//! Everything that the pages of following say is there, in both languages.

use crate::{TEXTS, TEXTS_APPLY, TEXTS_PROCEDURES};

#[test]
fn the_texts_of_following_are_whole() {
    let others = [
        TEXTS_APPLY,
        TEXTS_PROCEDURES,
        catalogue::TEXTS,
        people::TEXTS,
        people::NUMBER_TEXTS,
        projects::TEXTS,
    ];
    let findings = front::texts::check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &others);
    assert!(findings.is_clean(), "{findings}");
}

#[test]
fn the_texts_of_what_law_asks_before_a_decision_are_whole() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let others = [
        TEXTS,
        TEXTS_APPLY,
        catalogue::TEXTS,
        people::TEXTS,
        people::NUMBER_TEXTS,
        projects::TEXTS,
    ];
    let findings = front::texts::check(&TEXTS_PROCEDURES, source, &others);
    assert!(findings.is_clean(), "{findings}");
}
