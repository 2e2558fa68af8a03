//! How the city erases a value, so that nobody else's deleting is taken for it.
//!
//! Before a value goes, its erasure is noted with a warrant: a code that only who holds the city's keys can work out. What is deleted behind the program's
//! back is noted by the database too, and has none.

use std::fmt;
use std::str::FromStr;

use identity::{RecordId, RegionCode};
use serde::{Deserialize, Serialize};

use crate::digest::hex;
use crate::proving::Epochs;
use crate::rows::Statement;
use crate::values;
use crate::vault::Keys;

/// What the code of a warrant is for.
const PURPOSE: &str = "erasure";
/// Bytes of a code.
const CODE_BYTES: usize = 16;

/// That the city itself erased a value: what its log vouched for under a path up to a position. As text, `EPOCH/POSITION/CODE`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Warrant {
    /// In which epoch of the log.
    epoch: u32,
    /// Up to which position what an event vouches for is meant.
    through: u64,
    code: String,
}

impl Warrant {
    /// For a value of a record.
    pub(crate) fn signed(keys: &Keys, city: RegionCode, (epoch, through): (u32, u64), record: RecordId, path: &str) -> Self {
        Self {
            epoch,
            through,
            code: code(keys, city, &format!("{epoch}/{through}/{record}/{path}")),
        }
    }

    /// Whether it is the city's own, and meant the value for which the event at a position vouches.
    pub(crate) fn covers(
        &self,
        keys: &Keys,
        city: RegionCode,
        epochs: &Epochs,
        (record, path): (RecordId, &str),
        position: u64,
    ) -> bool {
        let was_there = position <= self.through && epochs.knows(self.epoch) && epochs.lost_by(self.epoch, position).is_none();
        was_there && *self == Self::signed(keys, city, (self.epoch, self.through), record, path)
    }
}

/// A code of the city's over a text.
pub(crate) fn code(keys: &Keys, city: RegionCode, text: &str) -> String {
    hex(&keys.code(city, PURPOSE, text)[..CODE_BYTES])
}

/// This is no warrant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a warrant is written EPOCH/POSITION/CODE")]
pub struct NoWarrant;

impl FromStr for Warrant {
    type Err = NoWarrant;

    fn from_str(text: &str) -> Result<Self, NoWarrant> {
        let mut parts = text.splitn(3, '/');
        let mut part = || parts.next().ok_or(NoWarrant);
        Ok(Self {
            epoch: part()?.parse().map_err(|_| NoWarrant)?,
            through: part()?.parse().map_err(|_| NoWarrant)?,
            code: part()?.to_owned(),
        })
    }
}

impl TryFrom<String> for Warrant {
    type Error = NoWarrant;

    fn try_from(text: String) -> Result<Self, NoWarrant> {
        text.parse()
    }
}

impl From<Warrant> for String {
    fn from(warrant: Warrant) -> Self {
        warrant.to_string()
    }
}

impl fmt::Display for Warrant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}/{}", self.epoch, self.through, self.code)
    }
}

/// Where the list of what was erased is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListPlace {
    /// Beside a file that holds the city, into which it is written a moment later.
    BesideTheFile,
    /// In the database that many servers share.
    InTheDatabase,
}

/// A value that is erased.
pub(crate) struct Erasing<'a> {
    pub(crate) city: RegionCode,
    /// The position at which its record begins.
    pub(crate) origin: u64,
    pub(crate) path: &'a str,
    /// The random bytes with which it begins, so that one given meanwhile is not taken for it. A command needs none: whatever stands under the path
    /// when it is written is what it was decided from.
    pub(crate) mark: Option<Vec<u8>>,
    pub(crate) why: &'static str,
    pub(crate) warrant: &'a Warrant,
}

impl Erasing<'_> {
    /// Notes it, and does it.
    pub(crate) fn statements(self, place: ListPlace) -> [Statement; 2] {
        let Self {
            city,
            origin,
            path,
            mark,
            why,
            warrant,
        } = self;
        let noted = match place {
            ListPlace::BesideTheFile => NOTED_BESIDE,
            ListPlace::InTheDatabase => NOTED_WITHIN,
        };
        [
            Statement::new(noted, values![why, warrant.to_string(), city, origin, path, mark.clone()]),
            Statement::new(DELETED, values![city, origin, path, mark]),
        ]
    }
}

const NOTED_BESIDE: &str = "INSERT INTO erasure (why, warrant, what, city, origin, path, mark, keeping)
    SELECT $1, $2, 'value', city, origin, path, substr(sealed, 1, 12), keeping FROM vault
    WHERE city = $3 AND origin = $4 AND path = $5 AND substr(sealed, 1, 12) = coalesce($6, substr(sealed, 1, 12))
    ON CONFLICT DO NOTHING";
/// What was replaced, or deleted behind the program's back, and came back with a backup, is erased by the city now.
const NOTED_WITHIN: &str = "INSERT INTO erased (why, warrant, what, city, record, path, mark, purpose, basis, term_days, at)
    SELECT $1, $2, 'value', vault.city, record.record, vault.path, substr(vault.sealed, 1, 12), keeping.purpose, keeping.basis,
    keeping.term_days, milliseconds_now() FROM vault JOIN record ON record.city = vault.city AND record.origin = vault.origin
    LEFT JOIN keeping ON keeping.city = vault.city AND keeping.keeping = vault.keeping
    WHERE vault.city = $3 AND vault.origin = $4 AND vault.path = $5
    AND substr(vault.sealed, 1, 12) = coalesce($6, substr(vault.sealed, 1, 12))
    ON CONFLICT (city, what, record, path, mark) DO UPDATE SET why = excluded.why, warrant = excluded.warrant,
    purpose = excluded.purpose, basis = excluded.basis, term_days = excluded.term_days, at = excluded.at";
const DELETED: &str = "DELETE FROM vault WHERE city = $1 AND origin = $2 AND path = $3
    AND substr(sealed, 1, 12) = coalesce($4, substr(sealed, 1, 12))";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warrant_is_read_as_it_is_written() {
        let warrant: Warrant = "2/17/00ff".parse().unwrap();
        assert_eq!(
            (warrant.epoch, warrant.through, warrant.to_string().as_str()),
            (2, 17, "2/17/00ff")
        );
        for text in ["", "2/17", "x/17/00", "2/-1/00"] {
            assert_eq!(text.parse::<Warrant>(), Err(NoWarrant), "{text}");
        }
    }
}
