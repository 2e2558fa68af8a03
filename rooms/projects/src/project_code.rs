//! The national project code (投资项目统一代码): `2611-371625-04-01-123456`.

use std::fmt;
use std::str::FromStr;

use identity::RegionCode;
use serde::{Deserialize, Serialize};

/// How many digits it has.
const DIGITS: usize = 20;
/// Where dashes stand: year and month, region, two kinds, sequence.
const GROUPS: [usize; 5] = [4, 6, 2, 2, 6];

/// Year and month (4), the region of its filing (6), two kinds (2 each), a sequence (6). One a project, in the nation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProjectCode(String);

/// Why a text is no project code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProjectCodeError {
    /// Nothing was typed.
    #[error("no project code was given")]
    Missing,
    /// Something else than digits and dashes.
    #[error("character {place} is {character:?}, neither a digit nor a dash")]
    Character {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        character: char,
    },
    /// Too few digits or too many.
    #[error("a project code has {DIGITS} digits, this one has {digits}")]
    Length {
        /// How many were given.
        digits: usize,
    },
    /// No month.
    #[error("{month:02} is no month")]
    Month {
        /// What stands in its place.
        month: u8,
    },
    /// No region.
    #[error("the digits of the region name none")]
    Region,
}

impl ProjectCode {
    /// The code in its one spelling, with dashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ProjectCodeError {
    /// The message that tells the person what to do.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "project-code-missing",
            Self::Character { .. } => "project-code-character",
            Self::Length { .. } => "project-code-length",
            Self::Month { .. } => "project-code-month",
            Self::Region => "project-code-region",
        }
    }

    /// What the message speaks of.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Character { place, character } => vec![("place", place.to_string()), ("character", character.to_string())],
            Self::Length { digits } => vec![("digits", digits.to_string())],
            Self::Month { month } => vec![("month", format!("{month:02}"))],
            Self::Missing | Self::Region => Vec::new(),
        }
    }
}

impl FromStr for ProjectCode {
    type Err = ProjectCodeError;

    fn from_str(typed: &str) -> Result<Self, ProjectCodeError> {
        let digits = digits(typed)?;
        match digits.len() {
            0 => return Err(ProjectCodeError::Missing),
            DIGITS => {}
            digits => return Err(ProjectCodeError::Length { digits }),
        }
        let month = digits[2..4].parse().unwrap_or_default();
        if !(1..=12).contains(&month) {
            return Err(ProjectCodeError::Month { month });
        }
        digits[4..10].parse::<RegionCode>().map_err(|_| ProjectCodeError::Region)?;
        Ok(Self(grouped(&digits)))
    }
}

/// The ASCII digits of what was typed; full-width digits, any kind of dash and space are people's to use.
fn digits(typed: &str) -> Result<String, ProjectCodeError> {
    let mut digits = String::with_capacity(DIGITS);
    for (index, character) in typed.chars().enumerate() {
        match character {
            '0'..='9' => digits.push(character),
            '０'..='９' => digits.extend(char::from_u32(u32::from(character) - 0xfee0)),
            '-' | '－' | '—' | '–' | '‐' | '−' => {}
            space if space.is_whitespace() => {}
            character => {
                return Err(ProjectCodeError::Character {
                    place: index + 1,
                    character,
                });
            }
        }
    }
    Ok(digits)
}

fn grouped(digits: &str) -> String {
    let mut rest = digits;
    let groups = GROUPS.map(|length| {
        let (group, after) = rest.split_at(length);
        rest = after;
        group
    });
    groups.join("-")
}

impl fmt::Display for ProjectCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for ProjectCode {
    type Error = ProjectCodeError;

    fn try_from(text: String) -> Result<Self, ProjectCodeError> {
        text.parse()
    }
}

impl From<ProjectCode> for String {
    fn from(code: ProjectCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_has_one_spelling_however_it_is_typed() {
        for typed in [
            "2611-371625-04-01-123456",
            "26113716250401123456",
            " 2611 371625 04 01 123456 ",
            "２６１１－371625—04–01-123456",
        ] {
            assert_eq!(
                typed.parse().map(|code: ProjectCode| code.to_string()),
                Ok("2611-371625-04-01-123456".to_owned()),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (typed, error) in [
            ("", ProjectCodeError::Missing),
            (" - ", ProjectCodeError::Missing),
            ("2611-371625-04-01-12345", ProjectCodeError::Length { digits: 19 }),
            ("2613-371625-04-01-123456", ProjectCodeError::Month { month: 13 }),
            ("2600-371625-04-01-123456", ProjectCodeError::Month { month: 0 }),
            ("2611-071625-04-01-123456", ProjectCodeError::Region),
            (
                "2611-371625-O4-01-123456",
                ProjectCodeError::Character {
                    place: 13,
                    character: 'O',
                },
            ),
        ] {
            assert_eq!(typed.parse::<ProjectCode>(), Err(error), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_code_is_read_back_as_written(year in 0_u32..100, month in 1_u32..=12, rest in 0_u64..10_000_000_000) {
            let code: ProjectCode = format!("{year:02}{month:02}371625{rest:010}").parse().unwrap();
            prop_assert_eq!(code.to_string().parse::<ProjectCode>().unwrap(), code.clone());
            prop_assert_eq!(serde_json::from_str::<ProjectCode>(&serde_json::to_string(&code).unwrap()).unwrap(), code);
        }
    }
}
