use std::path::Path;

use crate::TEXTS;
use crate::record::Kind;

#[test]
fn every_text_is_there() {
    let findings = front::texts::check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &[]);
    assert_eq!(findings.unused.iter().collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(findings.missing.iter().collect::<Vec<_>>(), Vec::<&String>::new());
}

/// Rooms whose events go out, and where theirs are told.
const TOLD: [(Kind, &str, &str); 4] = [
    (Kind::Application, "applications/src/record/event.rs", "pub enum Event {"),
    (Kind::Project, "projects/src/record/event.rs", "pub enum ProjectEvent {"),
    (Kind::Release, "administration/src/record.rs", "pub enum ReleaseEvent {"),
    (Kind::Days, "almanac/src/record/event.rs", "pub enum DaysEvent {"),
];

#[test]
fn every_event_that_goes_out_has_a_name() {
    let rooms = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for (kind, file, begins) in TOLD {
        let text = std::fs::read_to_string(rooms.join(file)).unwrap();
        let (_, events) = text.split_once(begins).unwrap_or_else(|| panic!("{file} has no {begins}"));
        let (events, _) = events.split_once("\n}\n").unwrap();
        let variants = events
            .lines()
            .filter_map(|line| line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase)));
        let mut count = 0;
        for variant in variants {
            let name: String = variant.chars().take_while(char::is_ascii_alphanumeric).collect();
            let key = name.chars().fold(format!("event-{}", kind.as_str()), |key, letter| {
                match letter.is_ascii_uppercase() {
                    true => format!("{key}-{}", letter.to_ascii_lowercase()),
                    false => format!("{key}{letter}"),
                }
            });
            assert!(TEXTS.chinese.contains(&format!("\n{key} = ")), "{key}");
            count += 1;
        }
        assert!(count > 1, "{file}");
    }
}
