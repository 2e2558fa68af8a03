//! What people read is there in both languages, and every purpose for which something is kept has its words.

use std::collections::BTreeSet;

use super::town::Town;
use privacy::holdings::label;
use privacy::{TEXTS, TEXTS_DESK};

fn keys(text: &str) -> BTreeSet<&str> {
    text.lines().filter_map(|line| Some(line.split_once(" =")?.0)).collect()
}

#[test]
fn the_texts_for_people_are_in_both_languages() {
    assert_eq!(keys(TEXTS.chinese), keys(TEXTS.english));
}

#[test]
fn every_key_of_this_room_that_is_said_exists() {
    let there: BTreeSet<&str> = keys(TEXTS.chinese).into_iter().chain(keys(TEXTS_DESK.chinese)).collect();
    let mut missing = BTreeSet::new();
    said(
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut |key| {
            if !there.contains(key) {
                missing.insert(key.to_owned());
            }
        },
    );
    assert!(missing.is_empty(), "{missing:?}");
}

/// What stands between quotes and looks like a key of this room.
fn said(folder: &std::path::Path, see: &mut dyn FnMut(&str)) {
    const PREFIXES: [&str; 8] = [
        "my-data-",
        "data-ask-",
        "data-value-",
        "data-part-",
        "data-wish-",
        "data-standing-",
        "desk-data-",
        "desk-restricted-",
    ];
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("tests") {
            said(&path, see);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "html") {
            let text = std::fs::read_to_string(&path).unwrap();
            let words = text
                .split('"')
                .filter(|word| PREFIXES.iter().any(|prefix| word.starts_with(prefix)));
            let is_key = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !word.ends_with('-');
            words.filter(is_key).for_each(&mut *see);
        }
    }
}

/// Whatever a room keeps of a person, this one can say what for: a new purpose needs its words here.
#[tokio::test]
async fn every_purpose_in_the_vault_of_a_sample_city_has_its_words() {
    let town = Town::new().await;
    let rows = town
        .ledger
        .query("SELECT DISTINCT purpose FROM keeping", Vec::new())
        .await
        .unwrap();
    assert!(rows.len() >= 3, "{}", rows.len());
    for row in rows {
        let purpose: String = row.get(0).unwrap();
        let key = label::of_purpose(&purpose);
        assert!(key.is_some(), "{purpose}");
        let key = key.unwrap();
        for kind in ["data-purpose", "data-basis"] {
            assert!(keys(TEXTS.chinese).contains(format!("{kind}-{key}").as_str()), "{kind}-{key}");
        }
    }
}
