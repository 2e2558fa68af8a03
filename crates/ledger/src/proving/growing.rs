//! The tree follows the log.

use std::time::Duration;

use calendar::Moment;
use identity::RegionCode;
use proof::{Hash, Suite, Tile, Tree};

use super::{SignedHead, tiles};
use crate::engine::{Fault, Source};
use crate::error::Unavailable;
use crate::leases::LEASE_LOOK;
use crate::ledger::Ledger;
use crate::point::Point;
use crate::reaction::Stop;
use crate::values;

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
        if !ledger.leases().holds("heads").await {
            // Whoever holds it makes the tree grow.
            standing = None;
            if stop.pause(LEASE_LOOK).await.is_err() {
                return;
            }
            continue;
        }
        let pause = match grown(&ledger, standing.take()).await {
            Ok(grown) => {
                let size = grown.tree.size();
                standing = Some(grown);
                // A backlog is worked off in one go.
                if size < until && stop.check().is_ok() {
                    continue;
                }
                // The clock of a demonstration wakes everybody without an event.
                let news = end.wait_for(|position| *position > size);
                if stop.news_within(ledger.leases().ask_again_after(), news).await.is_err() {
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
        .read(move |source| {
            let mut standing = match standing {
                Some(standing) => standing,
                None => {
                    let head = tiles::last_head(source, city, &known)?;
                    extends(source, city, head.as_ref(), anchor.read(&known)?.as_ref())?;
                    let tree = tiles::tree(source, city, suite, head.as_ref())?;
                    Standing { tree, head }
                }
            };
            let before = standing.tree.size();
            let mut full = Vec::new();
            for leaf in leaves(source, city, suite, before)? {
                full.extend(standing.tree.append(leaf));
            }
            Ok((standing, full, before))
        })
        .await?;
    if standing.tree.size() > before {
        Point::TreeGrown.pass();
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
    Point::TreeWritten.may_fail()?;
    let (anchor, put_down) = (ledger.anchor().clone(), head.clone());
    tokio::task::spawn_blocking(move || anchor.put_down(&put_down))
        .await
        .map_err(|_| Unavailable("the last head could not be put down".to_owned()))??;
    Ok(head)
}

/// The database must go on from the head that lies beside it.
fn extends(source: &dyn Source, city: RegionCode, last: Option<&SignedHead>, beside: Option<&SignedHead>) -> Result<(), Fault> {
    let Some(beside) = beside.map(|signed| &signed.head) else {
        return Ok(());
    };
    let is_long_enough = last.is_some_and(|last| last.head.size >= beside.size);
    let tree = if is_long_enough {
        tiles::resumed(source, city, beside.origin.suite(), beside.size)?
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
fn leaves(source: &dyn Source, city: RegionCode, suite: Suite, after: u64) -> Result<Vec<Hash>, Fault> {
    let before = if after == 0 {
        None
    } else {
        tiles::leaf(source, city, after - 1)?
    };
    let leaves = "SELECT position, leaf FROM event WHERE position >= $1 AND +city = $2 ORDER BY position LIMIT $3";
    let mut expected = after.max(1);
    let mut hashes = Vec::new();
    source.each(leaves, &values![after.max(1), city, LEAVES_MAX + 1], &mut |row| {
        let position: u64 = row.get(0)?;
        let hash = suite.leaf(row.leaf(1)?.as_bytes());
        if position != expected {
            return Err(changed(expected));
        }
        if position > after {
            hashes.push(hash);
        } else if before != Some(hash) {
            return Err(changed(after));
        }
        expected += 1;
        Ok(())
    })?;
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
