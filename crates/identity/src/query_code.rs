//! The code on a receipt with which its holder asks after an application without signing in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::typed::tidy;

/// Characters of a query code: 26⁸ codes, 37 bits.
pub const QUERY_CODE_LENGTH: usize = 8;
/// No 0 1 I L O U V, and of 2/Z, 5/S, 8/B only the digit.
const CHARACTERS: &[u8; 26] = b"23456789ACDEFGHJKMNPQRTWXY";

/// Eight characters, none of which is taken for another.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QueryCode(String);

impl QueryCode {
    /// The code made of these random bytes; sixteen of them leave no measurable bias.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let mut rest = u128::from_be_bytes(bytes);
        let count = CHARACTERS.len() as u128;
        let mut code = String::with_capacity(QUERY_CODE_LENGTH);
        for _ in 0..QUERY_CODE_LENGTH {
            code.push(char::from(CHARACTERS[(rest % count) as usize]));
            rest /= count;
        }
        Self(code)
    }

    /// The code as it is compared and claimed.
    pub fn clear_text(&self) -> &str {
        &self.0
    }
}

/// Why a text is not a query code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryCodeError {
    /// Nothing was typed.
    #[error("no code was given")]
    Missing,
    /// Not eight characters.
    #[error("the code has {length} characters instead of 8")]
    Length {
        /// How many there are.
        length: usize,
    },
    /// A character that no code uses.
    #[error("character {place} is {character:?}, which no code uses")]
    Character {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        character: char,
    },
}

impl QueryCodeError {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "query-code-missing",
            Self::Length { .. } => "query-code-length",
            Self::Character { .. } => "query-code-character",
        }
    }

    /// What the message speaks of.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Missing => Vec::new(),
            Self::Length { length } => vec![("length", length.to_string())],
            Self::Character { place, character } => {
                vec![("place", place.to_string()), ("character", character.to_string())]
            }
        }
    }
}

impl FromStr for QueryCode {
    type Err = QueryCodeError;

    /// What was misread is set right: B for 8, S for 5, Z for 2.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let code: String = tidy(typed).replace('-', "").chars().map(as_printed).collect();
        match code.chars().count() {
            0 => return Err(QueryCodeError::Missing),
            QUERY_CODE_LENGTH => {}
            length => return Err(QueryCodeError::Length { length }),
        }
        let stranger = code
            .chars()
            .enumerate()
            .find(|(_, one)| !CHARACTERS.iter().any(|known| char::from(*known) == *one));
        match stranger {
            Some((index, character)) => Err(QueryCodeError::Character {
                place: index + 1,
                character,
            }),
            None => Ok(Self(code)),
        }
    }
}

fn as_printed(character: char) -> char {
    match character {
        'B' => '8',
        'S' => '5',
        'Z' => '2',
        other => other,
    }
}

/// Printed in two groups, `7KQM-3XHA`.
impl fmt::Display for QueryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", &self.0[..4], &self.0[4..])
    }
}

/// The code is a secret of its holder.
impl fmt::Debug for QueryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("QueryCode(****-****)")
    }
}

impl TryFrom<String> for QueryCode {
    type Error = QueryCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<QueryCode> for String {
    fn from(code: QueryCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_misread_is_set_right() {
        for typed in ["82A5K7TQ", "bza5-k7tq", " B Z A S K 7 T Q "] {
            assert_eq!(
                typed.parse::<QueryCode>().map(String::from),
                Ok("82A5K7TQ".to_owned()),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (typed, error) in [
            ("", QueryCodeError::Missing),
            ("82A5", QueryCodeError::Length { length: 4 }),
            (
                "82A5K7T0",
                QueryCodeError::Character {
                    place: 8,
                    character: '0',
                },
            ),
        ] {
            assert_eq!(typed.parse::<QueryCode>(), Err(error), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn every_code_is_read_back(bytes: [u8; 16]) {
            let code = QueryCode::from_random(bytes);
            prop_assert_eq!(code.to_string().parse(), Ok(code.clone()));
            prop_assert_eq!(code.clear_text().parse(), Ok(code));
        }

        #[test]
        fn nothing_typed_breaks_the_reading(typed in "\\PC{0,12}") {
            let _ = typed.parse::<QueryCode>();
        }
    }
}
