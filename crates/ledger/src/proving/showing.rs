//! What can be shown of the log.

use calendar::Moment;
use identity::RegionCode;
use proof::{Assurance, Consistency, Evidence, Head, Promise, Proven, Suite, Worthless, consistency, inclusion};

use super::tiles::Known;
use super::{LogKey, SignedHead, tiles};
use crate::engine::{Fault, Source};
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::values;

/// The head of the longest log that was signed.
pub(crate) fn last_head(source: &dyn Source, city: RegionCode, known: &Known) -> Result<Option<SignedHead>, Fault> {
    tiles::last_head(source, city, known)
}

/// What can be shown of the event at a position: the promise at once, and the proof as soon as a head covers it. Nothing is
/// signed that a head contradicts.
pub(crate) fn evidence(source: &dyn Source, city: RegionCode, log: &LogKey, position: u64) -> Result<Option<Evidence>, Fault> {
    let Some(leaf) = leaf(source, city, position)? else {
        return Ok(None);
    };
    let head = tiles::last_head(source, city, &log.known())?.filter(|signed| position <= signed.head.size);
    let proven = match head {
        Some(signed) => Some(proven(source, city, signed, position, &leaf)?),
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

fn proven(source: &dyn Source, city: RegionCode, signed: SignedHead, position: u64, leaf: &str) -> Result<Proven, Fault> {
    let SignedHead { head, note } = signed;
    let suite = head.origin.suite();
    let inclusion = inclusion(suite, position - 1, head.size, |at| tiles::tile(source, city, at))?;
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
    source: &dyn Source,
    city: RegionCode,
    suite: Suite,
    earlier: u64,
    later: u64,
) -> Result<Option<Consistency>, Fault> {
    consistency(suite, earlier, later, |at| tiles::tile(source, city, at))
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
    source: &dyn Source,
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
    let is_kept = holds(source, city, &promise)? && head.map_or(Ok(true), |head| has_been(source, city, &head))?;
    Ok(Ok(if is_kept { Word::Kept } else { Word::Broken }))
}

/// Whether the log has that leaf at that place.
pub(crate) fn holds(source: &dyn Source, city: RegionCode, promise: &Promise) -> Result<bool, Fault> {
    let suite = promise.origin.suite();
    let leaf = leaf(source, city, promise.index + 1)?;
    Ok(leaf.map(|leaf| suite.leaf(leaf.as_bytes())) == Some(promise.leaf))
}

fn leaf(source: &dyn Source, city: RegionCode, position: u64) -> Result<Option<String>, Fault> {
    let found = source.row(
        "SELECT leaf FROM event WHERE position = $1 AND +city = $2",
        &values![position, city],
    )?;
    Ok(found.map(|row| row.get(0)).transpose()?)
}

/// Whether the log had that root when it was that long.
pub(crate) fn has_been(source: &dyn Source, city: RegionCode, head: &Head) -> Result<bool, Fault> {
    let tree = tiles::resumed(source, city, head.origin.suite(), head.size)?;
    Ok(tree.is_some_and(|tree| tree.root() == head.root))
}
