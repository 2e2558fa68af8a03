//! The writing connection of one server.

use std::collections::HashMap;
use std::num::NonZeroU8;
use std::sync::Arc;
use std::time::Duration;

use identity::RegionCode;

use super::dialect::defined;
use super::link::Link;
use super::partitions::Partitions;
use super::server::{Postgres, Purpose};
use super::writing::Batch;
use crate::engine::{Asked, Begun, Committing, Defining, Earlier, End, Fault, News, Pending, Source, Written, cities};
use crate::error::Unavailable;
use crate::point::Point;
use crate::rows::Statement;
use crate::value::{Row, Value};
use crate::values;
use crate::waiting::wait;

/// PostgreSQL 15.
const VERSION_MIN: u32 = 150_000;
/// Tells our locks from those of others in the same database.
const LOCKS: i32 = 0x5A48_4F55;
/// The lock under which tables are defined; no city has this number.
const DEFINITIONS: i32 = 0;
/// The lock under which cities come in; no city has this number either.
const MOVING_IN: i32 = -1;
/// With the city's number, the lock under which its log is written.
const PEN: &str = "SELECT pg_advisory_xact_lock($1, $2)";
const END: &str = "SELECT position, at FROM event WHERE city = $1 ORDER BY position DESC LIMIT 1";
const EARLIER: &str = "SELECT command.actor, command.key, command.act, event.origin, event.version, event.position, event.at
     FROM unnest($2::text[], $3::text[]) AS asked (actor, key)
     JOIN command ON command.city = $1 AND command.key = asked.key AND command.actor = asked.actor
     JOIN event ON event.city = $1 AND event.position = command.position";
/// What was committed after a position.
pub(super) const NEWS: &str = "SELECT event.position, event.kind, record.record, event.version, event.at
     FROM event JOIN record ON record.city = event.city AND record.origin = event.origin
     WHERE event.city = $1 AND event.position > $2 ORDER BY event.position LIMIT $3";
/// News that are read at a time.
pub(super) const NEWS_MAX: i64 = 4_096;

/// The connection by which this server writes.
pub(crate) struct PostgresWriter {
    postgres: Arc<Postgres>,
    pub(super) link: Arc<Link>,
    pub(super) city: RegionCode,
    partitions: Partitions,
}

impl PostgresWriter {
    /// Connects; if the database is new, its tables will be divided as wanted.
    pub(crate) fn open(postgres: &Arc<Postgres>, city: RegionCode, wanted: Option<NonZeroU8>) -> Result<Self, Fault> {
        let link = postgres.connect(Purpose::Writing)?;
        check_server(&link)?;
        Ok(Self {
            partitions: Partitions::of(&link, wanted)?,
            link,
            postgres: Arc::clone(postgres),
            city,
        })
    }

    /// The lock under which a city comes in from a file.
    pub(super) fn moving_in() -> String {
        format!("{LOCKS}, {MOVING_IN}")
    }

    /// The lock under which the city's log is written.
    pub(super) fn pen(&self) -> String {
        format!("{LOCKS}, {}", number(self.city))
    }

    /// What lies between what was told and the end. The listener tells within a second, so that it is little.
    fn news(&self, told: u64, end: u64) -> Result<Vec<News>, Fault> {
        let mut found: Vec<News> = Vec::new();
        loop {
            let reached = found.last().map_or(told, |last| last.position);
            if reached >= end {
                return Ok(found);
            }
            let page = news(&self.rows(NEWS, &values![self.city, reached, NEWS_MAX])?)?;
            if page.is_empty() {
                return Ok(found);
            }
            found.extend(page);
        }
    }
}

/// Refuses a server that would answer what is not on its disk, or is older than what the city is tested with.
fn check_server(link: &Link) -> Result<(), Fault> {
    for (setting, remedy) in [
        ("fsync", "a power cut would lose what was answered: set fsync = on"),
        (
            "full_page_writes",
            "a power cut would tear its pages: set full_page_writes = on",
        ),
    ] {
        let found = wait(link.rows(&format!("SHOW {setting}"), &[]))?;
        if found.first().is_some_and(|row| row.text(0).is_ok_and(|set| set == "off")) {
            return Err(Fault::Disk(Unavailable(format!(
                "the PostgreSQL has {setting} = off: {remedy}"
            ))));
        }
    }
    let version: String = wait(link.rows("SHOW server_version_num", &[]))?
        .first()
        .map_or(Ok(String::new()), |row| row.get(0))?;
    if version.parse().unwrap_or(0) < VERSION_MIN {
        return Err(Fault::Disk(Unavailable(format!(
            "the PostgreSQL is of version {version}: {VERSION_MIN} or later is needed"
        ))));
    }
    Ok(())
}

impl Source for PostgresWriter {
    fn each(&self, sql: &str, values: &[Value], tell: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        self.link.each(sql, values, tell)
    }

