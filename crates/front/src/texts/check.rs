//! For tests: are all texts there that pages and refusals use, in both languages, with the same placeables?
//!
//! ```ignore
//! let findings = front::texts::check(&TEXTS, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &[]);
//! assert!(findings.is_clean(), "{findings}");
//! ```

use super::{OWN, Source};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs, io,
    path::Path,
};

/// What is wrong with a room's texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Used somewhere, but not said in Chinese: people would read ⟦key⟧.
    pub missing: BTreeSet<String>,
    /// Said, but used nowhere.
    pub unused: BTreeSet<String>,
    /// Not said in English; people read Chinese.
    pub untranslated: BTreeSet<String>,
    /// Said only in English.
    pub without_chinese: BTreeSet<String>,
    /// The two languages take in different things: key and what one of them lacks.
    pub different: BTreeSet<String>,
    /// Files that could not be read.
    pub unreadable: Vec<String>,
}

impl Findings {
    /// Whether nothing at all is wrong.
    pub fn is_clean(&self) -> bool {
        *self == Findings::default()
    }

    /// Whether nothing is wrong that a Chinese reader could see; English may still be incomplete.
    pub fn is_sound(&self) -> bool {
        Findings {
            untranslated: BTreeSet::new(),
            ..self.clone()
        }
        .is_clean()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unreadable = self.unreadable.iter().cloned().collect();
        for (what, keys) in [
            ("missing", &self.missing),
            ("unused", &self.unused),
            ("not in English", &self.untranslated),
            ("only in English", &self.without_chinese),
            ("different placeables", &self.different),
            ("unreadable", &unreadable),
        ] {
            for key in keys {
                writeln!(formatter, "{what}: {key}")?;
            }
        }
        Ok(())
    }
}

/// Compare a room's texts with what the files under `folder` (`.rs`, `.html`, `.svg`) use. `others`: rooms whose texts it uses too.
pub fn check(texts: &Source, folder: impl AsRef<Path>, others: &[Source]) -> Findings {
    let mut findings = Findings::default();
    let mut used = Uses::default();
    if let Err(error) = read(folder.as_ref(), &mut used) {
        findings.unreadable.push(format!("{}: {error}", folder.as_ref().display()));
    }
    let (chinese, english) = (messages(texts.chinese), messages(texts.english));
    let elsewhere: BTreeSet<String> = others
        .iter()
        .chain([&OWN])
        .flat_map(|source| messages(source.chinese).into_keys())
        .collect();

    findings.missing = used
        .keys
        .iter()
        .filter(|key| !chinese.contains_key(*key) && !elsewhere.contains(*key))
        .cloned()
        .collect();
    findings.unused = chinese.keys().filter(|key| !used.mention(key)).cloned().collect();
    findings.untranslated = chinese.keys().filter(|key| !english.contains_key(*key)).cloned().collect();
    findings.without_chinese = english.keys().filter(|key| !chinese.contains_key(*key)).cloned().collect();
    for (key, placeables) in &chinese {
        if let Some(other) = english.get(key).filter(|other| *other != placeables) {
            let difference: Vec<&str> = placeables.symmetric_difference(other).map(String::as_str).collect();
            findings.different.insert(format!("{key}: {}", difference.join(", ")));
        }
    }
    findings
}

/// Every key of a Fluent file with the placeables of its message.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut current) = (String::new(), None);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(key) = line
            .split_once('=')
            .map(|(key, _)| key.trim())
            .filter(|key| !line.starts_with([' ', '}', '*', '[']) && is_key(key))
        {
            message = key.to_owned();
            current = Some(message.clone());
        } else if let Some(attribute) = line
            .trim_start()
            .strip_prefix('.')
            .and_then(|rest| rest.split_once('='))
            .map(|(name, _)| name.trim())
        {
            current = Some(format!("{message}.{attribute}"));
        }
        if let Some(key) = &current {
            messages.entry(key.clone()).or_default().extend(placeables(line));
        }
    }
    messages
}

fn is_key(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .chars()
            .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-')
}

fn placeables(line: &str) -> impl Iterator<Item = String> {
    line.split('$').skip(1).map(|rest| {
        rest.chars()
            .take_while(|character| character.is_ascii_alphanumeric() || *character == '_' || *character == '-')
            .collect()
    })
}

