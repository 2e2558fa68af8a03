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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::RegionCode;
    use crate::sample;

    /// The example of GB 11643-1999 itself, annex A.
    const OF_THE_STANDARD: &str = "11010519491231002X";

    #[test]
    fn right_numbers_are_accepted() {
        for (number, document) in [
            (OF_THE_STANDARD, DocumentKind::ResidentCard),
            ("11010519491231002x", DocumentKind::ResidentCard),
            ("１１０１０５ 19491231 002Ｘ", DocumentKind::ResidentCard),
            ("440524188001010014", DocumentKind::ResidentCard),
        ] {
            assert_eq!(
                number.parse::<ResidentNumber>().map(|number| number.document()),
                Ok(document),
                "{number}"
            );
        }
    }

    #[test]
    fn whoever_was_registered_in_binzhou_before_2000_keeps_the_number() {
        for county in [372_301, 372_321, 372_328, 372_330] {
            let number = numbered(county, (1975, 6, 18));
            assert!(number.clear_text().starts_with("3723"));
            assert_eq!(number.document(), DocumentKind::ResidentCard);
        }
    }

    #[test]
    fn permits_of_eighteen_digits_are_accepted() {
        for (prefix, document) in [
            (810_000, DocumentKind::HongKongPermit),
            (820_000, DocumentKind::MacaoPermit),
            (830_000, DocumentKind::TaiwanPermit),
            (937_840, DocumentKind::ForeignPermanentResident),
            (911_124, DocumentKind::ForeignPermanentResident),
        ] {
            assert_eq!(numbered(prefix, (1988, 8, 8)).document(), document, "{prefix}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (typed, error) in [
            ("", ResidentNumberError::Missing),
            (" \u{3000}", ResidentNumberError::Missing),
            ("130503670401001", ResidentNumberError::Length { length: 15 }),
            ("11010519491231002XX", ResidentNumberError::Length { length: 19 }),
            (
                "11O10519491231002X",
                ResidentNumberError::NotADigit {
                    place: 3,
                    character: 'O',
                },
            ),
            (
                "1101051949123100张X",
                ResidentNumberError::NotADigit {
                    place: 17,
                    character: '张',
                },
            ),
            (
                "11010519491231002Y",
                ResidentNumberError::NotACheckCharacter { character: 'Y' },
            ),
            ("00010519491231002X", ResidentNumberError::Province { prefix: 0 }),
            ("16010519491231002X", ResidentNumberError::Province { prefix: 16 }),
            ("11010519490231002X", ResidentNumberError::BirthDate),
            ("11010500011231002X", ResidentNumberError::BirthDate),
            ("110105194912310021", ResidentNumberError::Check),
        ] {
            let found = typed.parse::<ResidentNumber>();
            assert_eq!(found, Err(error), "{typed}");
            assert!(!error.key().is_empty());
        }
    }

    #[test]
    fn the_number_does_not_show_itself() {
        let number: ResidentNumber = OF_THE_STANDARD.parse().unwrap();
        assert_eq!(format!("{number:?}"), "ResidentNumber(1101************2X)");
    }

    fn numbered(region: u32, (year, month, day): (u16, u8, u8)) -> ResidentNumber {
        let born = CivilDate::new(year, month, day).unwrap();
        sample::resident_number(RegionCode::fixed(region), born, 34)
    }

    prop_compose! {
        fn any_number()(
            province in proptest::sample::select(PROVINCES.to_vec()),
            place in 0u32..10_000,
            year in 1900u16..2027,
            month in 1u8..13,
            day in 1u8..29,
            order in 0u16..1000,
        ) -> ResidentNumber {
            let region = RegionCode::fixed(u32::from(province) * 10_000 + place);
            sample::resident_number(region, CivilDate::new(year, month, day).unwrap(), order)
        }
    }

    proptest! {
        #[test]
        fn every_right_number_is_read_back(number in any_number()) {
            prop_assert_eq!(number.clear_text().parse(), Ok(number.clone()));
            let text = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<ResidentNumber>(&text).unwrap(), number);
        }

        #[test]
        fn every_single_wrong_character_is_found(number in any_number(), place in 0usize..18, other in 0usize..11) {
            let mut characters: Vec<u8> = number.clear_text().bytes().collect();
            prop_assume!(characters[place] != b"0123456789X"[other]);
            characters[place] = b"0123456789X"[other];
            prop_assert!(String::from_utf8(characters).unwrap().parse::<ResidentNumber>().is_err());
        }

        #[test]
        fn two_neighbours_changed_about_are_found(number in any_number(), place in 0usize..16) {
            let mut characters: Vec<u8> = number.clear_text().bytes().collect();
            prop_assume!(characters[place] != characters[place + 1]);
            characters.swap(place, place + 1);
            prop_assert!(String::from_utf8(characters).unwrap().parse::<ResidentNumber>().is_err());
        }

        #[test]
        fn nothing_typed_breaks_the_reading(typed in "\\PC{0,24}") {
            let _ = typed.parse::<ResidentNumber>();
        }
    }
}
