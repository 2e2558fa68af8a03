//! Every text that is said exists, and none is there that nobody says.

use std::collections::BTreeSet;
use std::path::Path;

use front::Language;

use super::town::dictionary;

/// Keys that are put together from parts.
const COMPOSED: [&str; 8] = [
    "desk-proposal-",
    "desk-confirm-changed-",
    "desk-said-",
    "desk-opinion-",
    "desk-confirm-",
    "desk-result-",
    "desk-check-",
    "desk-applications-status-",
];

#[test]
fn every_text_that_is_said_exists_and_none_is_left_over() {
    let dictionary = dictionary();
    let mut said = BTreeSet::new();
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut said);
    for key in &said {
        assert!(
            dictionary.has(Language::Chinese, key) || COMPOSED.contains(&format!("{key}-").as_str()),
            "no text for {key}"
        );
    }
    let texts = [
        include_str!("../../texts/zh.ftl"),
        include_str!("../../texts/around.zh.ftl"),
        include_str!("../../texts/organ.zh.ftl"),
        include_str!("../../texts/procedures.ftl"),
    ];
    let keys = texts
        .into_iter()
        .flat_map(str::lines)
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key)
        .filter(|key| key.starts_with("desk-"));
    for key in keys {
        let composed = COMPOSED.iter().any(|prefix| key.starts_with(prefix));
        assert!(said.contains(key) || composed, "nobody says {key}");
    }
}

/// What stands between quotes and looks like a key of this room.
fn collect(folder: &Path, said: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                collect(&path, said);
            }
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let parts = text.split('"').filter(|part| part.starts_with("desk-"));
        let is_key = |part: &&str| {
            part.chars()
                .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || "-_".contains(character))
        };
        said.extend(
            parts
                .filter(is_key)
                .filter(|part| !IDENTIFIERS.contains(part))
                .map(str::to_owned),
        );
    }
}

/// What looks like a key and is the identifier of something on a page.
const IDENTIFIERS: [&str; 4] = ["desk-head", "desk-list", "desk-announce", "desk-chips"];
