//! Everything that messages say is there, in both languages; what desks say, in Chinese.

use front::Language;
use front::texts::{Dictionary, Source};

use crate::{TEXTS, TEXTS_DESK};

#[test]
fn the_texts_of_messages_are_whole() {
    let others = [TEXTS_DESK, catalogue::TEXTS, people::TEXTS, people::NUMBER_TEXTS];
    let findings = front::texts::check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &others);
    assert!(findings.is_clean(), "{findings}");
}

#[test]
fn every_fact_has_its_three_texts() {
    let dictionary = Dictionary::new(&[TEXTS, TEXTS_DESK]).unwrap();
    for key in crate::record::FactKind::ALL.map(|kind| kind.key()) {
        for part in ["", ".brief", ".full"] {
            assert!(dictionary.has(Language::Chinese, &format!("{key}{part}")), "{key}{part}");
        }
    }
}

/// What leaves the house is brief: matter, number, item, day, counts and a link; no title, no name, no words of anybody.
#[test]
fn nothing_personal_has_a_place_in_what_leaves_the_house() {
    let Source { chinese, english, .. } = TEXTS;
    for line in [chinese, english, TEXTS_DESK.chinese]
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| line.trim_start().starts_with(".brief"))
    {
        let placed = line
            .split("{ $")
            .skip(1)
            .map(|rest| rest.split(' ').next().unwrap_or_default());
        for name in placed {
            assert!(["matter", "number", "day", "count", "late", "link"].contains(&name), "{line}");
        }
    }
}
