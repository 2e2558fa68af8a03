//! One transaction that many commands share: what they have decided so far, visible to each other, not yet to anybody else.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use calendar::Moment;
use identity::{RecordId, RegionCode};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng;

use super::committing::{Asked, Committing, Pending, Written};
use super::fault::Fault;
use super::fold::{fold, origin_of};
use super::source::Source;
use super::writing::ClaimDigest;
use crate::cache::{Held, Progress};
use crate::context::Draws;
use crate::decision::Keeping;
use crate::error::Unavailable;
use crate::point::Point;
use crate::receipt::Committed;
use crate::record::Record;
use crate::rows::{Added, Statement};
use crate::shared::{Shared, Standing};
use crate::values;

/// What lasts from one transaction to the next.
pub(crate) struct Memory {
    /// The position of the log's last event.
    pub(crate) position: u64,
    pub(crate) series: HashMap<String, u64>,
    pub(crate) keepings: HashSet<Keeping>,
    pub(crate) generator: ChaCha20Rng,
}

/// The transaction.
pub(crate) struct Transaction<'w> {
    pub(crate) engine: &'w mut dyn Committing,
    pub(crate) shared: &'w Shared,
    pub(crate) standing: Arc<Standing>,
    pub(crate) memory: &'w mut Memory,
    pub(crate) done: Done,
    earlier: HashMap<Asked, Earlier>,
    pending: Vec<Pending>,
    added: Added,
}

/// What the commands of a transaction have done.
#[derive(Default)]
pub(crate) struct Done {
    pub(crate) position: u64,
    pub(crate) last_event_at: Option<Moment>,
    pub(crate) held: HashMap<RecordId, Held>,
    pub(crate) series: HashMap<String, u64>,
    pub(crate) keepings: HashSet<Keeping>,
    pub(crate) claims: HashMap<ClaimDigest, Option<RecordId>>,
    pub(crate) commands: HashMap<Asked, (Earlier, Held)>,
    pub(crate) committed: Vec<Committed>,
    pub(crate) is_erasing: bool,
}

/// The transaction cannot go on; all its commands have failed.
#[derive(Debug)]
pub(crate) struct Broken(pub(crate) Fault);

/// What a failure concerns.
#[derive(Debug)]
pub(crate) enum Setback {
    /// This command only.
    Own(Unavailable),
    /// Every command of the transaction.
    Broken(Broken),
}

/// After a question that failed, PostgreSQL answers nothing more within the transaction. Whose question it was shows when each command is
/// performed again by itself.
impl From<Fault> for Setback {
    fn from(fault: Fault) -> Self {
        Self::Broken(Broken(fault))
    }
}

/// A command that was committed before under the same key.
#[derive(Clone, Debug)]
pub(crate) struct Earlier {
    pub(crate) act: String,
    pub(crate) origin: u64,
    pub(crate) version: u64,
    pub(crate) position: u64,
    pub(crate) at: Moment,
}

/// A record as the transaction sees it.
pub(crate) struct Loaded<S> {
    pub(crate) progress: Progress,
    pub(crate) state: Arc<S>,
}

impl<'w> Transaction<'w> {
    /// The transaction that the engine has begun.
    pub(crate) fn new(
        engine: &'w mut dyn Committing,
        shared: &'w Shared,
        memory: &'w mut Memory,
        earlier: HashMap<Asked, Earlier>,
    ) -> Self {
        let done = Done {
            position: memory.position,
            ..Done::default()
        };
        Self {
            engine,
            shared,
            standing: shared.standing(),
            memory,
            done,
            earlier,
            pending: Vec::new(),
            added: Added::default(),
        }
    }

    /// Commits; nothing is acknowledged before.
    pub(crate) fn commit(self) -> Result<(Done, Written), Fault> {
        Point::CommitAsked.may_fail()?;
        let sums: Vec<Statement> = self.added.statements().collect();
        let written = self.engine.commit(&self.pending, &sums, &self.done.series)?;
        Ok((self.done, written))
    }

    /// Has something added to sums with the commit.
    pub(crate) fn add(&mut self, added: Added) {
        self.added.extend(added);
    }

    /// Has something written with the commit, and answers its place.
    pub(crate) fn write(&mut self, pending: Pending) -> usize {
        self.pending.push(pending);
        self.pending.len() - 1
    }

    /// Now; never before an earlier event, even of this transaction.
    pub(crate) fn now(&self) -> Moment {
        let now = self.shared.now();
        self.done.last_event_at.map_or(now, |last| now.max(last))
    }

    /// The command that was committed before under the same key, and if it was in this transaction, what it made.
    pub(crate) fn earlier(&self, asked: &Asked) -> Option<(Earlier, Option<Held>)> {
        if let Some((earlier, held)) = self.done.commands.get(asked) {
            return Some((earlier.clone(), Some(held.clone())));
        }
        self.earlier.get(asked).map(|earlier| (earlier.clone(), None))
    }

