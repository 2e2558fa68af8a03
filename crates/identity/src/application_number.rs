//! The numbers by which people ask after their application: `371625-20261102-000318-7`, a case `…-7-01`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::civil_date::CivilDate;
use crate::luhn;
use crate::region::RegionCode;
use crate::typed::tidy;

/// The last number of a region's day: six digits.
pub const SEQUENCE_MAX: u32 = 999_999;
/// The last case of an application: two digits.
pub const CASES_MAX: u8 = 99;

/// Region (6), filing day (8), sequence (6, gapless per region and day) and a Luhn digit over the twenty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApplicationNumber {
    region: RegionCode,
    day: CivilDate,
    sequence: u32,
}

impl ApplicationNumber {
    /// The number of the `sequence`-th application filed in `region` on `day`; none past a million a day.
    pub fn new(region: RegionCode, day: CivilDate, sequence: u32) -> Option<Self> {
        (1..=SEQUENCE_MAX).contains(&sequence).then_some(Self {
            region: region.county(),
            day,
            sequence,
        })
    }

    /// The region in which it was filed.
    pub fn region(self) -> RegionCode {
        self.region
    }

    /// The day on which it was filed.
    pub fn day(self) -> CivilDate {
        self.day
    }

    /// Its place among the filings of that day, from 1.
    pub fn sequence(self) -> u32 {
        self.sequence
    }

    /// The number of its `ordinal`-th case, from 1.
    pub fn case(self, ordinal: u8) -> Option<CaseNumber> {
        (1..=CASES_MAX).contains(&ordinal).then_some(CaseNumber {
            application: self,
            ordinal,
        })
    }

    fn digits(self) -> String {
        format!("{}{}{:06}", self.region, self.day.digits(), self.sequence)
    }

    /// Reads twenty-one digits; dashes are gone.
    fn from_digits(digits: &str) -> Result<Self, NumberError> {
        if let Some((index, character)) = digits.chars().enumerate().find(|(_, one)| !one.is_ascii_digit()) {
            return Err(NumberError::NotADigit {
                place: index + 1,
                character,
            });
        }
        if luhn::check_digit(&digits[..20]).to_string() != digits[20..] {
            return Err(NumberError::Check);
        }
        let region = digits[..6].parse().map_err(|_| NumberError::Region)?;
        let day = CivilDate::from_digits(&digits[6..14]).ok_or(NumberError::Day)?;
        let sequence = digits[14..20].parse().map_err(|_| NumberError::Sequence)?;
        Self::new(region, day, sequence).ok_or(NumberError::Sequence)
    }
}

/// One case of an application: the number of the application and `-01`, `-02` …
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNumber {
    application: ApplicationNumber,
    ordinal: u8,
}

impl CaseNumber {
    /// The application to which the case belongs.
    pub fn application(self) -> ApplicationNumber {
        self.application
    }

    /// Its place in the application, from 1.
    pub fn ordinal(self) -> u8 {
        self.ordinal
    }
}

/// Why a text is not the number of an application or a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Nothing was typed.
    #[error("no number was given")]
    Missing,
    /// Too short or too long.
    #[error("the number has {length} digits instead of {expected}")]
    Length {
        /// How many digits there are.
        length: usize,
        /// How many there should be.
        expected: usize,
    },
    /// Something else than a digit.
    #[error("character {place} is {character:?}, not a digit")]
    NotADigit {
        /// The place among the digits, from 1.
        place: usize,
        /// What stands there.
        character: char,
    },
    /// The check digit contradicts the others.
    #[error("the check digit does not fit: at least one digit is wrong")]
    Check,
    /// The first six digits are no region.
    #[error("the first six digits are not a region")]
    Region,
    /// Digits 7 to 14 are no date.
    #[error("digits 7 to 14 are not a date")]
    Day,
    /// Sequences begin with 1.
    #[error("nothing has the number 0")]
    Sequence,
}

impl NumberError {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "application-number-missing",
            Self::Length { .. } => "application-number-length",
            Self::NotADigit { .. } => "application-number-not-a-digit",
            Self::Check => "application-number-check",
            Self::Region => "application-number-region",
            Self::Day => "application-number-day",
            Self::Sequence => "application-number-sequence",
        }
    }

    /// What the message speaks of.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Length { length, expected } => {
                vec![("length", length.to_string()), ("expected", expected.to_string())]
            }
            Self::NotADigit { place, character } => {
                vec![("place", place.to_string()), ("character", character.to_string())]
            }
            Self::Missing | Self::Check | Self::Region | Self::Day | Self::Sequence => Vec::new(),
        }
    }
}

impl FromStr for ApplicationNumber {
    type Err = NumberError;

    /// Dashes and spaces may be typed or left out.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        Self::from_digits(&without_dashes(typed, 21)?)
    }
}

impl FromStr for CaseNumber {
    type Err = NumberError;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let digits = without_dashes(typed, 23)?;
        let boundary = digits.char_indices().nth(21).map_or(digits.len(), |(index, _)| index);
        let application = ApplicationNumber::from_digits(&digits[..boundary])?;
        let ordinal = digits[boundary..].parse().map_err(|_| NumberError::Sequence)?;
        application.case(ordinal).ok_or(NumberError::Sequence)
    }
}

