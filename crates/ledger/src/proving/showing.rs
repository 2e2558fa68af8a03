//! What can be shown of the log.

use std::borrow::Cow;

use calendar::Moment;
use identity::RegionCode;
use proof::{
    Assurance, Consistency, Evidence, Head, Origin, Promise, Proven, Suite, VerifyingKey, Worthless, consistency, inclusion,
    tiles_of_consistency, tiles_of_inclusion,
};

use super::tiles::Known;
use super::{Epoch, LogKey, SignedHead, tiles};
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
    let head = tiles::last_head(source, city, &log.known())?.filter(|signed| {
        // A head of an earlier epoch is under that epoch's name: the promise would not fit it.
        position <= signed.head.size && signed.head.origin == log.known().origin
    });
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
    let tiles = tiles::together(source, city, &tiles_of_inclusion(position - 1, head.size))?;
    let inclusion = inclusion(suite, position - 1, head.size, tiles)?;
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
    let tiles = tiles::together(source, city, &tiles_of_consistency(earlier, later))?;
    consistency(suite, earlier, later, tiles)
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
    source: &dyn Source,
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
    let is_kept = holds(source, city, &promise)? && head.map_or(Ok(true), |head| has_been(source, city, &head))?;
    Ok(Ok(if is_kept { Word::Kept } else { Word::Broken }))
}

/// The key under the name of the epoch in which something was signed.
fn key_for(known: &Known, held: &Evidence) -> VerifyingKey {
    let origin: Option<Origin> = held.key.name().as_str().parse().ok();
    let own = origin.and_then(|origin| known.key_of(&origin));
    own.unwrap_or_else(|| known.key.clone())
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
    Ok(found.map(|row| row.leaf(0).map(Cow::into_owned)).transpose()?)
}

/// Whether the log had that root when it was that long.
pub(crate) fn has_been(source: &dyn Source, city: RegionCode, head: &Head) -> Result<bool, Fault> {
    let tree = tiles::resumed(source, city, head.origin.suite(), head.size)?;
    Ok(tree.is_some_and(|tree| tree.root() == head.root))
}
