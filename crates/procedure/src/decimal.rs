//! Numbers in answers and thresholds: exact to three decimals, so that a comparison never depends on rounding.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A number in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal(i64);

/// Numbers beyond a million million are a typing error in any field.
pub(crate) const WHOLE_MAX: i64 = 1_000_000_000_000;

/// Why a text is no number that we accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Something else than digits, one point and a leading minus.
    #[error("is not a number")]
    NotANumber,
    /// More than three digits behind the point.
    #[error("has more than three decimals")]
    TooFine,
    /// Beyond a million million.
    #[error("is too large")]
    TooLarge,
}

impl Decimal {
    /// A whole number, if it is not beyond a million million.
    #[must_use]
    pub fn whole(number: i64) -> Option<Self> {
        (number.unsigned_abs() <= WHOLE_MAX.unsigned_abs()).then(|| Self(number * 1000))
    }

    /// The nearest number in thousandths.
    #[must_use]
    pub fn nearest(number: f64) -> Option<Self> {
        (number.is_finite() && number.abs() <= WHOLE_MAX as f64).then(|| Self((number * 1000.0).round() as i64))
    }

    /// The same number, if it is not beyond a million million and has at most three decimals.
    #[must_use]
    pub fn exactly(number: f64) -> Option<Self> {
        // A double of this size tells numbers apart that are far closer than a thousandth.
        Self::nearest(number).filter(|nearest| (nearest.to_f64() - number).abs() <= f64::EPSILON * number.abs())
    }

    /// Whether nothing stands behind the point.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0 % 1000 == 0
    }

    /// The next number above, for probing a threshold from both sides.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The next number below.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// The largest whole number below.
    #[must_use]
    pub fn whole_below(self) -> Self {
        Self((self.0 - 1).div_euclid(1000) * 1000)
    }

    /// The smallest whole number above.
    #[must_use]
    pub fn whole_above(self) -> Self {
        Self((self.0.div_euclid(1000) + 1) * 1000)
    }

    /// How many thousandths it is.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// As a floating-point number, exact to the third decimal.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || digits.ends_with('.') {
            return Err(DecimalError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 3 {
            return Err(DecimalError::TooFine);
        }
        let whole: i64 = whole.parse().map_err(|_| DecimalError::TooLarge)?;
        if whole > WHOLE_MAX {
            return Err(DecimalError::TooLarge);
        }
        let thousandths: i64 = format!("{fraction:0<3}").parse().map_err(|_| DecimalError::NotANumber)?;
        Ok(Self(sign * (whole * 1000 + thousandths)))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_f64())
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_whole() {
            serializer.serialize_i64(self.0 / 1000)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Self::nearest(number).ok_or_else(|| de::Error::custom("number out of range"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read_exactly() {
        for (text, shown) in [
            ("3.2", "3.2"),
            ("0.125", "0.125"),
            ("50000", "50000"),
            ("1.500", "1.5"),
            ("-2.05", "-2.05"),
        ] {
            assert_eq!(text.parse::<Decimal>().map(|number| number.to_string()), Ok(shown.to_owned()));
        }
        for (text, error) in [
            ("", DecimalError::NotANumber),
            ("1.", DecimalError::NotANumber),
            ("1e3", DecimalError::NotANumber),
            ("1.2345", DecimalError::TooFine),
            ("99999999999999", DecimalError::TooLarge),
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(error), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_number_survives_its_record(thousandths in -1_000_000_000_000i64..1_000_000_000_000) {
            let number = Decimal(thousandths);
            let recorded = serde_json::to_string(&number).unwrap();
            proptest::prop_assert_eq!(serde_json::from_str::<Decimal>(&recorded).unwrap(), number);
            proptest::prop_assert_eq!(number.to_string().parse::<Decimal>().unwrap(), number);
        }
    }
}