    fn columns_of(&self, table: &str) -> Result<Vec<String>, Fault> {
        self.link.columns_of(table)
    }

    fn begin_snapshot(&self) -> Result<(), Fault> {
        self.link.batch("BEGIN ISOLATION LEVEL REPEATABLE READ")
    }

    fn end_snapshot(&self) -> Result<(), Fault> {
        self.link.batch("COMMIT")
    }
}

impl Defining for PostgresWriter {
    fn begin_alone(&mut self) -> Result<(), Fault> {
        self.link.batch("BEGIN")?;
        self.link
            .batch(&format!("SELECT pg_advisory_xact_lock({LOCKS}, {DEFINITIONS})"))
    }
    fn end_alone(&mut self) -> Result<(), Fault> {
        self.link.batch("COMMIT")
    }

    fn roll_back(&mut self) {
        if !self.link.is_closed()
            && let Err(fault) = self.link.batch("ROLLBACK")
        {
            tracing::warn!(?fault, "the failed transaction could not be rolled back");
        }
    }

    fn define(&mut self, sql: &str) -> Result<(), Fault> {
        self.link.batch(&self.partitions.divide(defined(sql)))
    }

    fn execute(&mut self, statement: &Statement) -> Result<usize, Fault> {
        let mut flight = self.link.flight();
        flight.add(&statement.sql, statement.values.iter().map(|value| value as _).collect())?;
        Ok(flight.land()?.first().map_or(0, |landed| landed.changed))
    }
}

impl Committing for PostgresWriter {
    fn begin(&mut self, known: u64, told: u64, asked: &[Asked]) -> Result<Begun, Fault> {
        if self.link.is_closed() {
            self.link = self.postgres.connect(Purpose::Writing)?;
        }
        let city = i64::from(self.city.number());
        let pen = number(self.city);
        let actors: Vec<&str> = asked.iter().map(|asked| asked.actor.as_str()).collect();
        let keys: Vec<&str> = asked.iter().map(|asked| asked.key.as_str()).collect();
        let mut flight = self.link.flight();
        flight.add("BEGIN", Vec::new())?;
        flight.add(PEN, vec![&LOCKS, &pen])?;
        let end = flight.add(END, vec![&city])?;
        let earlier = flight.add(EARLIER, vec![&city, &actors, &keys])?;
        let landed = flight.land()?;
        Point::PenTaken.may_fail()?;
        let read = |row: &tokio_postgres::Row| super::value::row(row).map_err(Fault::from);
        let end = landed[end].rows.first().map(|row| {
            let row = read(row)?;
            Ok::<_, Fault>(End {
                position: row.get(0)?,
                at: row.get(1)?,
            })
        });
        let mut begun = Begun {
            end: end.transpose()?.filter(|end| end.position != known),
            ..Begun::default()
        };
        for row in &landed[earlier].rows {
            let row = read(row)?;
            let (actor, key) = (row.get(0)?, row.get(1)?);
            let earlier = Earlier {
                act: row.get(2)?,
                origin: row.get(3)?,
                version: row.get(4)?,
                position: row.get(5)?,
                at: row.get(6)?,
            };
            begun.earlier.insert(Asked { actor, key }, earlier);
        }
        if let Some(end) = begun.end {
            begun.news = self.news(told, end.position)?;
        }
        Ok(begun)
    }

    fn commit(&mut self, pending: &[Pending], series: &HashMap<String, u64>) -> Result<Written, Fault> {
        let batch = Batch::of(self.city, pending, series);
        let written = batch.write(&self.link)?;
        self.postgres.committed.notify_one();
        Ok(written)
    }

    fn define_table(&mut self, sql: &str) -> Result<(), Fault> {
        self.define(sql)
    }

    fn tables_of(&self) -> Result<Vec<RegionCode>, Fault> {
        let cities = cities(self)?;
        cities.iter().try_for_each(|city| self.hold(*city))?;
        Ok(cities)
    }

    fn hold(&self, city: RegionCode) -> Result<(), Fault> {
        let pen = number(city);
        self.link.batch(&format!("SELECT pg_advisory_xact_lock({LOCKS}, {pen})"))
    }

    fn pause(&self) -> Option<Duration> {
        None
    }

    fn go_on(&mut self) {}

    fn rest(&mut self) {}

    /// The server's own vacuum does away with what was erased; what it does not overwrite, the disk's encryption covers.
    fn forget_erased(&mut self) {}

    fn end(&mut self) {}
}

fn number(city: RegionCode) -> i32 {
    i32::try_from(city.number()).unwrap_or(i32::MAX)
}

/// Rows of [`NEWS`].
pub(super) fn news(rows: &[Row]) -> Result<Vec<News>, Fault> {
    let read = rows.iter().map(|row| {
        Ok(News {
            position: row.get(0)?,
            kind: row.get(1)?,
            record: row.get(2)?,
            version: row.get(3)?,
        })
    });
    read.collect()
}