    /// The record: as an earlier command of this transaction left it, from memory, or folded.
    pub(crate) fn load<R: Record>(&self, record: RecordId) -> Result<Loaded<R::State>, Setback> {
        let other = || Setback::Own(Unavailable(format!("the record is not of the kind {}", R::KIND)));
        if let Some(held) = self.held(record) {
            let state = held.state().filter(|_| held.kind == R::KIND).ok_or_else(other)?;
            return Ok(Loaded {
                progress: held.progress,
                state,
            });
        }
        let city = self.shared.city;
        if let Some(folded) = fold::<R>(self.source(), city, record, u64::MAX)? {
            return Ok(Loaded {
                progress: folded.progress,
                state: Arc::new(folded.state),
            });
        }
        match origin_of(self.source(), city, record, None)? {
            Some(_) => Err(other()),
            None => Ok(Loaded {
                progress: Progress::default(),
                state: Arc::default(),
            }),
        }
    }

    /// The version of any record; 0 if it does not exist.
    pub(crate) fn version(&self, record: RecordId) -> Result<u64, Setback> {
        if let Some(held) = self.held(record) {
            return Ok(held.progress.version);
        }
        let city = self.shared.city;
        let Some(origin) = origin_of(self.source(), city, record, None)? else {
            return Ok(0);
        };
        let last = "SELECT max(version) FROM event WHERE city = $1 AND origin = $2";
        let found = self.source().row(last, &values![city, origin])?;
        Ok(found.map_or(Ok(0), |row| row.get(0)).map_err(Fault::from)?)
    }

    /// Whether this keeping is already in the database.
    pub(crate) fn knows(&self, keeping: &Keeping) -> bool {
        self.memory.keepings.contains(keeping) || self.done.keepings.contains(keeping)
    }

    /// The record that holds a unique value.
    pub(crate) fn holder(&self, claim: ClaimDigest) -> Result<Option<RecordId>, Setback> {
        if let Some(holder) = self.done.claims.get(&claim) {
            return Ok(*holder);
        }
        Ok(holder(self.source(), self.shared.city, claim.scope, &claim.digest)?)
    }

    /// The last number that was drawn from a series before the command at hand, which has drawn from it.
    pub(crate) fn last_of(&self, series: &str) -> u64 {
        let last = self.done.series.get(series).or_else(|| self.memory.series.get(series));
        last.copied().unwrap_or(0)
    }

    /// Numbers and random bytes for one command.
    pub(crate) fn draws(&mut self) -> CommandDraws<'_> {
        CommandDraws {
            source: &*self.engine,
            city: self.shared.city,
            committed: &mut self.memory.series,
            pending: &self.done.series,
            drawn: HashMap::new(),
            generator: &mut self.memory.generator,
            fault: None,
        }
    }

    /// The connection, for reading.
    pub(crate) fn source(&self) -> &dyn Source {
        &*self.engine
    }

    fn held(&self, record: RecordId) -> Option<Held> {
        self.done.held.get(&record).cloned().or_else(|| self.shared.cache.get(record))
    }
}

/// The record that holds a unique value.
pub(crate) fn holder(source: &dyn Source, city: RegionCode, scope: &str, digest: &[u8; 32]) -> Result<Option<RecordId>, Fault> {
    let holder = source.row(
        "SELECT record FROM claim WHERE city = $1 AND scope = $2 AND digest = $3",
        &values![city, scope, digest.as_slice()],
    )?;
    Ok(holder.map(|row| row.get(0)).transpose()?)
}

/// The draws of one command, which count only if it is committed.
pub(crate) struct CommandDraws<'t> {
    source: &'t dyn Source,
    city: RegionCode,
    committed: &'t mut HashMap<String, u64>,
    pending: &'t HashMap<String, u64>,
    drawn: HashMap<String, u64>,
    generator: &'t mut ChaCha20Rng,
    fault: Option<Fault>,
}

impl CommandDraws<'_> {
    /// The last number drawn from each series.
    pub(crate) fn finish(self) -> Result<HashMap<String, u64>, Fault> {
        self.fault.map_or(Ok(self.drawn), Err)
    }

    fn last(&mut self, series: &str) -> Result<u64, Fault> {
        if let Some(last) = self
            .drawn
            .get(series)
            .or_else(|| self.pending.get(series))
            .or_else(|| self.committed.get(series))
        {
            return Ok(*last);
        }
        let stored = self.source.row(
            "SELECT last FROM series WHERE city = $1 AND name = $2",
            &values![self.city, series],
        )?;
        let last = stored.map_or(Ok(0), |row| row.get(0))?;
        self.committed.insert(series.to_owned(), last);
        Ok(last)
    }
}

impl Draws for CommandDraws<'_> {
    fn number(&mut self, series: &str) -> u64 {
        match self.last(series) {
            Ok(last) => {
                self.drawn.insert(series.to_owned(), last + 1);
                last + 1
            }
            // The command fails when its draws are finished: no number is ever used twice.
            Err(fault) => {
                self.fault = Some(fault);
                0
            }
        }
    }

    fn random(&mut self, bytes: &mut [u8]) {
        self.generator.fill_bytes(bytes);
    }
}
