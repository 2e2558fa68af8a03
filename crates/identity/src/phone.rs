//! Telephone numbers of the mainland: mobile (11 digits, 13… to 19…) and landline with its area code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::mask::mask_phone;
use crate::typed::tidy;

/// A mainland number, kept as digits; a landline with a dash behind its area code.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Whether a message reaches the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhoneKind {
    /// Takes short messages.
    Mobile,
    /// Takes calls only.
    Landline,
}

impl Phone {
    /// The clear text. Only for the vault, for messages, or the person itself.
    pub fn clear_text(&self) -> &str {
        &self.0
    }

    /// `138****5678`.
    pub fn masked(&self) -> String {
        mask_phone(&self.0)
    }

    /// Whether it takes messages.
    pub fn kind(&self) -> PhoneKind {
        if self.0.starts_with('1') {
            PhoneKind::Mobile
        } else {
            PhoneKind::Landline
        }
    }
}

/// Why a text is not a telephone number of the mainland.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was typed.
    #[error("no number was given")]
    Missing,
    /// Something else than digits and dashes.
    #[error("character {place} is {character:?}, neither a digit nor a dash")]
    Character {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        character: char,
    },
    /// Begins like a mobile number but has not eleven digits.
    #[error("a mobile number has 11 digits, this has {length}")]
    MobileLength {
        /// How many there are.
        length: usize,
    },
    /// Mobile numbers begin with 13 to 19.
    #[error("no mobile number begins so")]
    MobilePrefix,
    /// A landline needs its area code (010, 02x or four digits) and seven or eight digits.
    #[error("a landline has an area code and seven or eight digits")]
    Landline,
}

impl PhoneError {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "phone-missing",
            Self::Character { .. } => "phone-character",
            Self::MobileLength { .. } => "phone-mobile-length",
            Self::MobilePrefix => "phone-mobile-prefix",
            Self::Landline => "phone-landline",
        }
    }

    /// What the message speaks of.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Character { place, character } => {
                vec![("place", place.to_string()), ("character", character.to_string())]
            }
            Self::MobileLength { length } => vec![("length", length.to_string())],
            Self::Missing | Self::MobilePrefix | Self::Landline => Vec::new(),
        }
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let tidied = tidy(typed);
        let number = without_country(&tidied);
        if number.is_empty() {
            return Err(PhoneError::Missing);
        }
        let stranger = number
            .chars()
            .enumerate()
            .find(|(_, one)| !one.is_ascii_digit() && *one != '-');
        if let Some((index, character)) = stranger {
            return Err(PhoneError::Character {
                place: index + 1,
                character,
            });
        }
        let digits = number.replace('-', "");
        if digits.starts_with('1') {
            mobile(digits)
        } else {
            landline(&digits)
        }
    }
}

fn without_country(number: &str) -> &str {
    ["+86-", "+86", "0086"]
        .iter()
        .find_map(|prefix| number.strip_prefix(prefix))
        .unwrap_or(number)
}

fn mobile(digits: String) -> Result<Phone, PhoneError> {
    if digits.len() != 11 {
        return Err(PhoneError::MobileLength { length: digits.len() });
    }
    if !matches!(digits.as_bytes()[1], b'3'..=b'9') {
        return Err(PhoneError::MobilePrefix);
    }
    Ok(Phone(digits))
}

fn landline(digits: &str) -> Result<Phone, PhoneError> {
    let area = match digits.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        _ => return Err(PhoneError::Landline),
    };
    if !matches!(digits.len().saturating_sub(area), 7 | 8) {
        return Err(PhoneError::Landline);
    }
    Ok(Phone(format!("{}-{}", &digits[..area], &digits[area..])))
}

impl fmt::Debug for Phone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Phone({})", self.masked())
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, kept) in [
            ("13812345678", "13812345678"),
            ("138 1234 5678", "13812345678"),
            ("138-1234-5678", "13812345678"),
            ("+86 13812345678", "13812345678"),
            ("1３8１２３４５６７８", "13812345678"),
            ("0543-3186001", "0543-3186001"),
            ("05433186001", "0543-3186001"),
            ("010-65881234", "010-65881234"),
            ("02161234567", "021-61234567"),
        ] {
            assert_eq!(typed.parse::<Phone>().map(String::from), Ok(kept.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (typed, error) in [
            ("", PhoneError::Missing),
            ("  ", PhoneError::Missing),
            ("1381234567", PhoneError::MobileLength { length: 10 }),
            ("12812345678", PhoneError::MobilePrefix),
            ("3186001", PhoneError::Landline),
            ("0543-318600", PhoneError::Landline),
            ("01", PhoneError::Landline),
            (
                "138l2345678",
                PhoneError::Character {
                    place: 4,
                    character: 'L',
                },
            ),
        ] {
            assert_eq!(typed.parse::<Phone>(), Err(error), "{typed}");
        }
    }

    #[test]
    fn the_number_does_not_show_itself() {
        let phone: Phone = "13812345678".parse().unwrap();
        assert_eq!(format!("{phone:?}"), "Phone(138****5678)");
    }

    proptest! {
        #[test]
        fn nothing_typed_breaks_the_reading(typed in "\\PC{0,24}") {
            let _ = typed.parse::<Phone>();
        }

        #[test]
        fn every_mobile_number_is_read_back(number in "1[3-9][0-9]{9}") {
            let phone: Phone = number.parse().unwrap();
            prop_assert_eq!(phone.kind(), PhoneKind::Mobile);
            prop_assert_eq!(String::from(phone), number);
        }
    }
}
