//! What applicants read is there in both languages.

use crate::TEXTS_PORTAL;

#[test]
fn the_texts_for_applicants_are_in_both_languages() {
    let keys = |text: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.split_once(" ="));
        let mut keys: Vec<String> = lines.map(|(key, _)| key.to_owned()).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(TEXTS_PORTAL.chinese), keys(TEXTS_PORTAL.english));
}
