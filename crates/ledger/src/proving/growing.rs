//! The tree follows the log.

use std::time::Duration;

use calendar::Moment;
use identity::RegionCode;
use proof::{Hash, Suite, Tile, Tree};
use rusqlite::{Connection, params};

use super::{SignedHead, tiles};
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

/// The tree with its last head.
struct Standing {
    tree: Tree,
    head: Option<SignedHead>,
}

/// Signs heads over what is committed, until the ledger closes; then over the rest.
pub(crate) async fn grow(ledger: Ledger, mut stop: Stop) {
    let mut end = ledger.shared().end.subscribe();
    let mut standing = None;
    loop {
        let until = *end.borrow_and_update();
        let pause = match grown(&ledger, standing.take()).await {
            Ok(grown) => {
                let size = grown.tree.size();
                standing = Some(grown);
                // A backlog is worked off in one go.
                if size < until && stop.check().is_ok() {
                    continue;
                }
                // The clock of a demonstration wakes everybody without an event.
                if stop.news(end.wait_for(|position| *position > size)).await.is_err() {
                    break;
                }
                BETWEEN_HEADS
            }
            Err(unavailable) => {
                tracing::error!(%unavailable, "no head of the log can be signed");
                UNAVAILABLE_PAUSE
            }
        };
        if stop.pause(pause).await.is_err() {
            break;
        }
    }
    if let Err(unavailable) = grown(&ledger, standing).await {
        tracing::error!(%unavailable, "the last head of the log could not be signed");
    }
}

/// Takes the leaves that the tree does not have, and signs a head over all.
async fn grown(ledger: &Ledger, standing: Option<Standing>) -> Result<Standing, Unavailable> {
    let city = ledger.city();
    let known = ledger.shared().log.known();
    let suite = known.origin.suite();
    let anchor = ledger.anchor().clone();
    let (mut standing, full, before) = ledger
        .read(move |connection| {
            let mut standing = match standing {
                Some(standing) => standing,
                None => {
                    let head = tiles::last_head(connection, city, &known)?;
                    extends(connection, city, head.as_ref(), anchor.read(&known)?.as_ref())?;
                    let tree = tiles::tree(connection, city, suite, head.as_ref())?;
                    Standing { tree, head }
                }
            };
            let before = standing.tree.size();
            let mut full = Vec::new();
            for leaf in leaves(connection, city, suite, before)? {
                full.extend(standing.tree.append(leaf));
            }
            Ok((standing, full, before))
        })
        .await?;
    if standing.tree.size() > before {
        let head = sign(ledger, &standing, &full).await?;
        standing.head = Some(head);
    }
    Ok(standing)
}

/// Writes the tiles and a signed head, all or nothing, and puts the head down beside the database.
async fn sign(ledger: &Ledger, standing: &Standing, full: &[(Tile, Vec<Hash>)]) -> Result<SignedHead, Unavailable> {
    let city = ledger.city();
    // A clock that was set back does not make a head older than the one before it.
    let last = standing.head.as_ref().map_or(i64::MIN, |last| last.head.at);
    let head = ledger.shared().log.head(&standing.tree, ledger.now().max(Moment(last)));
    let full = full.iter().map(|(at, hashes)| tiles::keep_tile(city, *at, hashes));
    let edge = standing.tree.edge().map(|(at, hashes)| tiles::keep_tile(city, at, hashes));
    let statements = full.chain(edge).chain([tiles::keep_head(city, &head)]);
    ledger.side(statements.collect()).await?;
    let (anchor, put_down) = (ledger.anchor().clone(), head.clone());
    tokio::task::spawn_blocking(move || anchor.put_down(&put_down))
        .await
        .map_err(|_| Unavailable("the last head could not be put down".to_owned()))??;
    Ok(head)
}

/// The database must go on from the head that lies beside it.
fn extends(
    connection: &Connection,
    city: RegionCode,
    last: Option<&SignedHead>,
    beside: Option<&SignedHead>,
) -> Result<(), Fault> {
    let Some(beside) = beside.map(|signed| &signed.head) else {
        return Ok(());
    };
    let is_long_enough = last.is_some_and(|last| last.head.size >= beside.size);
    let tree = if is_long_enough {
        tiles::resumed(connection, city, beside.origin.suite(), beside.size)?
    } else {
        None
    };
    if tree.is_some_and(|tree| tree.root() == beside.root) {
        return Ok(());
    }
    Err(Unavailable(format!(
        "the database does not go on from the head over {} events that lies beside it: it was changed or put back. Run zhoudao verify; if \
         you have put back a backup yourself, keep the file head elsewhere, and what was signed since will be found missing",
        beside.size
    ))
    .into())
}

/// The hashes of the leaves that follow; the last one that the tree has must still be what it was.
fn leaves(connection: &Connection, city: RegionCode, suite: Suite, after: u64) -> Result<Vec<Hash>, Fault> {
    let mut leaves =
        connection.prepare_cached("SELECT position, leaf FROM event WHERE position >= $1 ORDER BY position LIMIT $2")?;
    let mut rows = leaves.query(params![after.max(1), LEAVES_MAX + 1])?;
    let mut expected = after.max(1);
    let mut hashes = Vec::new();
    while let Some(row) = rows.next()? {
        let position: u64 = row.get(0)?;
        let hash = suite.leaf(text(row, 1)?.as_bytes());
        if position != expected {
            return Err(changed(expected));
        }
        if position > after {
            hashes.push(hash);
        } else if tiles::leaf(connection, city, after - 1)? != Some(hash) {
            return Err(changed(after));
        }
        expected += 1;
    }
    if after > 0 && expected == after {
        return Err(changed(after));
    }
    Ok(hashes)
}

fn changed(position: u64) -> Fault {
    Unavailable(format!(
        "the log does not hold at position {position} what it held: run zhoudao verify"
    ))
    .into()
}
