//! The number on the slip of somebody who is not the applicant: who objects to a public notice, or whose interests a case
//! touches. `YY-371625-2026-00012-4`; with its code it opens the answer without signing in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::luhn;
use crate::region::RegionCode;
use crate::typed::tidy;

/// The last number of a region's year: five digits.
pub const SLIPS_MAX: u32 = 99_999;

/// Kind, region (6), year (4), sequence (5, gapless per kind, region and year) and a Luhn digit over the fifteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SlipNumber {
    kind: SlipKind,
    region: RegionCode,
    year: u16,
    sequence: u32,
}

/// Whose slip it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlipKind {
    /// Somebody who objects to a public notice (异议).
    Objection,
    /// Somebody whose interests a case touches (利害关系).
    Interest,
}

impl SlipKind {
    /// The letters with which the number begins.
    #[must_use]
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Objection => "YY",
            Self::Interest => "LH",
        }
    }
}

/// Why a text is not the number of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlipNumberError {
    /// Nothing was typed.
    #[error("no number was given")]
    Missing,
    /// Neither two letters that we use, nor sixteen digits behind them.
    #[error("not the form of a slip's number")]
    Form,
    /// The check digit contradicts the others.
    #[error("the check digit does not fit: at least one digit is wrong")]
    Check,
}

impl SlipNumberError {
    /// The message that tells the person what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Missing => "slip-number-missing",
            Self::Form => "slip-number-form",
            Self::Check => "slip-number-check",
        }
    }
}

impl SlipNumber {
    /// The number of the `sequence`-th slip of its kind in a region's year; none past a hundred thousand.
    #[must_use]
    pub fn new(kind: SlipKind, region: RegionCode, year: u16, sequence: u32) -> Option<Self> {
        ((1..=SLIPS_MAX).contains(&sequence) && (1000..=9999).contains(&year)).then_some(Self {
            kind,
            region,
            year,
            sequence,
        })
    }

    /// Whose slip it is.
    #[must_use]
    pub const fn kind(self) -> SlipKind {
        self.kind
    }

    fn digits(self) -> String {
        format!("{}{}{:05}", self.region, self.year, self.sequence)
    }
}

impl FromStr for SlipNumber {
    type Err = SlipNumberError;

    fn from_str(typed: &str) -> Result<Self, SlipNumberError> {
        let text = tidy(typed).replace('-', "");
        if text.is_empty() {
            return Err(SlipNumberError::Missing);
        }
        let kinds = [SlipKind::Objection, SlipKind::Interest];
        let (kind, digits) = kinds
            .into_iter()
            .find_map(|kind| Some((kind, text.strip_prefix(kind.letters())?)))
            .ok_or(SlipNumberError::Form)?;
        if digits.len() != 16 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SlipNumberError::Form);
        }
        if luhn::check_digit(&digits[..15]).to_string() != digits[15..] {
            return Err(SlipNumberError::Check);
        }
        let region = digits[..6].parse().map_err(|_| SlipNumberError::Form)?;
        let year = digits[6..10].parse().map_err(|_| SlipNumberError::Form)?;
        let sequence = digits[10..15].parse().map_err(|_| SlipNumberError::Form)?;
        Self::new(kind, region, year, sequence).ok_or(SlipNumberError::Form)
    }
}

impl fmt::Display for SlipNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let check = luhn::check_digit(&self.digits());
        let letters = self.kind.letters();
        write!(
            formatter,
            "{letters}-{}-{}-{:05}-{check}",
            self.region, self.year, self.sequence
        )
    }
}

impl TryFrom<String> for SlipNumber {
    type Error = SlipNumberError;

    fn try_from(text: String) -> Result<Self, SlipNumberError> {
        text.parse()
    }
}

impl From<SlipNumber> for String {
    fn from(number: SlipNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BOXING: RegionCode = RegionCode::fixed(371_625);

    #[test]
    fn a_wrong_digit_is_found() {
        let number = SlipNumber::new(SlipKind::Objection, BOXING, 2026, 12).unwrap().to_string();
        assert_eq!(number[..20], *"YY-371625-2026-00012");
        let wrong = number.replace("00012", "00013");
        assert_eq!(wrong.parse::<SlipNumber>(), Err(SlipNumberError::Check));
        assert_eq!("".parse::<SlipNumber>(), Err(SlipNumberError::Missing));
        assert_eq!("371625-20261102-000318-7".parse::<SlipNumber>(), Err(SlipNumberError::Form));
    }

    proptest! {
        #[test]
        fn every_number_is_read_back(sequence in 1..=SLIPS_MAX, year in 2020..2100u16, objects: bool) {
            let kind = if objects { SlipKind::Objection } else { SlipKind::Interest };
            let number = SlipNumber::new(kind, BOXING, year, sequence).unwrap();
            prop_assert_eq!(number.to_string().parse(), Ok(number));
            prop_assert_eq!(number.to_string().to_lowercase().replace('-', " ").parse(), Ok(number));
        }

        #[test]
        fn nothing_typed_breaks_the_reading(typed in "\\PC{0,24}") {
            let _ = typed.parse::<SlipNumber>();
        }
    }
}
