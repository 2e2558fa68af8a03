//! Index tables as today's program wants them.

use std::collections::BTreeMap;

use calendar::Moment;
use identity::{RecordId, RegionCode};

use super::replay::replay;
use crate::digest::sha256_hex;
use crate::engine::{Committing, Fault, Readers, Source, last_event};
use crate::error::Unavailable;
use crate::point::Point;
use crate::record::{Record, Table};
use crate::rows::{Added, Rows, Statement};
use crate::values;

/// Name, version and digest of a table's text: what says that it is as it was.
type Identity = (String, u32, String);

/// Rows of sums that are kept in memory before they are written.
const ADDED_MAX: usize = 4_096;

/// Events that are read in a moment.
const LONG_LOG: u64 = 100_000;

/// Creates the index tables of a kind. If one of them has changed, all are built anew from the log, in one transaction;
/// readers see the old ones until then.
pub(crate) fn stand<R: Record>(engine: &mut dyn Committing, readers: &Readers, city: RegionCode) -> Result<(), Fault> {
    let wanted: Vec<Identity> = R::tables().iter().map(identity).collect();
    let standing = standing::<R>(engine)?;
    if standing == wanted && !is_put_back::<R>(engine, city)? {
        return Ok(());
    }
    let stood = swapped::<R>(engine, readers, city, &wanted);
    match &stood {
        Ok(()) => Point::IndexStood.pass(),
        Err(_) => engine.roll_back(),
    }
    stood
}

fn swapped<R: Record>(
    engine: &mut dyn Committing,
    readers: &Readers,
    city: RegionCode,
    wanted: &[Identity],
) -> Result<(), Fault> {
    engine.begin_alone()?;
    rebuild::<R>(engine, readers, city, wanted)?;
    Point::IndexNoted.may_fail()?;
    engine.end_alone()
}

/// Whether the log was put back since these tables were built.
fn is_put_back<R: Record>(source: &dyn Source, city: RegionCode) -> Result<bool, Fault> {
    let put_back = "SELECT count(*) FROM put_back_kind WHERE city = $1 AND kind = $2";
    let found = source.row(put_back, &values![city, R::KIND])?;
    Ok(found.map_or(Ok(false), |row| row.get(0))?)
}

fn identity(table: &Table) -> Identity {
    (table.name.to_owned(), table.version, sha256_hex(&[table.create.as_bytes()]))
}

/// The tables as they stand: the cities of a database share them, and whichever came first has built them.
fn standing<R: Record>(source: &dyn Source) -> Result<Vec<Identity>, Fault> {
    let tables = source.rows(
        "SELECT name, version, digest FROM index_table WHERE kind = $1 ORDER BY place",
        &values![R::KIND],
    )?;
    let read = tables.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    read.collect()
}

fn rebuild<R: Record>(
    engine: &mut dyn Committing,
    readers: &Readers,
    city: RegionCode,
    wanted: &[Identity],
) -> Result<(), Fault> {
    // Somebody else may have been faster.
    let standing = standing::<R>(engine)?;
    if standing == wanted && !is_put_back::<R>(engine, city)? {
        return Ok(());
    }
    if standing == wanted {
        // Only this city was put back, or has come here: the rows of others stand as they are.
        engine.hold(city)?;
        for (name, ..) in &standing {
            let delete = format!("DELETE FROM {} WHERE city = $1", checked(name)?);
            engine.execute(&Statement::new(delete, values![city]))?;
        }
        return filled::<R>(engine, readers, city);
    }
    // Whoever writes holds the pen first and then touches the tables; so do we.
    let cities = engine.tables_of()?;
    for (name, ..) in &standing {
        engine.define(&format!("DROP TABLE {}", checked(name)?))?;
    }
    engine.execute(&Statement::new("DELETE FROM index_table WHERE kind = $1", values![R::KIND]))?;
    Point::IndexDropped.may_fail()?;
    create::<R>(&mut |table| engine.define_table(table))?;
    for city in cities {
        filled::<R>(engine, readers, city)?;
    }
    Point::IndexFilled.may_fail()?;
    let insert = "INSERT INTO index_table (kind, place, name, version, digest, city) VALUES ($1, $2, $3, $4, $5, $6)";
    for (place, (name, version, digest)) in wanted.iter().enumerate() {
        engine.execute(&Statement::new(insert, values![R::KIND, place, name, *version, digest, city]))?;
    }
    Ok(())
}

