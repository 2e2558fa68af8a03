//! Promises: what a receipt bears from the moment it is given, before a head covers it.

use std::fmt;
use std::str::FromStr;

use crate::head::{EVENTS_MAX, Origin, number};
use crate::note::NotANote;
use crate::suite::Hash;

/// That a leaf stands at a place in a log for good. Signed, it convicts whoever later shows a log without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Which log.
    pub origin: Origin,
    /// The leaf's place, from 0.
    pub index: u64,
    /// The leaf's hash.
    pub leaf: Hash,
    /// When it was written, in milliseconds since 1970.
    pub at: i64,
}

/// The first line, so that a promise is never taken for a head.
const FORMAT: &str = "zhoudao-promise/1";

/// The text that is signed.
impl fmt::Display for Promise {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, index, leaf, at } = self;
        write!(formatter, "{FORMAT}\n{origin}\n{index}\n{leaf}\nat {at}\n")
    }
}

impl FromStr for Promise {
    type Err = NotANote;

    fn from_str(text: &str) -> Result<Self, NotANote> {
        let mut lines = text.lines();
        let mut line = || lines.next().ok_or(NotANote);
        if line()? != FORMAT {
            return Err(NotANote);
        }
        let promise = Self {
            origin: line()?.parse()?,
            index: number(line()?)?,
            leaf: line()?.parse().map_err(|_| NotANote)?,
            at: number(line()?.strip_prefix("at ").ok_or(NotANote)?)?,
        };
        if promise.index < EVENTS_MAX && promise.to_string() == text {
            Ok(promise)
        } else {
            Err(NotANote)
        }
    }
}
