//! Unified social credit codes of enterprises and other organisations (GB 32100-2015).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::typed::tidy;

const LENGTH: usize = 18;
/// GB 32100-2015, table 2: digits and capitals without I, O, S, V, Z; the place in this text is the value.
pub(crate) const CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const MODULUS: u32 = 31;

/// The eighteen characters of an organisation, check character included.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);

impl CreditCode {
    /// The code; it is public by law.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a text is not a credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// Nothing was typed.
    #[error("no code was given")]
    Missing,
    /// Not eighteen characters.
    #[error("the code has {length} characters instead of 18")]
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
    /// Places 3 to 8 (the region of the registering organ) take digits only.
    #[error("character {place} is {character:?}, not a digit")]
    NotADigit {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        character: char,
    },
    /// The check character contradicts the seventeen before it.
    #[error("the check character does not fit: at least one character is wrong")]
    Check,
}

impl CreditCodeError {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "credit-code-missing",
            Self::Length { .. } => "credit-code-length",
            Self::Character { .. } => "credit-code-character",
            Self::NotADigit { .. } => "credit-code-not-a-digit",
            Self::Check => "credit-code-check",
        }
    }

    /// What the message speaks of.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Length { length } => vec![("length", length.to_string())],
            Self::Character { place, character } | Self::NotADigit { place, character } => {
                vec![("place", place.to_string()), ("character", character.to_string())]
            }
            Self::Missing | Self::Check => Vec::new(),
        }
    }
}

impl FromStr for CreditCode {
    type Err = CreditCodeError;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let code = tidy(typed);
        check_form(&code)?;
        if check_character(&code[..LENGTH - 1]) != code.chars().next_back() {
            return Err(CreditCodeError::Check);
        }
        Ok(Self(code))
    }
}

fn check_form(code: &str) -> Result<(), CreditCodeError> {
    let length = code.chars().count();
    if length == 0 {
        return Err(CreditCodeError::Missing);
    }
    if length != LENGTH {
        return Err(CreditCodeError::Length { length });
    }
    for (index, character) in code.chars().enumerate() {
        let place = index + 1;
        if value(character).is_none() {
            return Err(CreditCodeError::Character { place, character });
        }
        if (3..=8).contains(&place) && !character.is_ascii_digit() {
            return Err(CreditCodeError::NotADigit { place, character });
        }
    }
    Ok(())
}

/// GB 32100-2015, annex A: weight of place i (from 0) is 3^i mod 31, the check 31 minus the sum mod 31.
pub(crate) fn check_character(characters: &str) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for character in characters.chars() {
        sum += value(character)? * weight;
        weight = weight * 3 % MODULUS;
    }
    CHARACTERS.chars().nth(((MODULUS - sum % MODULUS) % MODULUS) as usize)
}

fn value(character: char) -> Option<u32> {
    CHARACTERS
        .chars()
        .position(|known| known == character)
        .and_then(|place| u32::try_from(place).ok())
}

impl fmt::Display for CreditCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CreditCode({})", self.0)
    }
}

impl TryFrom<String> for CreditCode {
    type Error = CreditCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CreditCode> for String {
    fn from(code: CreditCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::RegionCode;
    use crate::sample;

    #[test]
    fn published_codes_are_accepted() {
        for code in [
            "91350100M000100Y43",
            "91110000802100433B",
            "91350100m000100y43",
            "９１３５ 0100 M000 100Y 43",
        ] {
            assert!(code.parse::<CreditCode>().is_ok(), "{code}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (typed, error) in [
            ("", CreditCodeError::Missing),
            ("91350100M000100Y4", CreditCodeError::Length { length: 17 }),
            (
                "91350100M000100O43",
                CreditCodeError::Character {
                    place: 16,
                    character: 'O',
                },
            ),
            (
                "9135O100M000100Y43",
                CreditCodeError::Character {
                    place: 5,
                    character: 'O',
                },
            ),
            (
                "9135A100M000100Y43",
                CreditCodeError::NotADigit {
                    place: 5,
                    character: 'A',
                },
            ),
            ("91350100M000100Y44", CreditCodeError::Check),
            (
                "91350100M000100码43",
                CreditCodeError::Character {
                    place: 16,
                    character: '码',
                },
            ),
        ] {
            assert_eq!(typed.parse::<CreditCode>(), Err(error), "{typed}");
            assert!(!error.key().is_empty());
        }
    }

    prop_compose! {
        fn any_code()(region in 110_000u32..660_000, order in 0u32..1_000_000) -> CreditCode {
            sample::credit_code(RegionCode::fixed(region), order)
        }
    }

    proptest! {
        #[test]
        fn every_right_code_is_read_back(code in any_code()) {
            prop_assert_eq!(code.as_str().parse(), Ok(code.clone()));
            let text = serde_json::to_string(&code).unwrap();
            prop_assert_eq!(serde_json::from_str::<CreditCode>(&text).unwrap(), code);
        }

        #[test]
        fn every_single_wrong_character_is_found(code in any_code(), place in 0usize..18, other in 0usize..31) {
            let mut characters: Vec<char> = code.as_str().chars().collect();
            let wrong = CHARACTERS.chars().nth(other).unwrap();
            prop_assume!(characters[place] != wrong);
            characters[place] = wrong;
            prop_assert!(characters.into_iter().collect::<String>().parse::<CreditCode>().is_err());
        }

        #[test]
        fn nothing_typed_breaks_the_reading(typed in "\\PC{0,24}") {
            let _ = typed.parse::<CreditCode>();
        }
    }
}
