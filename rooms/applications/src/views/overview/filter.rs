//! Which applications a watcher asks for, as the address says it.

use std::fmt;
use std::str::FromStr;

use calendar::Day;
use identity::OrganId;

use super::WaitsFor;
use crate::record::state::{LightDays, Status};

/// Which part of all applications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverviewFilter {
    /// Open ones, or those that have ended.
    pub standing: Standing,
    /// Only of this light.
    pub light: Option<LightWord>,
    /// Only of this matter.
    pub matter: Option<String>,
    /// Only those on this organ's desk.
    pub organ: Option<OrganId>,
    /// Only those that wait for this.
    pub waits: Option<WaitsFor>,
    /// Only those submitted at least so many calendar days ago.
    pub age_days: Option<u16>,
    /// Title or an enterprise's name contains this, or a number begins or ends with it.
    pub text: String,
    /// In which order.
    pub sort: Sort,
}

/// Open or ended, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Under way.
    #[default]
    Open,
    /// Ended, however, the newest first.
    Ended,
    /// Decided and served.
    Finished,
    /// Withdrawn by the applicant.
    Withdrawn,
    /// Terminated.
    Terminated,
}

impl Standing {
    /// Whether it is under way.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Self::Open
    }

    /// How it has ended, where only that is asked for.
    pub(super) fn status(self) -> Option<Status> {
        match self {
            Self::Open | Self::Ended => None,
            Self::Finished => Some(Status::Finished),
            Self::Withdrawn => Some(Status::Withdrawn),
            Self::Terminated => Some(Status::Terminated),
        }
    }
}

/// A light by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightWord {
    /// Past its day.
    Red,
    /// Short of time.
    Yellow,
    /// Time enough.
    Green,
    /// No clock runs.
    Blue,
}

/// In which order open applications come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The most urgent first.
    #[default]
    Due,
    /// The oldest first.
    Age,
}

/// Where the next page begins: the sort key of the last row, and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(super) day: i32,
    pub(super) number: String,
}

macro_rules! words {
    ($kind:ty { $($value:ident => $word:literal,)* }) => {
        impl $kind {
            /// Every one there is.
            pub const ALL: &'static [Self] = &[$(Self::$value,)*];

            /// As addresses write it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)*
                }
            }

            /// Reads what `as_str` writes.
            #[must_use]
            pub fn from_text(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }
    };
}

words!(Standing {
    Open => "open",
    Ended => "ended",
    Finished => "finished",
    Withdrawn => "withdrawn",
    Terminated => "terminated",
});
words!(LightWord {
    Red => "red",
    Yellow => "yellow",
    Green => "green",
    Blue => "blue",
});
words!(Sort {
    Due => "due",
    Age => "age",
});

impl LightWord {
    /// The light of a row on a day.
    pub(super) fn of(days: Option<LightDays>, today: Day) -> Self {
        match days {
            None => Self::Blue,
            Some(days) if days.is_past(today) => Self::Red,
            Some(days) if days.is_short(today) => Self::Yellow,
            Some(_) => Self::Green,
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.day, self.number)
    }
}

/// A text that is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no place in a list")]
pub struct NoCursor;

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let (day, number) = text.split_once('.').ok_or(NoCursor)?;
        let plain = number.len() <= 40 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        match day.parse() {
            Ok(day) if plain => Ok(Self {
                day,
                number: number.to_owned(),
            }),
            Ok(_) | Err(_) => Err(NoCursor),
        }
    }
}
