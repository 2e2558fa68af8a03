//! One transaction that many commands share: what they have done so far, visible to each other, not yet to anybody else.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use calendar::Moment;
use identity::RecordId;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng;
use rusqlite::{Connection, OptionalExtension, params};

use super::fault::Fault;
use super::fold::{fold, origin_of};
use crate::cache::{Held, Progress};
use crate::context::Draws;
use crate::decision::Keeping;
use crate::error::Unavailable;
use crate::receipt::Committed;
use crate::record::Record;
use crate::shared::{Shared, Standing};

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
    pub(crate) connection: &'w Connection,
    pub(crate) shared: &'w Shared,
    pub(crate) standing: Arc<Standing>,
    pub(crate) memory: &'w mut Memory,
    pub(crate) done: Done,
    savepoint_is_open: bool,
}

/// What the commands of a transaction have done.
#[derive(Default)]
pub(crate) struct Done {
    pub(crate) position: u64,
    pub(crate) last_event_at: Option<Moment>,
    pub(crate) held: HashMap<RecordId, Held>,
    pub(crate) series: HashMap<String, u64>,
    pub(crate) keepings: HashSet<Keeping>,
    pub(crate) committed: Vec<Committed>,
    pub(crate) is_erasing: bool,
}

/// The transaction cannot go on; all its commands have failed.
#[derive(Debug)]
pub(crate) struct Broken(pub(crate) Unavailable);

/// What a failure concerns.
#[derive(Debug)]
pub(crate) enum Setback {
    /// This command only.
    Own(Unavailable),
    /// Every command of the transaction.
    Broken(Broken),
}

