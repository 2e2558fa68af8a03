//! Everything that these pages say is there, in both languages.

use crate::{TEXTS, TEXTS_APPLY};

#[test]
fn what_is_said_while_applying_is_whole() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut findings = front::texts::check(
        &TEXTS_APPLY,
        folder,
        &[TEXTS, catalogue::TEXTS, catalogue::INPUT_TEXTS, people::TEXTS, people::NUMBER_TEXTS],
    );
    // What the room of projects says of its own refusals.
    findings.missing.retain(|key| !key.starts_with("project-"));
    assert!(findings.is_clean(), "{findings}");
}
