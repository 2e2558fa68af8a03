//! Everything that the pages of following say is there, in both languages.

use crate::{TEXTS, TEXTS_APPLY};

#[test]
fn the_texts_of_following_are_whole() {
    let others = [
        TEXTS_APPLY,
        catalogue::TEXTS,
        people::TEXTS,
        people::NUMBER_TEXTS,
        projects::TEXTS,
    ];
    let findings = front::texts::check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &others);
    assert!(findings.is_clean(), "{findings}");
}
