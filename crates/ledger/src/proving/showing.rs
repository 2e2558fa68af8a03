//! What can be shown of the log.

use calendar::Moment;
use identity::RegionCode;
use proof::{Assurance, Consistency, Evidence, Head, Promise, Proven, Suite, Worthless, consistency, inclusion};
use rusqlite::{Connection, OptionalExtension, params};

use super::tiles::Known;
use super::{LogKey, SignedHead, tiles};
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::sqlite::Fault;

/// The head of the longest log that was signed.
pub(crate) fn last_head(connection: &Connection, city: RegionCode, known: &Known) -> Result<Option<SignedHead>, Fault> {
    tiles::last_head(connection, city, known)
}

/// What can be shown of the event at a position: the promise at once, and the proof as soon as a head covers it. Nothing is
/// signed that a head contradicts.
pub(crate) fn evidence(
    connection: &Connection,
    city: RegionCode,
    log: &LogKey,
    position: u64,
) -> Result<Option<Evidence>, Fault> {
    let mut event = connection.prepare_cached("SELECT leaf FROM event WHERE position = $1")?;
    let leaf: Option<String> = event.query_row(params![position], |row| row.get(0)).optional()?;
    let Some(leaf) = leaf else { return Ok(None) };
    let head = tiles::last_head(connection, city, &log.known())?.filter(|signed| position <= signed.head.size);
    let proven = match head {
        Some(signed) => Some(proven(connection, city, signed, position, &leaf)?),
        None => None,
    };
    let at = Moment(Leaf::read(&leaf)?.at.0);
    Ok(Some(Evidence {
        key: log.verifying(),
        promise: log.promise(position, &leaf, at),
        leaf,
        proven,
    }))
}

fn proven(connection: &Connection, city: RegionCode, signed: SignedHead, position: u64, leaf: &str) -> Result<Proven, Fault> {
    let SignedHead { head, note } = signed;
    let suite = head.origin.suite();
    let inclusion = inclusion(suite, position - 1, head.size, |at| tiles::tile(connection, city, at))?;
    let hash = suite.leaf(leaf.as_bytes());
    let inclusion = inclusion.filter(|inclusion| inclusion.verify(suite, hash, head.size, head.root).is_ok());
    let inclusion = inclusion.ok_or_else(|| {
        Unavailable(format!(
            "position {position} of the log is not what was signed: run zhoudao verify"
        ))
    })?;
    Ok(Proven {
        head: note,
        hashes: inclusion.hashes,
    })
}

/// That the log has only grown from one size to another; none if it was never that long.
pub(crate) fn consistency_of(
    connection: &Connection,
    city: RegionCode,
    suite: Suite,
    earlier: u64,
    later: u64,
) -> Result<Option<Consistency>, Fault> {
    consistency(suite, earlier, later, |at| tiles::tile(connection, city, at))
}

/// Whether a log keeps its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// It holds what it has promised and proven.
    Kept,
    /// It signed something that it does not hold: somebody has changed the log and has the key.
    Broken,
}

/// Compares what somebody holds with the log as it is now.
pub(crate) fn keeps_to(
    connection: &Connection,
    city: RegionCode,
    known: &Known,
    held: &Evidence,
) -> Result<Result<Word, Worthless>, Fault> {
    let (promise, head) = match held.verify(&known.key) {
        Ok(Assurance::Promised(promise)) => (promise, None),
        Ok(Assurance::Included(promise, head)) => (promise, Some(head)),
        Err(worthless) => return Ok(Err(worthless)),
    };
    if promise.origin != known.origin {
        return Ok(Err(Worthless::OtherLog));
    }
    let is_kept = holds(connection, &promise)? && head.map_or(Ok(true), |head| has_been(connection, city, &head))?;
    Ok(Ok(if is_kept { Word::Kept } else { Word::Broken }))
}

/// Whether the log has that leaf at that place.
pub(crate) fn holds(connection: &Connection, promise: &Promise) -> Result<bool, Fault> {
    let suite = promise.origin.suite();
    let mut leaf = connection.prepare_cached("SELECT leaf FROM event WHERE position = $1")?;
    let leaf = leaf.query_row(params![promise.index + 1], |row| {
        Ok(suite.leaf(row.get_ref(0)?.as_str()?.as_bytes()))
    });
    Ok(leaf.optional()? == Some(promise.leaf))
}

/// Whether the log had that root when it was that long.
pub(crate) fn has_been(connection: &Connection, city: RegionCode, head: &Head) -> Result<bool, Fault> {
    let tree = tiles::resumed(connection, city, head.origin.suite(), head.size)?;
    Ok(tree.is_some_and(|tree| tree.root() == head.root))
}