/// Fills the tables with the rows of a city.
fn filled<R: Record>(engine: &mut dyn Committing, readers: &Readers, city: RegionCode) -> Result<(), Fault> {
    // Over a long log it takes its time, in which nothing else is said and nobody is answered.
    if let Some(end) = last_event(engine, city)?.filter(|end| end.position > LONG_LOG) {
        tracing::warn!(
            "building the tables of {} from the {} events of the log",
            R::KIND,
            end.position
        );
    }
    let mut timers = BTreeMap::new();
    let note = |rows: &Rows| {
        for (name, at) in &rows.timers {
            timers.insert((rows.record(), *name), *at);
        }
    };
    readers.read_at_length(|log| fill::<R>(log, city, note, |statement| engine.execute(statement).map(|_| ())))?;
    set_timers_put_back::<R>(engine, city, &timers)
}

/// After the log was put back, timers are what the events that are left say; otherwise they go on as they are.
fn set_timers_put_back<R: Record>(
    engine: &mut dyn Committing,
    city: RegionCode,
    timers: &BTreeMap<(RecordId, &str), Option<Moment>>,
) -> Result<(), Fault> {
    let put_back = "DELETE FROM put_back_kind WHERE city = $1 AND kind = $2";
    if engine.execute(&Statement::new(put_back, values![city, R::KIND]))? == 0 {
        return Ok(());
    }
    let standing = engine.rows(
        "SELECT timer.record, timer.name FROM timer JOIN record ON record.city = timer.city AND record.record = timer.record
         WHERE timer.city = $1 AND record.kind = $2",
        &values![city, R::KIND],
    )?;
    for row in &standing {
        let (record, name): (RecordId, String) = (row.get(0)?, row.get(1)?);
        if !matches!(timers.get(&(record, name.as_str())), Some(Some(_))) {
            let delete = "DELETE FROM timer WHERE city = $1 AND record = $2 AND name = $3";
            engine.execute(&Statement::new(delete, values![city, record, name]))?;
        }
    }
    for ((record, name), at) in timers {
        if let Some(at) = at {
            let set = "INSERT INTO timer (city, record, name, at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (city, record, name) DO UPDATE SET at = excluded.at, fired = 0 WHERE timer.at <> excluded.at";
            engine.execute(&Statement::new(set, values![city, record, *name, *at]))?;
        }
    }
    Ok(())
}

/// Creates the tables of a kind, empty.
pub(super) fn create<R: Record>(define: &mut dyn FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault> {
    for table in R::tables() {
        checked(table.name)?;
        define(table.create)?;
    }
    Ok(())
}

/// Writes the rows of every command of the log; timers go on as they are and are only told.
pub(super) fn fill<R: Record>(
    log: &dyn Source,
    city: RegionCode,
    mut told: impl FnMut(&Rows),
    mut execute: impl FnMut(&Statement) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut added = Added::default();
    replay::<R>(log, city, |command| {
        let mut rows = Rows::new(city, command.record, command.origin);
        R::rows(command.record, &command.before, &command.after, &command.stamp, &mut rows);
        for statement in &rows.statements {
            execute(statement)?;
        }
        told(&rows);
        added.extend(rows.added);
        if added.len() >= ADDED_MAX {
            std::mem::take(&mut added)
                .statements()
                .try_for_each(|statement| execute(&statement))?;
        }
        Ok(())
    })?;
    added.statements().try_for_each(|statement| execute(&statement))
}

/// A table's name, if it can stand in a statement as it is.
pub(super) fn checked(name: &str) -> Result<&str, Fault> {
    let is_plain = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if is_plain && name.starts_with(|first: char| first.is_ascii_lowercase()) {
        Ok(name)
    } else {
        Err(Unavailable(format!("an index table cannot be called {name:?}: use a–z, 0–9 and _")).into())
    }
}
