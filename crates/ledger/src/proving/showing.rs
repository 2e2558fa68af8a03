//! What can be shown of the log.

use calendar::Moment;
use identity::RegionCode;
use proof::{Assurance, Consistency, Evidence, Head, Promise, Proven, Tree, Worthless, consistency, inclusion};
use rusqlite::{Connection, OptionalExtension, params};

use super::{LogKey, SUITE, SignedHead, tiles};
use crate::sqlite::Fault;

/// The last head that was signed.
pub(crate) fn last_head(connection: &Connection, city: RegionCode) -> Result<Option<SignedHead>, Fault> {
    Ok(tiles::heads(connection, city, 1)?.pop())
}

/// What can be shown of the event at a position: the promise at once, and the proof as soon as a head covers it.
pub(crate) fn evidence(
    connection: &Connection,
    city: RegionCode,
    log: &LogKey,
    position: u64,
) -> Result<Option<Evidence>, Fault> {
    let mut event = connection.prepare_cached("SELECT leaf, at FROM event WHERE position = $1")?;
    let event = event.query_row(params![position], |row| Ok((row.get(0)?, Moment(row.get(1)?))));
    let Some((leaf, at)) = event.optional()? else {
        return Ok(None);
    };
    let leaf: String = leaf;
    let head = last_head(connection, city)?.filter(|signed| position <= signed.head.size);
    let proven = match head {
        Some(SignedHead { head, note }) => {
            let inclusion = inclusion(SUITE, position - 1, head.size, |at| tiles::tile(connection, city, at))?;
            inclusion.map(|inclusion| Proven {
                head: note,
                hashes: inclusion.hashes,
            })
        }
        None => None,
    };
    Ok(Some(Evidence {
        key: log.verifying(),
        promise: log.promise(position, &leaf, at),
        leaf,
        proven,
    }))
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
    log: &LogKey,
    held: &Evidence,
) -> Result<Result<Word, Worthless>, Fault> {
    let (promise, head) = match held.verify(&log.verifying()) {
        Ok(Assurance::Promised(promise)) => (promise, None),
        Ok(Assurance::Included(promise, head)) => (promise, Some(head)),
        Err(worthless) => return Ok(Err(worthless)),
    };
    let is_kept = holds(connection, &promise)? && head.map_or(Ok(true), |head| has_been(connection, city, &head))?;
    Ok(Ok(if is_kept { Word::Kept } else { Word::Broken }))
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
    let tree = Tree::resume(SUITE, head.size, |at| tiles::tile(connection, city, at))?;
    Ok(tree.is_some_and(|tree| tree.root() == head.root))
}
