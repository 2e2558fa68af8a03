//! Everything that pages and refusals say is there, in both languages.

use crate::{NUMBER_TEXTS, TEXTS};

#[test]
fn the_rooms_texts_are_whole() {
    let findings = front::texts::check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &[NUMBER_TEXTS]);
    assert!(findings.is_clean(), "{findings}");
}

#[test]
fn the_texts_about_numbers_are_whole() {
    for folder in ["/../../crates/identity/src", "/../../crates/authority/src"] {
        let findings = front::texts::check(&NUMBER_TEXTS, format!("{}{folder}", env!("CARGO_MANIFEST_DIR")), &[]);
        assert!(
            findings.missing.is_empty() && findings.untranslated.is_empty() && findings.different.is_empty(),
            "{findings}"
        );
    }
    let used = [
        identity::ResidentNumberError::Check.key(),
        identity::CreditCodeError::Check.key(),
        identity::PhoneError::Landline.key(),
        identity::NumberError::Check.key(),
        identity::QueryCodeError::Missing.key(),
    ];
    let dictionary = front::Dictionary::new(&[TEXTS, NUMBER_TEXTS]).unwrap();
    assert!(used.iter().all(|key| dictionary.has(front::Language::English, key)));
}
