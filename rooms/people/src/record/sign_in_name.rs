//! The name with which somebody signs in.

use std::fmt;
use std::str::FromStr;

/// The shortest name.
pub const SIGN_IN_NAME_LENGTH_MIN: usize = 4;
/// The longest name.
pub const SIGN_IN_NAME_LENGTH_MAX: usize = 40;

/// Letters, digits, dash, dot and underscore, the first a letter; capitals count as small letters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignInName(String);

/// Why a text is no sign-in name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInNameRefusal {
    /// Nothing was typed.
    #[error("no sign-in name was given")]
    Missing,
    /// Too short or too long.
    #[error("a sign-in name has {SIGN_IN_NAME_LENGTH_MIN} to {SIGN_IN_NAME_LENGTH_MAX} characters")]
    Length,
    /// The first character is no letter.
    #[error("a sign-in name begins with a letter")]
    FirstCharacter,
    /// A character that sign-in names don't use.
    #[error("character {place} is {character:?}, which sign-in names don't use")]
    Character {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        character: char,
    },
}

impl SignInName {
    /// The name in its one spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SignInNameRefusal {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "sign-in-name-missing",
            Self::Length => "sign-in-name-length",
            Self::FirstCharacter => "sign-in-name-first-character",
            Self::Character { .. } => "sign-in-name-character",
        }
    }

    /// What the message speaks of.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Character { place, character } => vec![("place", place.to_string()), ("character", character.to_string())],
            Self::Missing | Self::Length | Self::FirstCharacter => Vec::new(),
        }
    }
}

impl FromStr for SignInName {
    type Err = SignInNameRefusal;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let name = typed.trim().to_ascii_lowercase();
        let stranger = name
            .chars()
            .enumerate()
            .find(|(_, one)| !matches!(one, 'a'..='z' | '0'..='9' | '-' | '.' | '_'));
        if name.is_empty() {
            Err(SignInNameRefusal::Missing)
        } else if let Some((index, character)) = stranger {
            Err(SignInNameRefusal::Character {
                place: index + 1,
                character,
            })
        } else if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
            Err(SignInNameRefusal::FirstCharacter)
        } else if !(SIGN_IN_NAME_LENGTH_MIN..=SIGN_IN_NAME_LENGTH_MAX).contains(&name.len()) {
            Err(SignInNameRefusal::Length)
        } else {
            Ok(Self(name))
        }
    }
}

/// The name is the person's own and stays out of logs.
impl fmt::Debug for SignInName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SignInName(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_count_as_small_letters() {
        assert_eq!(" Li.JianGuo ".parse::<SignInName>().unwrap().as_str(), "li.jianguo");
        assert_eq!(
            "shengtai-371625-handle".parse::<SignInName>().unwrap().as_str(),
            "shengtai-371625-handle"
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (typed, refusal) in [
            ("", SignInNameRefusal::Missing),
            (" ", SignInNameRefusal::Missing),
            ("abc", SignInNameRefusal::Length),
            (&"a".repeat(41), SignInNameRefusal::Length),
            ("13812345678", SignInNameRefusal::FirstCharacter),
            (
                "li jianguo",
                SignInNameRefusal::Character {
                    place: 3,
                    character: ' ',
                },
            ),
            (
                "李建国",
                SignInNameRefusal::Character {
                    place: 1,
                    character: '李',
                },
            ),
        ] {
            assert_eq!(typed.parse::<SignInName>(), Err(refusal), "{typed}");
            assert!(!refusal.key().is_empty());
        }
    }
}
