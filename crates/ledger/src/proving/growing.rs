//! The tree follows the log.

use std::time::Duration;

use proof::{Hash, Tree};
use rusqlite::{Connection, params};

use super::{SUITE, tiles};
use crate::error::Unavailable;
use crate::ledger::Ledger;
use crate::reaction::Stop;
use crate::sqlite::{Fault, text};

/// How long a head is the last one at least, while much happens.
const BETWEEN_HEADS: Duration = Duration::from_secs(1);
/// The pause while the ledger cannot be read or written.
const UNAVAILABLE_PAUSE: Duration = Duration::from_secs(5);
/// Leaves that are hashed for one head at most, so that no transaction becomes long.
const LEAVES_MAX: u32 = 65_536;

/// Signs heads over what is committed, until the ledger closes.
pub(crate) async fn grow(ledger: Ledger, mut stop: Stop) {
    let mut end = ledger.shared().end.subscribe();
    let mut tree = None;
    while stop.check().is_ok() {
        let until = *end.borrow_and_update();
        let pause = match grown(&ledger, tree.take()).await {
            // A backlog is worked off in one go.
            Ok(grown) if grown.size() < until => {
                tree = Some(grown);
                continue;
            }
            Ok(grown) => {
                let size = grown.size();
                tree = Some(grown);
                // The clock of a demonstration wakes everybody without an event.
                if stop.news(end.wait_for(|position| *position > size)).await.is_err() {
                    return;
                }
                BETWEEN_HEADS
            }
            Err(unavailable) => {
                tracing::error!(%unavailable, "no head of the log can be signed");
                UNAVAILABLE_PAUSE
            }
        };
        if stop.pause(pause).await.is_err() {
            return;
        }
    }
}

/// Takes the leaves that the tree does not have, and signs a head over all.
async fn grown(ledger: &Ledger, tree: Option<Tree>) -> Result<Tree, Unavailable> {
    let city = ledger.city();
    let (before, tree, full) = ledger
        .read(move |connection| {
            let mut tree = tree.map_or_else(|| tiles::tree(connection, city), Ok)?;
            let before = tree.size();
            let mut full = Vec::new();
            for leaf in leaves(connection, before)? {
                full.extend(tree.append(leaf));
            }
            Ok((before, tree, full))
        })
        .await?;
    if tree.size() > before {
        let edge = tree.edge().map(|(at, hashes)| tiles::keep_tile(city, at, hashes));
        let full = full.iter().map(|(at, hashes)| tiles::keep_tile(city, *at, hashes));
        let now = ledger.now();
        let head = ledger.shared().log.head(&tree, now);
        let head = tiles::keep_head(city, now.day(), &head);
        ledger.side(full.chain(edge).chain([head]).collect()).await?;
    }
    Ok(tree)
}

/// The hashes of the leaves that follow.
fn leaves(connection: &Connection, after: u64) -> Result<Vec<Hash>, Fault> {
    let mut leaves =
        connection.prepare_cached("SELECT position, leaf FROM event WHERE position > $1 ORDER BY position LIMIT $2")?;
    let mut rows = leaves.query(params![after, LEAVES_MAX])?;
    let mut hashes = Vec::new();
    while let Some(row) = rows.next()? {
        let position: u64 = row.get(0)?;
        if position != after + hashes.len() as u64 + 1 {
            return Err(Unavailable(format!("the log has a gap before position {position}: run zhoudao verify")).into());
        }
        hashes.push(SUITE.leaf(text(row, 1)?.as_bytes()));
    }
    Ok(hashes)
}
