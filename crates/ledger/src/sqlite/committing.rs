//! The writing connection to the file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use identity::RegionCode;
use rusqlite::Connection;

use super::binding::{execute, execute_with};
use super::connection::{DATABASE_FILE, open_to_write};
use super::copying::Copying;
use super::folder_lock::FolderLock;
use super::tables::ordered_by_key;
use super::write_ahead_log::WriteAheadLog;
use super::writing::write;
use crate::chance::Chance;
use crate::engine::{Asked, Begun, Committing, Defining, Earlier, Fault, Heard, Pending, Source, Written};
use crate::error::Unavailable;
use crate::options::{Options, Syncing};
use crate::point::Point;
use crate::rows::Statement;
use crate::value::{Row, Value};
use crate::values;

/// The only connection that writes, and the lock of the folder.
pub(crate) struct SqliteWriter {
    // Whoever copies beside the writer has ended before the last connection is closed.
    write_ahead_log: WriteAheadLog,
    connection: Connection,
    city: RegionCode,
    /// The data folder, when nothing in it was synced.
    unsynced: Option<PathBuf>,
    // Freed after the connection is closed.
    _lock: FolderLock,
}

impl SqliteWriter {
    pub(crate) fn open(folder: &Path, lock: FolderLock, options: &Options) -> Result<Self, Fault> {
        let file = folder.join(DATABASE_FILE);
        let mut connection = open_to_write(&file, options.bytes_max, options.syncing)?;
        let copying = match options.chance {
            Chance::Machine => Some(Copying::start(file, options.syncing)?),
            // In a simulation everything happens in the same order each time.
            Chance::Seeded(_) => None,
        };
        let write_ahead_log = WriteAheadLog::watch(&mut connection, copying)?;
        Ok(Self {
            write_ahead_log,
            connection,
            city: options.city,
            unsynced: (options.syncing == Syncing::WhenClosed).then(|| folder.to_path_buf()),
            _lock: lock,
        })
    }

    fn statement(&self, sql: &str) -> Result<(), Fault> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    fn earlier(&self, asked: &[Asked]) -> Result<HashMap<Asked, Earlier>, Fault> {
        let mut found = HashMap::new();
        for asked in asked {
            if let Some(earlier) = self.earlier_of(asked)? {
                found.insert(asked.clone(), earlier);
            }
        }
        Ok(found)
    }

    fn earlier_of(&self, asked: &Asked) -> Result<Option<Earlier>, Fault> {
        let command = self.connection.row(
            "SELECT act, position FROM command WHERE city = $1 AND actor = $2 AND key = $3",
            &values![self.city, &asked.actor, &asked.key],
        )?;
        let Some(command) = command else { return Ok(None) };
        let position: u64 = command.get(1)?;
        let event = self.connection.row(
            "SELECT origin, version, at FROM event WHERE position = $1",
            &values![position],
        )?;
        let event =
            event.ok_or_else(|| Unavailable(format!("the event {position} of a command is not there: run zhoudao verify")))?;
        Ok(Some(Earlier {
            act: command.get(0)?,
            origin: event.get(0)?,
            version: event.get(1)?,
            position,
            at: event.get(2)?,
        }))
    }
}

impl Source for SqliteWriter {
    fn each(&self, sql: &str, values: &[Value], tell: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        self.connection.each(sql, values, tell)
    }

    fn columns_of(&self, table: &str) -> Result<Vec<String>, Fault> {
        self.connection.columns_of(table)
    }

    fn begin_snapshot(&self) -> Result<(), Fault> {
        self.connection.begin_snapshot()
    }

    fn end_snapshot(&self) -> Result<(), Fault> {
        self.connection.end_snapshot()
    }
}

impl Defining for SqliteWriter {
    fn begin_alone(&mut self) -> Result<(), Fault> {
        self.statement("BEGIN IMMEDIATE")
    }
    fn end_alone(&mut self) -> Result<(), Fault> {
        self.statement("COMMIT")
    }

    fn roll_back(&mut self) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "the failed transaction could not be rolled back");
        }
    }

    fn define(&mut self, sql: &str) -> Result<(), Fault> {
        Ok(self.connection.execute_batch(sql)?)
    }

    fn execute(&mut self, statement: &Statement) -> Result<usize, Fault> {
        execute(&self.connection, statement)
    }
}

impl Committing for SqliteWriter {
    fn begin(&mut self, known: u64, asked: &[Asked]) -> Result<Begun, Fault> {
        self.statement("BEGIN IMMEDIATE")?;
        Point::SqliteBegun.may_fail()?;
        let end = crate::engine::last_event(&self.connection, self.city)?;
        Ok(Begun {
            // Only a commit that failed and was written nevertheless makes a difference: nobody else writes.
            end: end.filter(|end| end.position != known),
            earlier: self.earlier(asked)?,
        })
    }

    fn hear(&mut self, _: u64, _: u64, asked: &[Asked]) -> Result<Heard, Fault> {
        Ok(Heard {
            news: Vec::new(),
            earlier: self.earlier(asked)?,
        })
    }

    fn commit(&mut self, pending: &[Pending], sums: &[Statement], series: &HashMap<String, u64>) -> Result<Written, Fault> {
        let mut written = Written::new();
        for (place, pending) in pending.iter().enumerate() {
            match pending {
                Pending::Command(writing) => write(&self.connection, self.city, writing)?,
                Pending::Side(statements) => {
                    let changed = statements.iter().map(|statement| execute(&self.connection, statement));
                    written.insert(place, changed.collect::<Result<_, _>>()?);
                    Point::SqliteSideWritten.may_fail()?;
                }
            }
        }
        for sum in sums {
            execute(&self.connection, sum)?;
        }
        Point::SqliteSumsWritten.may_fail()?;
        let draw = "INSERT INTO series (city, name, last) VALUES ($1, $2, $3) ON CONFLICT (city, name) DO UPDATE SET last = excluded.last";
        for (name, last) in series {
            execute_with(&self.connection, draw, &values![self.city, name, *last])?;
        }
        Point::SqliteSeriesWritten.may_fail()?;
        self.statement("COMMIT")?;
        Ok(written)
    }

    fn define_table(&mut self, sql: &str) -> Result<(), Fault> {
        self.define(&ordered_by_key(sql)?)
    }

    fn tables_of(&self) -> Result<Vec<RegionCode>, Fault> {
        Ok(vec![self.city])
    }

    /// Nobody else writes to the file.
    fn hold(&self, _: RegionCode) -> Result<(), Fault> {
        Ok(())
    }

    fn pause(&self) -> Option<Duration> {
        self.write_ahead_log.pause()
    }

    fn go_on(&mut self) {
        self.write_ahead_log.copy_if_long(&self.connection);
    }

    fn rest(&mut self) {
        self.write_ahead_log.rest(&self.connection);
    }

    fn forget_erased(&mut self) {
        self.write_ahead_log.must_be_cut();
    }

    fn end(&mut self) {
        self.write_ahead_log.copy_and_cut(&self.connection);
        if let Some(folder) = &self.unsynced
            && let Err(error) = crate::disk::sync_everything_in(folder)
        {
            tracing::error!(%error, "the city could not be synced");
        }
    }
}
