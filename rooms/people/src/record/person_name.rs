//! The name of a person, as on the identity card.

use std::fmt;
use std::str::FromStr;

/// The longest name; names of other peoples and nations are long.
pub const PERSON_NAME_LENGTH_MAX: usize = 50;

/// Letters of any script, with the dot between the parts of a name, spaces, hyphens and apostrophes.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonName(String);

/// Why a text is no name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameRefusal {
    /// Nothing was typed.
    #[error("no name was given")]
    Missing,
    /// One character, or very many.
    #[error("a name has 2 to {PERSON_NAME_LENGTH_MAX} characters")]
    Length,
    /// A character that names don't have.
    #[error("character {place} is {character:?}, which names don't have")]
    Character {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        character: char,
    },
}

impl PersonName {
    /// The clear text. Only for the vault or the person itself.
    pub fn clear_text(&self) -> &str {
        &self.0
    }
}

impl NameRefusal {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "person-name-missing",
            Self::Length => "person-name-length",
            Self::Character { .. } => "person-name-character",
        }
    }

    /// What the message speaks of.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Character { place, character } => vec![("place", place.to_string()), ("character", character.to_string())],
            Self::Missing | Self::Length => Vec::new(),
        }
    }
}

impl FromStr for PersonName {
    type Err = NameRefusal;

    /// The dot of names is written in several ways; the card's is U+00B7.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let name: String = typed
            .trim()
            .chars()
            .map(|one| {
                if matches!(one, '•' | '‧' | '・' | '．') {
                    '·'
                } else {
                    one
                }
            })
            .collect();
        let stranger = name
            .chars()
            .enumerate()
            .find(|(_, one)| !one.is_alphabetic() && !matches!(one, '·' | ' ' | '-' | '\'' | '’'));
        if name.is_empty() {
            Err(NameRefusal::Missing)
        } else if let Some((index, character)) = stranger {
            Err(NameRefusal::Character {
                place: index + 1,
                character,
            })
        } else if !(2..=PERSON_NAME_LENGTH_MAX).contains(&name.chars().count()) {
            Err(NameRefusal::Length)
        } else {
            Ok(Self(name))
        }
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PersonName({})", identity::mask_name(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_peoples_are_names() {
        for (typed, kept) in [
            ("李建国", "李建国"),
            (" 欧阳震华 ", "欧阳震华"),
            ("迪丽热巴•迪力木拉提", "迪丽热巴·迪力木拉提"),
            ("Anne-Marie O'Neill", "Anne-Marie O'Neill"),
            ("㛃𬭸", "㛃𬭸"),
        ] {
            assert_eq!(typed.parse::<PersonName>().unwrap().clear_text(), kept);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (typed, refusal) in [
            ("", NameRefusal::Missing),
            ("李", NameRefusal::Length),
            (&"李".repeat(51), NameRefusal::Length),
            (
                "李建国1",
                NameRefusal::Character {
                    place: 4,
                    character: '1',
                },
            ),
            (
                "<b>李",
                NameRefusal::Character {
                    place: 1,
                    character: '<',
                },
            ),
        ] {
            assert_eq!(typed.parse::<PersonName>(), Err(refusal), "{typed}");
            assert!(!refusal.key().is_empty());
        }
    }
}