/// A command that was committed before under the same key.
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
    pub(crate) fn begin(connection: &'w Connection, shared: &'w Shared, memory: &'w mut Memory) -> Result<Self, Fault> {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let done = Done {
            position: memory.position,
            ..Done::default()
        };
        Ok(Self {
            connection,
            shared,
            standing: shared.standing(),
            memory,
            done,
            savepoint_is_open: false,
        })
    }

    /// Commits; nothing is acknowledged before.
    pub(crate) fn commit(self) -> Result<Done, Fault> {
        let mut write = self.connection.prepare_cached(
            "INSERT INTO series (city, name, last) VALUES ($1, $2, $3) ON CONFLICT (city, name) DO UPDATE SET last = excluded.last",
        )?;
        for (name, last) in &self.done.series {
            write.execute(params![self.shared.city.number(), name, last])?;
        }
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(self.done)
    }

    /// Now; never before an earlier event, even of this transaction.
    pub(crate) fn now(&self) -> Moment {
        let now = self.shared.now();
        self.done.last_event_at.map_or(now, |last| now.max(last))
    }

    /// The command that this actor sent under this key before.
    pub(crate) fn earlier(&self, actor: &str, key: &str) -> Result<Option<Earlier>, Setback> {
        self.read(|connection| {
            let mut command =
                connection.prepare_cached("SELECT act, position FROM command WHERE city = $1 AND actor = $2 AND key = $3")?;
            let found = command
                .query_row(params![self.shared.city.number(), actor, key], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((act, position)) = found else { return Ok(None) };
            let mut event = connection.prepare_cached("SELECT origin, version, at FROM event WHERE position = $1")?;
            let earlier = event.query_row(params![position], |row| {
                let (origin, version, at) = (row.get(0)?, row.get(1)?, Moment(row.get(2)?));
                Ok(Earlier {
                    act,
                    origin,
                    version,
                    position,
                    at,
                })
            })?;
            Ok(Some(earlier))
        })
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
        if let Some(folded) = self.read(|connection| fold::<R>(connection, city, record, u64::MAX))? {
            return Ok(Loaded {
                progress: folded.progress,
                state: Arc::new(folded.state),
            });
        }
        match self.read(|connection| Ok(origin_of(connection, city, record, None)?))? {
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
        self.read(|connection| {
            let city = self.shared.city;
            let Some(origin) = origin_of(connection, city, record, None)? else {
                return Ok(0);
            };
            let mut version = connection.prepare_cached("SELECT max(version) FROM event WHERE city = $1 AND origin = $2")?;
            Ok(version.query_row(params![city.number(), origin], |row| row.get(0))?)
        })
    }

    fn held(&self, record: RecordId) -> Option<Held> {
        self.done.held.get(&record).cloned().or_else(|| self.shared.cache.get(record))
    }

    /// Whether this keeping is already in the database.
    pub(crate) fn knows(&self, keeping: &Keeping) -> bool {
        self.memory.keepings.contains(keeping) || self.done.keepings.contains(keeping)
    }

    /// The record that holds a unique value.
    pub(crate) fn holder(&self, scope: &str, digest: &[u8; 32]) -> Result<Option<RecordId>, Setback> {
        self.read(|connection| Ok(holder(connection, self.shared.city.number(), scope, digest)?))
    }

    /// The last number that was drawn from a series before the command at hand, which has drawn from it.
    pub(crate) fn last_of(&self, series: &str) -> u64 {
        let last = self.done.series.get(series).or_else(|| self.memory.series.get(series));
        last.copied().unwrap_or(0)
    }

    /// Numbers and random bytes for one command.
    pub(crate) fn draws(&mut self) -> CommandDraws<'_> {
        CommandDraws {
            connection: self.connection,
            city: self.shared.city.number(),
            committed: &mut self.memory.series,
            pending: &self.done.series,
            drawn: HashMap::new(),
            generator: &mut self.memory.generator,
            fault: None,
        }
    }

    /// Does something that is undone if it fails, whatever else the transaction holds.
    pub(crate) fn within_savepoint<T>(&mut self, write: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Setback> {
        let opened = self.statement("SAVEPOINT command");
        opened.map_err(|fault| self.setback(fault))?;
        self.savepoint_is_open = true;
        let written = write(self.connection);
        let ended = match &written {
            Ok(_) => self.statement("RELEASE command"),
            Err(_) if self.connection.is_autocommit() => Ok(()),
            Err(_) => self.undo(),
        };
        self.savepoint_is_open = false;
        match (written, ended) {
            (Ok(written), Ok(())) => Ok(written),
            (Err(fault), Ok(())) => Err(self.setback(fault)),
            (_, Err(fault)) => Err(Setback::Broken(Broken(fault.into()))),
        }
    }

    /// Whether a command that panicked may have left something half written.
    pub(crate) fn is_half_written(&self) -> bool {
        self.savepoint_is_open
    }

    fn undo(&self) -> Result<(), Fault> {
        self.statement("ROLLBACK TO command")?;
        self.statement("RELEASE command")
    }

    fn statement(&self, sql: &str) -> Result<(), Fault> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Setback> {
        read(self.connection).map_err(|fault| self.setback(fault))
    }

    /// A fault of the disk breaks the transaction, as does one after which the engine has rolled it back by itself;
    /// any other concerns the command alone.
    pub(crate) fn setback(&self, fault: Fault) -> Setback {
        if fault.is_of_the_disk() || self.connection.is_autocommit() {
            Setback::Broken(Broken(fault.into()))
        } else {
            Setback::Own(fault.into())
        }
    }
}

/// The record that holds a unique value.
pub(crate) fn holder(connection: &Connection, city: u32, scope: &str, digest: &[u8; 32]) -> rusqlite::Result<Option<RecordId>> {
    let mut holder = connection.prepare_cached("SELECT record FROM claim WHERE city = $1 AND scope = $2 AND digest = $3")?;
    holder
        .query_row(params![city, scope, digest], |row| row.get(0).map(RecordId::from_bytes))
        .optional()
}

/// The draws of one command, which count only if it is committed.
pub(crate) struct CommandDraws<'t> {
    connection: &'t Connection,
    city: u32,
    committed: &'t mut HashMap<String, u64>,
    pending: &'t HashMap<String, u64>,
    drawn: HashMap<String, u64>,
    generator: &'t mut ChaCha20Rng,
    fault: Option<rusqlite::Error>,
}

impl CommandDraws<'_> {
    /// The last number drawn from each series.
    pub(crate) fn finish(self) -> Result<HashMap<String, u64>, Fault> {
        self.fault.map_or(Ok(self.drawn), |fault| Err(fault.into()))
    }

    fn last(&mut self, series: &str) -> rusqlite::Result<u64> {
        if let Some(last) = self
            .drawn
            .get(series)
            .or_else(|| self.pending.get(series))
            .or_else(|| self.committed.get(series))
        {
            return Ok(*last);
        }
        let mut stored = self
            .connection
            .prepare_cached("SELECT last FROM series WHERE city = $1 AND name = $2")?;
        let last = stored
            .query_row(params![self.city, series], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
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
