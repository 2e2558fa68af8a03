//! What can be shown of the log.

use calendar::Moment;
use identity::RegionCode;
use proof::{Assurance, Consistency, Evidence, Head, Origin, Promise, Proven, VerifyingKey, Worthless, consistency, inclusion};
use rusqlite::{Connection, OptionalExtension, params};

use super::tiles::Known;
use super::{Epoch, LogKey, SUITE, SignedHead, tiles};
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
    let head = tiles::last_head(connection, city, &log.known())?.filter(|signed| {
        // A head of an earlier epoch is under that epoch's name: the promise would not fit it.
        position <= signed.head.size && signed.head.origin == log.known().origin
    });
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
    let inclusion = inclusion(SUITE, position - 1, head.size, |at| tiles::tile(connection, city, at))?;
    let hash = SUITE.leaf(leaf.as_bytes());
    let inclusion = inclusion.filter(|inclusion| inclusion.verify(SUITE, hash, head.size, head.root).is_ok());
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
    earlier: u64,
    later: u64,
) -> Result<Option<Consistency>, Fault> {
    consistency(SUITE, earlier, later, |at| tiles::tile(connection, city, at))
}

/// Whether a log keeps its word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// It holds what it has promised and proven.
    Kept,
    /// It signed something that it does not hold: somebody has changed the log and has the key.
    Broken,
    /// It held it, and was put back to a position before it, which it says itself.
    PutBack(Epoch),
}

/// Compares what somebody holds with the log as it is now.
pub(crate) fn keeps_to(
    connection: &Connection,
    city: RegionCode,
    known: &Known,
    held: &Evidence,
) -> Result<Result<Word, Worthless>, Fault> {
    let (promise, head) = match held.verify(&key_for(known, held)) {
        Ok(Assurance::Promised(promise)) => (promise, None),
        Ok(Assurance::Included(promise, head)) => (promise, Some(head)),
        Err(worthless) => return Ok(Err(worthless)),
    };
    if known.key_of(&promise.origin).is_none() {
        return Ok(Err(Worthless::OtherLog));
    }
    let epoch = promise.origin.epoch();
    if let Some(putting_back) = known.epochs.lost_by(epoch, promise.index + 1) {
        return Ok(Ok(Word::PutBack(putting_back.clone())));
    }
    // A head that covers what was lost cannot be worked out any more; the event before it stands all the same.
    let head = head.filter(|head| known.epochs.lost_by(epoch, head.size).is_none());
    let is_kept = holds(connection, &promise)? && head.map_or(Ok(true), |head| has_been(connection, city, &head))?;
    Ok(Ok(if is_kept { Word::Kept } else { Word::Broken }))
}

/// The key under the name of the epoch in which something was signed.
fn key_for(known: &Known, held: &Evidence) -> VerifyingKey {
    let origin: Option<Origin> = held.key.name().as_str().parse().ok();
    let own = origin.and_then(|origin| known.key_of(&origin));
    own.unwrap_or_else(|| known.key.clone())
}

fn holds(connection: &Connection, promise: &Promise) -> Result<bool, Fault> {
    let mut leaf = connection.prepare_cached("SELECT leaf FROM event WHERE position = $1")?;
    let leaf = leaf.query_row(params![promise.index + 1], |row| {
        Ok(SUITE.leaf(row.get_ref(0)?.as_str()?.as_bytes()))
    });
    Ok(leaf.optional()? == Some(promise.leaf))
}

/// Whether the log had that root when it was that long.
fn has_been(connection: &Connection, city: RegionCode, head: &Head) -> Result<bool, Fault> {
    let tree = tiles::resumed(connection, city, head.size)?;
    Ok(tree.is_some_and(|tree| tree.root() == head.root))
}
