//! What is past its term is erased by itself, once a day (PIPL 19, 47).
//!
//! A value's term runs from the event that gave it. Whether it may go all the same is for the room of its record to say: an account in use
//! needs its name, and what law keeps longer is restricted, which means stored and nothing else. What was erased, and why, is on the list.

use std::collections::HashMap;
use std::sync::RwLock;
use std::time::{Duration, SystemTime};

use calendar::{Day, MILLISECONDS_OF_DAY, Moment};
use identity::RecordId;

use super::snapshot::Snapshot;
use crate::erasing::{Erasing, ListPlace};
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::ledger::Ledger;
use crate::point::Point;
use crate::reaction::Stop;
use crate::rows::Statement;
use crate::value::Row;
use crate::values;

/// The pause between two looks at the day.
const LOOK: Duration = Duration::from_secs(30);
/// Records whose values are looked at in one question.
const ORIGINS: u64 = 20_000;
/// How long it is known what an earlier position had drawn and claimed, in days.
const KNOWN_DAYS: i64 = 90;

/// A value whose term is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The kind of record.
    pub kind: String,
    /// The record.
    pub record: RecordId,
    /// The path of the value.
    pub path: String,
    /// What it was needed for.
    pub purpose: String,
    /// On which legal basis.
    pub basis: String,
    /// How long it was to be kept.
    pub term_days: u32,
    /// When it was given.
    pub given_at: Moment,
}

/// What becomes of a value whose term is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is erased.
    Erased,
    /// Law keeps it: it stays stored, and nothing else is done with it.
    Restricted,
    /// It is needed still: it is looked at again tomorrow.
    Needed,
}

/// How a room judges values whose term is over.
type Judge = fn(&Ledger, &Due) -> Result<Verdict, Unavailable>;
/// What a room deletes of what it keeps outside the log.
type Expiry = fn(&Ledger, Moment) -> Vec<Statement>;

/// What rooms say about terms.
#[derive(Default)]
pub(crate) struct Terms {
    judges: RwLock<HashMap<String, Judge>>,
    expiries: RwLock<Vec<Expiry>>,
}

/// What keeping terms has led to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TermsKept {
    /// Values that were erased.
    pub erased: u64,
    /// Values that were restricted.
    pub restricted: u64,
    /// Values that are needed still.
    pub needed: u64,
    /// Values of which nothing could be made: they, what they open, or their record cannot be read. They stay, and are tried again tomorrow.
    pub failed: u64,
}

/// Keeps terms once a day, until the ledger closes; one of the servers of a city does.
pub(crate) async fn watch_terms(ledger: Ledger, mut stop: Stop) {
    let mut kept_on: Option<Day> = None;
    while stop.pause(LOOK).await.is_ok() {
        let today = ledger.now().day();
        if kept_on == Some(today) {
            continue;
        }
        // A copy lies in the folder of whoever made it, also where another server keeps the terms.
        if let Err(unavailable) = ledger.remove_abandoned_copy() {
            tracing::error!(%unavailable, "what a backup that was broken off has left could not be removed");
        }
        if !ledger.leases().holds("terms").await {
            continue;
        }
        match ledger.keep_terms().await {
            Ok(kept) => {
                kept_on = Some(today);
                let TermsKept {
                    erased,
                    restricted,
                    needed,
                    failed,
                } = kept;
                tracing::info!(erased, restricted, needed, failed, "terms were kept");
            }
            Err(unavailable) => tracing::error!(%unavailable, "what is past its term could not be erased"),
        }
    }
}

impl Ledger {
    /// Says how values of a kind are judged when their term is over; without it they are erased.
    pub fn judge_terms(&self, kind: &'static str, judge: Judge) {
        let judges = &self.shared().terms.judges;
        judges
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(kind.to_owned(), judge);
    }

    /// Has rows outside the log deleted every day: what a room keeps there has a term too.
    pub fn expire_daily(&self, expiry: Expiry) {
        let expiries = &self.shared().terms.expiries;
        expiries
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(expiry);
    }

    /// Erases or restricts every value whose term is over. A started ledger does so by itself, once a day. One that fails is counted and holds up
    /// no other; a store that does not write holds up all.
    pub async fn keep_terms(&self) -> Result<TermsKept, Unavailable> {
        let now = self.now();
        let mut kept = TermsKept::default();
        let mut after = 0;
        while after < self.position() {
            let through = after + ORIGINS;
            for row in self.query(OVER, values![self.city(), after, through, now]).await? {
                self.keep_term(&row, &mut kept).await?;
            }
            after = through;
        }
        Point::TermsKept.may_fail()?;
        let mut expired = vec![Statement::new(
            "DELETE FROM draft WHERE city = $1 AND expires_at <= $2",
            values![self.city(), now],
        )];
        let expiries = self
            .shared()
            .terms
            .expiries
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone();
        for expiry in expiries {
            expired.extend(expiry(self, now));
        }
        self.side(expired).await?;
        self.forget_what_was_drawn(now).await?;
        // What a PostgreSQL has deleted its own vacuum does away with.
        if self.is_in_file() {
            self.scrub().await?;
        }
        self.measures().kept_terms(kept.failed);
        self.remove_abandoned_copy()?;
        Ok(kept)
    }

