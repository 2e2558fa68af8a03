//! Heads: what a log says of itself, to be signed (C2SP tlog-checkpoint).

use std::fmt;
use std::str::FromStr;

use crate::note::NotANote;
use crate::suite::{Hash, Suite};

/// Which log it is: `zhoudao/371600/1/sha256`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    city: u32,
    epoch: u32,
    suite: Suite,
}

/// How long a log is, and the root over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which log.
    pub origin: Origin,
    /// How many leaves it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// When the head was made, in milliseconds since 1970.
    pub at: i64,
}

impl Origin {
    /// The log of a city, by its region code. Its epoch is 1 until the city is restored to an earlier position, which begins another.
    pub fn new(city: u32, epoch: u32, suite: Suite) -> Self {
        Self { city, epoch, suite }
    }

    /// How the log is hashed.
    pub fn suite(&self) -> Suite {
        self.suite
    }

    /// The city's region code.
    pub fn city(&self) -> u32 {
        self.city
    }

    /// The log of the same city in another epoch.
    pub fn in_epoch(&self, epoch: u32) -> Self {
        Self { epoch, ..self.clone() }
    }

    /// How often the city has been restored to an earlier position, and one.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "zhoudao/{}/{}/{}", self.city, self.epoch, self.suite.as_str())
    }
}

impl FromStr for Origin {
    type Err = NotANote;

    fn from_str(text: &str) -> Result<Self, NotANote> {
        let rest = text.strip_prefix("zhoudao/").ok_or(NotANote)?;
        let mut parts = rest.split('/');
        let mut part = || parts.next().ok_or(NotANote);
        let origin = Self {
            city: number(part()?)?,
            epoch: number(part()?)?,
            suite: part()?.parse().map_err(|()| NotANote)?,
        };
        if parts.next().is_some() { Err(NotANote) } else { Ok(origin) }
    }
}

/// The text that is signed.
impl fmt::Display for Head {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, size, root, at } = self;
        write!(formatter, "{origin}\n{size}\n{root}\nat {at}\n")
    }
}

impl FromStr for Head {
    type Err = NotANote;

    fn from_str(text: &str) -> Result<Self, NotANote> {
        let mut lines = text.lines();
        let mut line = || lines.next().ok_or(NotANote);
        let head = Self {
            origin: line()?.parse()?,
            size: number(line()?)?,
            root: line()?.parse().map_err(|_| NotANote)?,
            at: number(line()?.strip_prefix("at ").ok_or(NotANote)?)?,
        };
        // What is signed is exactly what was read.
        if head.size <= EVENTS_MAX && head.to_string() == text {
            Ok(head)
        } else {
            Err(NotANote)
        }
    }
}

/// Sizes and places beyond this are none of any log; others read numbers exactly only so far.
pub(crate) const EVENTS_MAX: u64 = 1 << 53;

/// A number in its one spelling is checked by whoever writes the whole text again.
pub(crate) fn number<N: FromStr>(text: &str) -> Result<N, NotANote> {
    text.parse().map_err(|_| NotANote)
}
