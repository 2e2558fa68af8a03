//! Regions by their administrative division code (GB/T 2260).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The last code of six digits.
const DIVISION_MAX: u32 = 999_999;

/// Six digits: province (2), city (2), county (2); zeros at the end name the larger region itself.
/// Nine digits for a town or sub-district (GB/T 10114): its county's six and three more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode(u32);

impl RegionCode {
    /// The code of this number, 371625 for instance.
    pub const fn new(code: u32) -> Option<Self> {
        let division = code >= 110_000 && code <= DIVISION_MAX;
        let town = code >= 110_000_000 && code <= 999_999_999;
        if division || town { Some(Self(code)) } else { None }
    }

    /// A code written in the source; panics if it is none.
    pub const fn fixed(code: u32) -> Self {
        match Self::new(code) {
            Some(region) => region,
            None => panic!("a region code has six digits, or nine for a town"),
        }
    }

    /// The code as a number.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Whether `other` is this region or lies in it, by the structure of the codes: 371600 covers 371625 and its towns.
    pub fn covers(self, other: Self) -> bool {
        self.ranges().into_iter().any(|(first, last)| first <= other && other <= last)
    }

    /// What a list of "this region with all below" asks for, by number: `BETWEEN` the first two (districts) or the second
    /// two (towns).
    pub const fn ranges(self) -> [(Self, Self); 2] {
        if self.0 > DIVISION_MAX {
            return [(self, self), (self, self)];
        }
        let last = self.0 + self.width() - 1;
        [(self, Self(last)), (Self(self.0 * 1000), Self(last * 1000 + 999))]
    }

    /// The region of six digits in which a town lies; of any other region, the region itself.
    pub const fn county(self) -> Self {
        if self.0 > DIVISION_MAX { Self(self.0 / 1000) } else { self }
    }

    /// How many codes of six digits a region of six digits covers.
    const fn width(self) -> u32 {
        if self.0.is_multiple_of(10_000) {
            10_000
        } else if self.0.is_multiple_of(100) {
            100
        } else {
            1
        }
    }
}

/// Why a text is not a region code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a region code is six digits, the first two those of a province, or nine for a town")]
pub struct RegionCodeError;

impl FromStr for RegionCode {
    type Err = RegionCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if !matches!(text.len(), 6 | 9) || text.starts_with('0') || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(RegionCodeError);
        }
        text.parse().ok().and_then(Self::new).ok_or(RegionCodeError)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:06}", self.0)
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RegionCode({self})")
    }
}

impl TryFrom<String> for RegionCode {
    type Error = RegionCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<RegionCode> for String {
    fn from(region: RegionCode) -> Self {
        region.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_covers_itself_and_what_lies_in_it() {
        let province = RegionCode::fixed(370_000);
        let city = RegionCode::fixed(371_600);
        let county = RegionCode::fixed(371_625);
        let elsewhere = RegionCode::fixed(371_500);
        for (region, other, covered) in [
            (province, county, true),
            (city, county, true),
            (city, city, true),
            (county, county, true),
            (county, city, false),
            (city, elsewhere, false),
            (county, RegionCode::fixed(371_621), false),
            (county, RegionCode::fixed(371_625_101), true),
            (city, RegionCode::fixed(371_625_101), true),
            (RegionCode::fixed(371_625_101), county, false),
        ] {
            assert_eq!(region.covers(other), covered, "{region} {other}");
        }
    }

    #[test]
    fn a_code_is_read_back_as_written() {
        assert_eq!(
            "371625".parse::<RegionCode>().map(|code| code.to_string()),
            Ok("371625".into())
        );
        for text in ["", "37162", "3716255", "37162x", "+71625", "000000", "100000", "000625101"] {
            assert_eq!(text.parse::<RegionCode>(), Err(RegionCodeError), "{text}");
        }
    }
}
