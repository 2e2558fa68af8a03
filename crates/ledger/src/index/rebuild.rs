//! Index tables as today's program wants them.

use std::collections::BTreeMap;

use calendar::Moment;
use identity::{RecordId, RegionCode};
use rusqlite::{Connection, params};

use super::replay::replay;
use crate::digest::sha256_hex;
use crate::error::Unavailable;
use crate::record::{Record, Table};
use crate::rows::Rows;
use crate::sqlite::{Fault, execute};

/// Name, version and digest of a table's text: what says that it is as it was.
type Identity = (String, u32, String);

/// Creates the index tables of a kind. If one of them has changed, all are built anew from the log, in one transaction;
/// readers see the old ones until then.
pub(crate) fn stand<R: Record>(connection: &Connection, city: RegionCode) -> Result<(), Fault> {
    let wanted: Vec<Identity> = R::tables().iter().map(identity).collect();
    let standing = standing::<R>(connection, city)?;
    if standing == wanted && !is_put_back::<R>(connection, city)? {
        return Ok(());
    }
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let rebuilt = rebuild::<R>(connection, city, &standing, &wanted);
    connection.execute_batch(if rebuilt.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    rebuilt
}

/// Whether the log was put back since these tables were built.
fn is_put_back<R: Record>(connection: &Connection, city: RegionCode) -> Result<bool, Fault> {
    let put_back = "SELECT count(*) FROM put_back_kind WHERE city = $1 AND kind = $2";
    Ok(connection.query_row(put_back, params![city.number(), R::KIND], |row| row.get(0))?)
}

fn identity(table: &Table) -> Identity {
    (table.name.to_owned(), table.version, sha256_hex(&[table.create.as_bytes()]))
}

fn standing<R: Record>(connection: &Connection, city: RegionCode) -> Result<Vec<Identity>, Fault> {
    let mut tables =
        connection.prepare("SELECT name, version, digest FROM index_table WHERE city = $1 AND kind = $2 ORDER BY place")?;
    let rows = tables.query_map(params![city.number(), R::KIND], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn rebuild<R: Record>(
    connection: &Connection,
    city: RegionCode,
    standing: &[Identity],
    wanted: &[Identity],
) -> Result<(), Fault> {
    for (name, ..) in standing {
        connection.execute_batch(&format!("DROP TABLE {}", checked(name)?))?;
    }
    connection.execute(
        "DELETE FROM index_table WHERE city = $1 AND kind = $2",
        params![city.number(), R::KIND],
    )?;
    create::<R>(connection)?;
    let mut timers = BTreeMap::new();
    fill::<R>(connection, connection, city, |rows| {
        for (name, at) in &rows.timers {
            timers.insert((rows.record(), *name), *at);
        }
    })?;
    set_timers_put_back::<R>(connection, city, &timers)?;
    let insert = "INSERT INTO index_table (city, kind, place, name, version, digest) VALUES ($1, $2, $3, $4, $5, $6)";
    for (place, (name, version, digest)) in wanted.iter().enumerate() {
        connection.execute(insert, params![city.number(), R::KIND, place, name, version, digest])?;
    }
    Ok(())
}

/// After the log was put back, timers are what the events that are left say; otherwise they go on as they are.
fn set_timers_put_back<R: Record>(
    connection: &Connection,
    city: RegionCode,
    timers: &BTreeMap<(RecordId, &str), Option<Moment>>,
) -> Result<(), Fault> {
    let put_back = "DELETE FROM put_back_kind WHERE city = $1 AND kind = $2";
    if connection.execute(put_back, params![city.number(), R::KIND])? == 0 {
        return Ok(());
    }
    let mut standing = connection.prepare(
        "SELECT timer.record, timer.name FROM timer JOIN record ON record.city = timer.city AND record.record = timer.record
         WHERE timer.city = $1 AND record.kind = $2",
    )?;
    let standing: Vec<([u8; 16], String)> = standing
        .query_map(params![city.number(), R::KIND], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (record, name) in standing {
        if !matches!(timers.get(&(RecordId::from_bytes(record), name.as_str())), Some(Some(_))) {
            connection.execute(
                "DELETE FROM timer WHERE city = $1 AND record = $2 AND name = $3",
                params![city.number(), record, name],
            )?;
        }
    }
    for ((record, name), at) in timers {
        if let Some(at) = at {
            connection.execute(
                "INSERT INTO timer (city, record, name, at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (city, record, name) DO UPDATE SET at = excluded.at, fired = 0 WHERE timer.at <> excluded.at",
                params![city.number(), record.as_bytes(), name, at.0],
            )?;
        }
    }
    Ok(())
}

/// Creates the tables of a kind, empty.
pub(super) fn create<R: Record>(connection: &Connection) -> Result<(), Fault> {
    for table in R::tables() {
        checked(table.name)?;
        connection.execute_batch(&ordered_by_key(table)?)?;
    }
    Ok(())
}

/// The text of a table for this engine: its rows lie in the order of their key, so that finding one is one way down and what
/// belongs together lies together. PostgreSQL reads the text as it is.
fn ordered_by_key(table: &Table) -> Result<String, Fault> {
    let (create, indexes) = table.create.split_once(';').unwrap_or((table.create, ""));
    if create.contains("PRIMARY KEY") {
        Ok(format!("{create} WITHOUT ROWID;{indexes}"))
    } else {
        Err(Unavailable(format!("the index table {} has no primary key", table.name)).into())
    }
}

/// Writes the rows of every command of the log; timers go on as they are and are only told.
pub(super) fn fill<R: Record>(
    log: &Connection,
    tables: &Connection,
    city: RegionCode,
    mut told: impl FnMut(&Rows),
) -> Result<(), Fault> {
    replay::<R>(log, city, |command| {
        let mut rows = Rows::new(city, command.record, command.origin);
        R::rows(command.record, &command.before, &command.after, &command.stamp, &mut rows);
        for statement in &rows.statements {
            execute(tables, statement)?;
        }
        told(&rows);
        Ok(())
    })
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