    fn remove_abandoned_copy(&self) -> Result<(), Unavailable> {
        let removed = Snapshot::remove_abandoned(self.data(), SystemTime::now());
        removed.map_err(|error| {
            Unavailable(format!(
                "the copy of a backup that was broken off could not be removed: {error}"
            ))
        })
    }

    async fn keep_term(&self, row: &Row, kept: &mut TermsKept) -> Result<(), Unavailable> {
        let (origin, path): (u64, String) = (row.get(0)?, row.get(1)?);
        let due = match due(row) {
            Ok(due) => due,
            Err(unavailable) => {
                tracing::error!(origin, path, %unavailable, "of whom a value past its term is could not be read");
                kept.failed += 1;
                return Ok(());
            }
        };
        match self.cleared(&due).await {
            Ok(Verdict::Erased) => {
                let reach = self.reach_of(due.record).await?;
                let through = reach.map_or(0, |(_, through)| through);
                let erasing = Erasing {
                    city: self.city(),
                    origin,
                    path: &due.path,
                    mark: Some(row.get(7)?),
                    why: "term",
                    warrant: &self.warrant(due.record, &due.path, through),
                };
                let changed = self.side(erasing.statements(self.list_place()).into()).await?;
                Point::TermErased.may_fail()?;
                // Another value was given meanwhile, which has a term of its own.
                match changed.last() {
                    Some(0) | None => kept.needed += 1,
                    Some(_) => kept.erased += 1,
                }
            }
            Ok(Verdict::Restricted) => {
                self.side(moved(self, origin, &due.path)).await?;
                kept.restricted += 1;
            }
            Ok(Verdict::Needed) => kept.needed += 1,
            Err(unavailable) => {
                tracing::error!(record = %due.record, path, %unavailable, "a value past its term could not be judged or erased");
                kept.failed += 1;
            }
        }
        Ok(())
    }

    /// What becomes of a value. Where it is to be erased, the files that it opens go before it: without it nobody would know which they are.
    async fn cleared(&self, due: &Due) -> Result<Verdict, Unavailable> {
        let verdict = self.judged(due).await?;
        if verdict == Verdict::Erased {
            let files = self.files_opened_by(due.record, std::slice::from_ref(&due.path)).await?;
            self.delete_files(files).await?;
        }
        Ok(verdict)
    }

    async fn judged(&self, due: &Due) -> Result<Verdict, Unavailable> {
        let judge = self
            .shared()
            .terms
            .judges
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .get(&due.kind)
            .copied();
        let Some(judge) = judge else { return Ok(Verdict::Erased) };
        let (ledger, due) = (self.clone(), due.clone());
        let judged = tokio::task::spawn_blocking(move || judge(&ledger, &due)).await;
        judged.map_err(|_| Unavailable("a term could not be judged".to_owned()))?
    }

    /// Values of a record are stored and nothing else is done with them any more; nobody reads them.
    pub async fn restrict(&self, record: RecordId, paths: &[String]) -> Result<(), Unavailable> {
        let origin = self
            .query(
                "SELECT origin FROM record WHERE city = $1 AND record = $2",
                values![self.city(), record],
            )
            .await?;
        let Some(origin) = origin.first() else { return Ok(()) };
        let origin: u64 = origin.get(0)?;
        let statements = paths.iter().flat_map(|path| moved(self, origin, path)).collect();
        self.side(statements).await.map(|_| ())
    }

    /// What an earlier position had drawn and claimed is known for a term: a released value is not kept for ever as what it was.
    async fn forget_what_was_drawn(&self, now: Moment) -> Result<(), Unavailable> {
        let before = self.last_before(now.plus(-KNOWN_DAYS * MILLISECONDS_OF_DAY)).await?;
        if before == 0 {
            return Ok(());
        }
        self.side(vec![
            Statement::new(
                "DELETE FROM draw WHERE city = $1 AND position <= $2",
                values![self.city(), before],
            ),
            Statement::new(
                "DELETE FROM claim_change WHERE city = $1 AND position <= $2",
                values![self.city(), before],
            ),
            Statement::new(
                "INSERT INTO known_since (city, position) VALUES ($1, $2)
                 ON CONFLICT (city) DO UPDATE SET position = excluded.position WHERE known_since.position < excluded.position",
                values![self.city(), before],
            ),
        ])
        .await
        .map(|_| ())
    }