fn without_dashes(typed: &str, expected: usize) -> Result<String, NumberError> {
    let digits = tidy(typed).replace('-', "");
    match digits.chars().count() {
        0 => Err(NumberError::Missing),
        length if length == expected => Ok(digits),
        length => Err(NumberError::Length { length, expected }),
    }
}

impl fmt::Display for ApplicationNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let check = luhn::check_digit(&self.digits());
        write!(
            formatter,
            "{}-{}-{:06}-{check}",
            self.region,
            self.day.digits(),
            self.sequence
        )
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{:02}", self.application, self.ordinal)
    }
}

impl fmt::Debug for ApplicationNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ApplicationNumber({self})")
    }
}

impl fmt::Debug for CaseNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CaseNumber({self})")
    }
}

impl TryFrom<String> for ApplicationNumber {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ApplicationNumber> for String {
    fn from(number: ApplicationNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(sequence: u32) -> ApplicationNumber {
        ApplicationNumber::new(RegionCode::fixed(371_625), CivilDate::new(2026, 11, 2).unwrap(), sequence).unwrap()
    }

    #[test]
    fn a_number_is_written_in_groups() {
        assert_eq!(number(318).to_string(), "371625-20261102-000318-7");
        assert_eq!(number(318).case(1).unwrap().to_string(), "371625-20261102-000318-7-01");
    }

    #[test]
    fn the_check_digit_is_that_of_the_standard() {
        assert_eq!(luhn::check_digit("7992739871"), 3);
        assert_eq!(luhn::check_digit("401288888888188"), 1);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (typed, error) in [
            ("", NumberError::Missing),
            (
                "371625-20261102-000318",
                NumberError::Length {
                    length: 20,
                    expected: 21,
                },
            ),
            (
                "371625-20261102-0OO318-4",
                NumberError::NotADigit {
                    place: 16,
                    character: 'O',
                },
            ),
            ("371625-20261102-000319-7", NumberError::Check),
        ] {
            assert_eq!(typed.parse::<ApplicationNumber>(), Err(error), "{typed}");
        }
        assert!(with_check("37162520261302000318").parse::<ApplicationNumber>() == Err(NumberError::Day));
        assert!(with_check("00162520261102000318").parse::<ApplicationNumber>() == Err(NumberError::Region));
        assert!(with_check("37162520261102000000").parse::<ApplicationNumber>() == Err(NumberError::Sequence));
        assert_eq!(
            "371625-20261102-000318-7-00".parse::<CaseNumber>(),
            Err(NumberError::Sequence)
        );
    }

    fn with_check(digits: &str) -> String {
        format!("{digits}{}", luhn::check_digit(digits))
    }

    #[test]
    fn a_day_has_no_more_than_its_numbers() {
        let day = CivilDate::new(2026, 11, 2).unwrap();
        let region = RegionCode::fixed(371_625);
        assert!(ApplicationNumber::new(region, day, 0).is_none());
        assert!(ApplicationNumber::new(region, day, SEQUENCE_MAX).is_some());
        assert!(ApplicationNumber::new(region, day, SEQUENCE_MAX + 1).is_none());
        assert!(number(1).case(0).is_none());
        assert!(number(1).case(CASES_MAX + 1).is_none());
    }

    prop_compose! {
        fn any_number()(
            region in 110_000u32..830_000,
            year in 2020u16..2100,
            month in 1u8..13,
            day in 1u8..29,
            sequence in 1u32..=SEQUENCE_MAX,
        ) -> ApplicationNumber {
            let day = CivilDate::new(year, month, day).unwrap();
            ApplicationNumber::new(RegionCode::fixed(region), day, sequence).unwrap()
        }
    }

    proptest! {
        #[test]
        fn every_number_is_read_back_with_and_without_dashes(number in any_number(), ordinal in 1u8..=CASES_MAX) {
            let case = number.case(ordinal).unwrap();
            prop_assert_eq!(number.to_string().parse(), Ok(number));
            prop_assert_eq!(number.to_string().replace('-', "").parse(), Ok(number));
            prop_assert_eq!(case.to_string().parse(), Ok(case));
            prop_assert_eq!(case.to_string().replace('-', " ").parse(), Ok(case));
        }

        #[test]
        fn every_single_wrong_digit_is_found(number in any_number(), place in 0usize..21, other in b'0'..=b'9') {
            let mut digits: Vec<u8> = number.to_string().replace('-', "").into_bytes();
            prop_assume!(digits[place] != other);
            digits[place] = other;
            prop_assert_eq!(String::from_utf8(digits).unwrap().parse::<ApplicationNumber>(), Err(NumberError::Check));
        }

        #[test]
        fn nothing_typed_breaks_the_reading(typed in "\\PC{0,28}") {
            let _ = typed.parse::<ApplicationNumber>();
            let _ = typed.parse::<CaseNumber>();
        }
    }
}
