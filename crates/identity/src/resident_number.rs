//! Resident identity numbers (GB 11643-1999) and the 18-digit numbers of those who live here with other papers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::civil_date::CivilDate;
use crate::mask::mask_resident_number;
use crate::typed::tidy;

/// Seventeen digits and a check character (GB 11643-1999, 4.1).
const LENGTH: usize = 18;
/// GB 11643-1999, 4.2.4 after ISO 7064 MOD 11-2.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS: &[u8; 11] = b"10X98765432";
/// Nobody born earlier has a number; an earlier year is a slip of the hand.
const BIRTH_YEAR_MIN: u16 = 1850;
/// Codes of provinces, autonomous regions and municipalities (GB/T 2260), 71 Taiwan with them.
const PROVINCES: [u8; 32] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
    71,
];

/// A person's number that keeps every rule which can be checked without the police register.
///
/// The county digits are not compared with today's list: any code ever issued stays valid, so that people registered
/// in Binzhou before 2000 carry 3723xx.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ResidentNumber(String);

/// Which paper a number of 18 digits stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// Resident identity card 居民身份证.
    ResidentCard,
    /// Residence permit of people from Hong Kong 港澳台居民居住证, 81.
    HongKongPermit,
    /// Residence permit of people from Macao, 82.
    MacaoPermit,
    /// Residence permit of people from Taiwan, 83.
    TaiwanPermit,
    /// Foreign permanent resident identity card 外国人永久居留身份证 (2023 edition), 9.
    ForeignPermanentResident,
}

impl ResidentNumber {
    /// The clear text. Only for the vault, a unique claim, or the person itself.
    pub fn clear_text(&self) -> &str {
        &self.0
    }

    /// `3716************34`.
    pub fn masked(&self) -> String {
        mask_resident_number(&self.0)
    }

    /// The day of birth that the number states.
    pub fn born(&self) -> CivilDate {
        CivilDate::from_digits(&self.0[6..14]).expect("checked when the number was read")
    }

    /// The paper on which the number stands.
    pub fn document(&self) -> DocumentKind {
        document_kind(&self.0).expect("checked when the number was read")
    }
}

/// Why a text is not a resident identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResidentNumberError {
    /// Nothing was typed.
    #[error("no number was given")]
    Missing,
    /// Not eighteen characters.
    #[error("the number has {length} characters instead of 18")]
    Length {
        /// How many there are.
        length: usize,
    },
    /// A place that takes a digit holds something else.
    #[error("character {place} is {character:?}, not a digit")]
    NotADigit {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        character: char,
    },
    /// The check character is neither a digit nor X.
    #[error("the last character is {character:?}, neither a digit nor X")]
    NotACheckCharacter {
        /// What stands there.
        character: char,
    },
    /// The first digits name no province and no kind of permit.
    #[error("no province has a number that begins with {prefix:02}")]
    Province {
        /// The first two digits.
        prefix: u8,
    },
    /// Digits 7 to 14 are no date on which somebody now living was born.
    #[error("digits 7 to 14 are not a date of birth")]
    BirthDate,
    /// The check character contradicts the seventeen digits.
    #[error("the check character does not fit: at least one digit is wrong")]
    Check,
}

impl ResidentNumberError {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "resident-number-missing",
            Self::Length { .. } => "resident-number-length",
            Self::NotADigit { .. } => "resident-number-not-a-digit",
            Self::NotACheckCharacter { .. } => "resident-number-not-a-check-character",
            Self::Province { .. } => "resident-number-province",
            Self::BirthDate => "resident-number-birth-date",
            Self::Check => "resident-number-check",
        }
    }

    /// What the message speaks of.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Length { length } => vec![("length", length.to_string())],
            Self::NotADigit { place, character } => {
                vec![("place", place.to_string()), ("character", character.to_string())]
            }
            Self::NotACheckCharacter { character } => vec![("character", character.to_string())],
            Self::Province { prefix } => vec![("prefix", format!("{prefix:02}"))],
            Self::Missing | Self::BirthDate | Self::Check => Vec::new(),
        }
    }
}

impl FromStr for ResidentNumber {
    type Err = ResidentNumberError;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let number = tidy(typed);
        check_form(&number)?;
        document_kind(&number)?;
        check_birth_date(&number)?;
        if check_character(&number[..17]) != number.as_bytes()[17] {
            return Err(ResidentNumberError::Check);
        }
        Ok(Self(number))
    }
}

fn check_form(number: &str) -> Result<(), ResidentNumberError> {
    let length = number.chars().count();
    if length == 0 {
        return Err(ResidentNumberError::Missing);
    }
    if length != LENGTH {
        return Err(ResidentNumberError::Length { length });
    }
    for (index, character) in number.chars().enumerate() {
        if character.is_ascii_digit() || (index == LENGTH - 1 && character == 'X') {
            continue;
        }
        return Err(if index == LENGTH - 1 {
            ResidentNumberError::NotACheckCharacter { character }
        } else {
            ResidentNumberError::NotADigit {
                place: index + 1,
                character,
            }
        });
    }
    Ok(())
}

/// 81, 82, 83: 港澳台居民居住证申领发放办法 (国办发〔2018〕81号); 9…: foreign permanent residents.
fn document_kind(number: &str) -> Result<DocumentKind, ResidentNumberError> {
    let prefix = number[..2].parse().map_err(|_| ResidentNumberError::Province { prefix: 0 })?;
    match prefix {
        81 => Ok(DocumentKind::HongKongPermit),
        82 => Ok(DocumentKind::MacaoPermit),
        83 => Ok(DocumentKind::TaiwanPermit),
        90..=99 => Ok(DocumentKind::ForeignPermanentResident),
        province if PROVINCES.contains(&province) => Ok(DocumentKind::ResidentCard),
        prefix => Err(ResidentNumberError::Province { prefix }),
    }
}

fn check_birth_date(number: &str) -> Result<(), ResidentNumberError> {
    CivilDate::from_digits(&number[6..14])
        .filter(|date| date.year() >= BIRTH_YEAR_MIN)
        .map(|_| ())
        .ok_or(ResidentNumberError::BirthDate)
}

/// The check character of seventeen digits.
pub(crate) fn check_character(digits: &str) -> u8 {
    let sum: u32 = digits
        .chars()
        .filter_map(crate::typed::digit)
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    CHECK_CHARACTERS[(sum % 11) as usize]
}

impl fmt::Debug for ResidentNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ResidentNumber({})", self.masked())
    }
}

impl TryFrom<String> for ResidentNumber {
    type Error = ResidentNumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ResidentNumber> for String {
    fn from(number: ResidentNumber) -> Self {
        number.0
    }
}
