//! The writing connection of one server.

use std::collections::HashMap;
use std::num::NonZeroU8;
use std::sync::Arc;
use std::time::Duration;

use identity::RegionCode;

use super::dialect::defined;
use super::flight::Landed;
use super::link::Link;
use super::partitions::Partitions;
use super::server::{Postgres, Purpose};
use super::writing::{Batch, integer};
use crate::engine::{Asked, Begun, Committing, Defining, Earlier, End, Fault, Heard, News, Pending, Source, Written, cities};
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
// A limit keeps the planner from joining in another order than the written one: whole tables with a handful of keys.
const EARLIER: &str = "SELECT asked.actor, asked.key, command.act, event.origin, event.version, event.position, event.at
     FROM unnest($2::text[], $3::text[]) AS asked (actor, key)
     CROSS JOIN LATERAL (SELECT act, position FROM command
         WHERE command.city = $1 AND command.key = asked.key AND command.actor = asked.actor LIMIT 1) AS command
     CROSS JOIN LATERAL (SELECT origin, version, position, at FROM event
         WHERE event.city = $1 AND event.position = command.position LIMIT 1) AS event";
/// What was committed after a position, so much of it at a time. The number stands in the text: of one that it does not know, the planner
/// takes a tenth of the log.
pub(super) const NEWS: &str = "SELECT event.position, event.kind, record.record, event.version, event.at
     FROM (SELECT position, kind, origin, version, at FROM event
         WHERE city = $1 AND position > $2 ORDER BY position LIMIT 4096) AS event
     CROSS JOIN LATERAL (SELECT record FROM record WHERE record.city = $1 AND record.origin = event.origin LIMIT 1) AS record
     ORDER BY event.position";

/// The limit of [`NEWS`].
pub(super) const NEWS_MAX: usize = 4_096;

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

    /// What lies between what was told and the end, behind a first page of it. The listener tells within a second, so that it is little.
    fn further_news(&self, mut found: Vec<News>, told: u64, end: u64) -> Result<Vec<News>, Fault> {
        loop {
            let reached = found.last().map_or(told, |last| last.position);
            if reached >= end {
                return Ok(found);
            }
            let page = news(&self.rows(NEWS, &values![self.city, reached])?)?;
            if page.is_empty() {
                return Ok(found);
            }
            found.extend(page);
        }
    }
}

/// The values of [`EARLIER`] behind the city.
struct Wanted<'a> {
    actors: Vec<&'a str>,
    keys: Vec<&'a str>,
}

impl<'a> Wanted<'a> {
    fn of(asked: &'a [Asked]) -> Self {
        Self {
            actors: asked.iter().map(|asked| asked.actor.as_str()).collect(),
            keys: asked.iter().map(|asked| asked.key.as_str()).collect(),
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
    fn begin(&mut self, known: u64, asked: &[Asked]) -> Result<Begun, Fault> {
        if self.link.is_closed() {
            self.link = self.postgres.connect(Purpose::Writing)?;
        }
        let city = i64::from(self.city.number());
        let pen = number(self.city);
        let Wanted { actors, keys } = Wanted::of(asked);
        let mut flight = self.link.flight();
        flight.add("BEGIN", Vec::new())?;
        flight.add(PEN, vec![&LOCKS, &pen])?;
        let end = flight.add(END, vec![&city])?;
        let earlier = flight.add(EARLIER, vec![&city, &actors, &keys])?;
        let landed = flight.land()?;
        Point::PenTaken.may_fail()?;
        let end = rows(&landed[end])?.first().map(|row| {
            Ok::<_, Fault>(End {
                position: row.get(0)?,
                at: row.get(1)?,
            })
        });
        Ok(Begun {
            end: end.transpose()?.filter(|end| end.position != known),
            earlier: earlier_of(&rows(&landed[earlier])?)?,
        })
    }

    fn hear(&mut self, told: u64, end: u64, asked: &[Asked]) -> Result<Heard, Fault> {
        let city = i64::from(self.city.number());
        let Wanted { actors, keys } = Wanted::of(asked);
        let behind = integer(told);
        let mut flight = self.link.flight();
        let news_place = flight.add(NEWS, vec![&city, &behind])?;
        let earlier = flight.add(EARLIER, vec![&city, &actors, &keys])?;
        let landed = flight.land()?;
        let first = news(&rows(&landed[news_place])?)?;
        Ok(Heard {
            news: self.further_news(first, told, end)?,
            earlier: earlier_of(&rows(&landed[earlier])?)?,
        })
    }

    fn commit(&mut self, pending: &[Pending], sums: &[Statement], series: &HashMap<String, u64>) -> Result<Written, Fault> {
        let batch = Batch::of(self.city, pending, sums, series);
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

fn rows(landed: &Landed) -> Result<Vec<Row>, Fault> {
    Ok(landed.rows.iter().map(super::value::row).collect::<Result<_, _>>()?)
}

/// Rows of [`EARLIER`].
fn earlier_of(rows: &[Row]) -> Result<HashMap<Asked, Earlier>, Fault> {
    let read = rows.iter().map(|row| {
        let asked = Asked {
            actor: row.get(0)?,
            key: row.get(1)?,
        };
        let earlier = Earlier {
            act: row.get(2)?,
            origin: row.get(3)?,
            version: row.get(4)?,
            position: row.get(5)?,
            at: row.get(6)?,
        };
        Ok((asked, earlier))
    });
    read.collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_news_has_the_limit_that_its_text_bears() {
        assert!(NEWS.contains(&format!("LIMIT {NEWS_MAX})")));
    }
}
