use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use front::{Dictionary, Language, Texts};
use procedure::Release;
use serde::Deserialize;

use crate::TEXTS;
use crate::findings::FindingLine;

/// A pack with one mistake, as the checker's own tests have them.
#[derive(Deserialize)]
struct Broken {
    change: Vec<Change>,
}

/// Other words at one place of one file.
#[derive(Deserialize)]
struct Change {
    file: String,
    find: String,
    write: String,
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    catalogue::folder::read(folder).unwrap()
}

#[test]
fn whatever_the_checker_finds_is_said_in_chinese_with_its_remedy() {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/procedure/tests/packs");
    let whole = files(&packs.join("whole"));
    let texts = Texts::new(Language::Chinese, Arc::new(Dictionary::new(&[TEXTS]).unwrap()));
    let mut said = 0;
    for (name, text) in files(&packs.join("broken")) {
        let broken: Broken = toml_edit::de::from_str(&text).unwrap();
        let mut pack = whole.clone();
        for change in broken.change {
            let file = pack.entry(change.file).or_default();
            *file = file.replace(&change.find, &change.write);
        }
        for finding in Release::of(&pack).err().unwrap_or_default() {
            let line = FindingLine::of(&texts, &finding);
            for words in [&line.what, &line.remedy] {
                let is_said = words.chars().any(|one| ('一'..='龥').contains(&one));
                assert!(is_said && !words.contains(['⟦', '$']), "{name}: {words} ({finding})");
            }
            said += 1;
        }
    }
    assert!(said > 100, "{said}");
}

/// Keys of the pack's language are looked up by name: what a pack never says is not said here either.
#[test]
fn every_text_is_there() {
    let findings = front::texts::check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &[people::TEXTS]);
    let unused = findings.unused.iter().filter(|key| !key.starts_with("pack-key-"));
    assert_eq!(unused.collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(findings.missing.iter().collect::<Vec<_>>(), Vec::<&String>::new());
}