/// What files use.
#[derive(Default)]
struct Uses {
    /// Keys said for certain: `say("…")`.
    keys: BTreeSet<String>,
    /// Every string that could be a key: refusals name theirs in a `match`.
    strings: BTreeSet<String>,
    /// Beginnings of keys that are put together: `format!("problem-{}")`.
    beginnings: BTreeSet<String>,
}

/// Calls whose first argument is a key.
const SAYING: [&str; 9] = [
    "say(",
    "rich(",
    "Message::new(",
    "Problem::invalid(",
    ".portal(",
    ".desk(",
    ".into_message(",
    "Refused(",
    "knows(",
];

impl Uses {
    fn take_in(&mut self, text: &str) {
        for call in SAYING {
            let calls = text
                .match_indices(call)
                .filter(|(at, _)| !text[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_'));
            for (at, _) in calls {
                let rest = text[at + call.len()..].trim_start();
                if let Some(key) = rest
                    .strip_prefix('"')
                    .and_then(|rest| rest.split('"').next())
                    .filter(|key| is_key_or_attribute(key))
                {
                    self.keys.insert(key.to_owned());
                }
            }
        }
        for string in text.split('"') {
            if is_key_or_attribute(string) {
                self.strings.insert(string.to_owned());
            } else if let Some((beginning, _)) = string
                .split_once('{')
                .filter(|(beginning, _)| beginning.ends_with('-') && is_key(beginning))
            {
                self.beginnings.insert(beginning.to_owned());
            }
        }
    }

    fn mention(&self, key: &str) -> bool {
        let message = key.split('.').next().unwrap_or(key);
        self.strings.contains(key)
            || self.strings.contains(message)
            || self.beginnings.iter().any(|beginning| key.starts_with(beginning))
    }
}

fn is_key_or_attribute(text: &str) -> bool {
    text.split_once('.')
        .map_or(is_key(text), |(key, attribute)| is_key(key) && is_key(attribute))
}

fn read(folder: &Path, used: &mut Uses) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, used)?;
        } else if path
            .extension()
            .is_some_and(|extension| ["rs", "html", "svg"].iter().any(|known| extension == *known))
        {
            used.take_in(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fronts_own_texts_are_complete() {
        let mut findings = check(&OWN, concat!(env!("CARGO_MANIFEST_DIR"), "/src"), &[]);
        let templates = check(&OWN, concat!(env!("CARGO_MANIFEST_DIR"), "/templates"), &[]);
        findings.missing.extend(templates.missing);
        findings.unused = findings.unused.intersection(&templates.unused).cloned().collect();
        findings.missing.retain(|key| !EXAMPLES.contains(&key.as_str()));
        assert!(findings.is_clean(), "{findings}");
    }

    /// Keys that only documentation and tests here speak of.
    const EXAMPLES: [&str; 8] = [
        "materials-wanted",
        "receipt-title",
        "sign-in-title",
        "phone",
        "phone-why",
        "used",
        "absent",
        "greeting",
    ];

    #[test]
    fn what_is_wrong_is_found() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("pages")).unwrap();
        fs::write(
            folder.path().join("pages/show.html"),
            r#"{{ t.say("used") }} {{ t.rich( "absent").with("a", 1) }} {{ t.say("sign-in") }}"#,
        )
        .unwrap();
        fs::write(
            folder.path().join("record.rs"),
            r#"Refusal::Late => "refused-late", format!("state-{}", name)"#,
        )
        .unwrap();
        let texts = Source {
            room: "sample",
            chinese: "used = 用\n    .title = 题\nrefused-late = 晚了 { $day }\nstate-open = 开\nforgotten = 忘\n",
            english: "used = used\nrefused-late = late\n    { $days -> \n   *[other] x\n}\nstray = stray\n",
        };
        let set = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<String>>();
        let findings = check(&texts, folder.path(), &[]);
        assert_eq!(findings.missing, set(&["absent"]));
        assert_eq!(findings.unused, set(&["forgotten"]));
        assert_eq!(findings.untranslated, set(&["used.title", "state-open", "forgotten"]));
        assert_eq!(findings.without_chinese, set(&["stray"]));
        assert_eq!(findings.different, set(&["refused-late: day, days"]));
        assert!(!findings.is_sound());
    }
}
