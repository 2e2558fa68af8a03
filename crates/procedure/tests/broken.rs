//! Packs with one mistake each, and the findings they lead to.
//!
//! `packs/whole` is a sound pack. A file of `packs/broken` changes it in one or a few places and says what must be found
//! then: file, line, field and message, and nothing besides.

mod support;

use std::collections::BTreeMap;

use procedure::{Finding, Release};
use serde::Deserialize;

use support::{pack_folder, texts};

/// One mistake.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Broken {
    change: Vec<Change>,
    expected: Vec<String>,
}

/// Other words at one place of one file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    file: String,
    find: String,
    write: String,
}

#[test]
fn the_whole_pack_is_sound() {
    let release = Release::of(&texts(&pack_folder("whole")));
    assert!(release.is_ok(), "{:#?}", release.err());
}

#[test]
fn each_mistake_is_found_where_it_stands_and_nothing_else() {
    let whole = texts(&pack_folder("whole"));
    let cases = texts(&pack_folder("broken"));
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for (name, text) in &cases {
        let broken: Broken = toml_edit::de::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let found = findings(&changed(&whole, &broken.change, name));
        let found: Vec<String> = found.iter().map(said).collect();
        if found != broken.expected {
            wrong.push(format!("{name}\n  expected {:#?}\n  found {found:#?}", broken.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_says_what_to_do() {
    let whole = texts(&pack_folder("whole"));
    for (name, text) in &texts(&pack_folder("broken")) {
        let broken: Broken = toml_edit::de::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for finding in findings(&changed(&whole, &broken.change, name)) {
            assert!(
                !finding.mistake.remedy().is_empty() && finding.to_string().contains(" — "),
                "{name}: {finding}"
            );
        }
    }
}

fn changed(whole: &BTreeMap<String, String>, changes: &[Change], name: &str) -> BTreeMap<String, String> {
    let mut pack = whole.clone();
    for change in changes {
        let text = pack.entry(change.file.clone()).or_default();
        assert_eq!(
            text.matches(&change.find).count().min(2),
            1,
            "{name}: `{}` stands once in {}",
            change.find,
            change.file
        );
        *text = text.replace(&change.find, &change.write);
    }
    pack
}

fn findings(texts: &BTreeMap<String, String>) -> Vec<Finding> {
    Release::of(texts).err().unwrap_or_default()
}

fn said(finding: &Finding) -> String {
    let line = finding.line.map_or("-".to_owned(), |line| line.to_string());
    format!("{}:{line}: {}: {}", finding.file, finding.field, finding.mistake.message())
}

#[test]
fn a_folder_without_city_is_no_pack() {
    let found = findings(&BTreeMap::new());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].file, "pack.toml");
    let stray = BTreeMap::from([("notes.md".to_owned(), "words".to_owned())]);
    assert!(findings(&stray).iter().any(|finding| finding.file == "notes.md"));
}
