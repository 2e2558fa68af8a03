//! Amounts of yuan, exact to the fen: fees are never a floating-point number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Decimal;

/// No fee is beyond a thousand million yuan.
const YUAN_MAX: i64 = 1_000_000_000;

/// An amount in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money(i64);

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Something else than digits and one point.
    #[error("is not an amount")]
    NotAnAmount,
    /// More than two digits behind the point.
    #[error("has more than two decimals")]
    TooFine,
    /// Beyond a thousand million yuan.
    #[error("is too large")]
    TooLarge,
}

impl MoneyError {
    /// The message that tells the person what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotAnAmount => "money-not-an-amount",
            Self::TooFine => "money-too-fine",
            Self::TooLarge => "money-too-large",
        }
    }
}

impl Money {
    /// That many fen.
    #[must_use]
    pub const fn fen(fen: i64) -> Self {
        Self(fen)
    }

    /// Nothing is to be paid.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.0 == 0
    }

    /// This much for each unit of a quantity, rounded half up to the fen; none for a negative quantity, or past every fee.
    #[must_use]
    pub fn times(self, quantity: Decimal) -> Option<Self> {
        let thousandths = i128::from(self.0) * i128::from(quantity.thousandths());
        let fen = (thousandths + 500).div_euclid(1000);
        let fen = i64::try_from(fen).ok()?;
        (0..=YUAN_MAX * 100).contains(&fen).then_some(Self(fen))
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let text: String = text.trim().chars().filter(|one| !matches!(one, ',' | '，' | ' ')).collect();
        let text = text.strip_suffix('元').unwrap_or(&text);
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || text.ends_with('.') {
            return Err(MoneyError::NotAnAmount);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 2 {
            return Err(MoneyError::TooFine);
        }
        let yuan: i64 = whole.parse().map_err(|_| MoneyError::TooLarge)?;
        if yuan > YUAN_MAX {
            return Err(MoneyError::TooLarge);
        }
        let fen: i64 = format!("{fraction:0<2}").parse().map_err(|_| MoneyError::NotAnAmount)?;
        Ok(Self(yuan * 100 + fen))
    }
}

/// `36000.00`: as records and programs write it.
impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Money {
    /// `36,000.00`: as people read it.
    #[must_use]
    pub fn grouped(self) -> String {
        let text = self.to_string();
        let (yuan, fen) = text.split_once('.').unwrap_or((&text, "00"));
        let mut grouped = String::new();
        for (place, digit) in yuan.chars().enumerate() {
            if place > 0 && (yuan.len() - place) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{grouped}.{fen}")
    }
}

impl TryFrom<String> for Money {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Money> for String {
    fn from(money: Money) -> Self {
        money.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read_exactly() {
        for (text, shown) in [
            ("36000", "36,000.00"),
            ("1.2", "1.20"),
            ("36,000.05 元", "36,000.05"),
            ("1234567.8", "1,234,567.80"),
            ("0", "0.00"),
        ] {
            assert_eq!(text.parse::<Money>().map(Money::grouped), Ok(shown.to_owned()), "{text}");
        }
        for (text, error) in [
            ("", MoneyError::NotAnAmount),
            ("-5", MoneyError::NotAnAmount),
            ("1.", MoneyError::NotAnAmount),
            ("1.234", MoneyError::TooFine),
            ("1000000001", MoneyError::TooLarge),
        ] {
            assert_eq!(text.parse::<Money>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_rate_is_rounded_once_and_half_up() {
        let rate: Money = "12000".parse().unwrap();
        let area: Decimal = "4.2".parse().unwrap();
        assert_eq!(rate.times(area).map(Money::grouped), Some("50,400.00".to_owned()));
        let rate: Money = "0.05".parse().unwrap();
        assert_eq!(rate.times("0.1".parse().unwrap()), Some(Money::fen(1)));
        assert_eq!(rate.times("-1".parse().unwrap()), None);
    }

    proptest::proptest! {
        #[test]
        fn an_amount_survives_its_record(fen in 0..YUAN_MAX * 100) {
            let money = Money::fen(fen);
            proptest::prop_assert_eq!(money.to_string().parse(), Ok(money));
            proptest::prop_assert_eq!(money.grouped().parse(), Ok(money));
        }
    }
}