    /// The last position whose event was written before a moment.
    async fn last_before(&self, moment: Moment) -> Result<u64, Unavailable> {
        let (mut low, mut high) = (0, self.position());
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            let at = self
                .query(
                    "SELECT at FROM event WHERE city = $1 AND position = $2",
                    values![self.city(), middle],
                )
                .await?;
            let is_before = match at.first() {
                Some(at) => at.get::<Moment>(0)? < moment,
                None => false,
            };
            if is_before { low = middle } else { high = middle - 1 }
        }
        Ok(low)
    }
}

const OVER: &str = "SELECT vault.origin, vault.path, event.leaf, keeping.purpose, keeping.basis, keeping.term_days,
    vault.at, substr(vault.sealed, 1, 12) FROM vault
    JOIN keeping ON keeping.city = vault.city AND keeping.keeping = vault.keeping
    JOIN event ON event.city = vault.city AND event.position = vault.origin
    WHERE vault.city = $1 AND vault.origin > $2 AND vault.origin <= $3
    AND vault.at + CAST(keeping.term_days AS BIGINT) * 86400000 <= $4 ORDER BY vault.origin, vault.path";

fn due(row: &Row) -> Result<Due, Unavailable> {
    let text = row.leaf(2)?;
    let leaf = Leaf::read(&text)?;
    Ok(Due {
        kind: leaf.kind.to_string(),
        record: leaf.record,
        path: row.get(1)?,
        purpose: row.get(3)?,
        basis: row.get(4)?,
        term_days: row.get(5)?,
        given_at: row.get(6)?,
    })
}

/// What is moved is not erased: it does not go on the list.
fn moved(ledger: &Ledger, origin: u64, path: &str) -> Vec<Statement> {
    let (replaced, unlisted) = match ledger.list_place() {
        ListPlace::BesideTheFile => (REPLACED_BESIDE, UNLISTED_BESIDE),
        ListPlace::InTheDatabase => (REPLACED_WITHIN, UNLISTED_WITHIN),
    };
    let statements = [
        replaced,
        // What is restricted already stays so.
        "DELETE FROM restricted WHERE city = $1 AND origin = $2 AND path = $3 AND EXISTS (SELECT 1 FROM vault
         WHERE vault.city = restricted.city AND vault.origin = restricted.origin AND vault.path = restricted.path)",
        "INSERT INTO restricted (city, origin, path, keeping, at, sealed) SELECT city, origin, path, keeping, at, sealed FROM vault
         WHERE city = $1 AND origin = $2 AND path = $3",
        "DELETE FROM vault WHERE city = $1 AND origin = $2 AND path = $3",
        unlisted,
    ];
    statements
        .map(|sql| Statement::new(sql, values![ledger.city(), origin, path]))
        .into()
}

const REPLACED_BESIDE: &str = "INSERT INTO erasure (city, what, origin, path, mark, keeping, why)
    SELECT restricted.city, 'value', restricted.origin, restricted.path, substr(restricted.sealed, 1, 12), restricted.keeping, 'replaced'
    FROM restricted JOIN vault ON vault.city = restricted.city AND vault.origin = restricted.origin AND vault.path = restricted.path
    WHERE restricted.city = $1 AND restricted.origin = $2 AND restricted.path = $3 ON CONFLICT DO NOTHING";
const REPLACED_WITHIN: &str = "INSERT INTO erased (city, what, record, path, mark, why, at)
    SELECT restricted.city, 'value', record.record, restricted.path, substr(restricted.sealed, 1, 12), 'replaced', milliseconds_now()
    FROM restricted JOIN vault ON vault.city = restricted.city AND vault.origin = restricted.origin AND vault.path = restricted.path
    JOIN record ON record.city = restricted.city AND record.origin = restricted.origin
    WHERE restricted.city = $1 AND restricted.origin = $2 AND restricted.path = $3 ON CONFLICT DO NOTHING";
const UNLISTED_BESIDE: &str = "DELETE FROM erasure WHERE city = $1 AND origin = $2 AND path = $3 AND mark IN
    (SELECT substr(sealed, 1, 12) FROM restricted WHERE restricted.city = erasure.city AND restricted.origin = erasure.origin
    AND restricted.path = erasure.path)";
const UNLISTED_WITHIN: &str = "DELETE FROM erased USING restricted, record WHERE restricted.city = $1 AND restricted.origin = $2
    AND restricted.path = $3 AND record.city = restricted.city AND record.origin = restricted.origin AND erased.city = restricted.city
    AND erased.record = record.record AND erased.path = restricted.path AND erased.mark = substr(restricted.sealed, 1, 12)";
