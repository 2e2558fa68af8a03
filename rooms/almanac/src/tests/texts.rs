//! Every text that is said exists, and none is there that nobody says.

use std::collections::BTreeSet;
use std::path::Path;

/// How keys of this room begin.
const PREFIXES: [&str; 1] = ["days-"];

/// What stands between quotes and looks like a key of this room.
fn said(folder: &Path, keys: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("tests") {
            said(&path, keys);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "html") {
            let text = std::fs::read_to_string(&path).unwrap();
            let words = text
                .split('"')
                .filter(|word| PREFIXES.iter().any(|prefix| word.starts_with(prefix)));
            let is_key = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            keys.extend(words.filter(is_key).map(str::to_owned));
        }
    }
}

#[test]
fn every_text_that_is_said_exists_and_none_is_left_over() {
    let mut used = BTreeSet::new();
    said(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut used);
    let lines = crate::TEXTS.chinese.lines().filter_map(|line| line.split_once(" ="));
    let there: BTreeSet<String> = lines.map(|(key, _)| key.to_owned()).collect();
    assert_eq!(used.difference(&there).collect::<Vec<_>>(), Vec::<&String>::new(), "no text");
    assert_eq!(
        there.difference(&used).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "nobody says"
    );
}
