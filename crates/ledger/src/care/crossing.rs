//! A city from a PostgreSQL into a file, and from a file into a PostgreSQL.
//!
//! Both have the same tables with the same columns, and a row is copied as it is: leaves as they are packed, values as they are sealed. What
//! follows from events is left behind and worked out again where the city is opened next. So a city on PostgreSQL is backed up, put back and moved
//! by what is there for a file.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use identity::RegionCode;
use rusqlite::Connection;

use super::erased::Erased;
use super::error::CareError;
use super::shared_list;
use crate::beside::Beside;
use crate::engine::{Defining, Fault, Opening, Reader, Source, migrate};
use crate::error::{OpenError, Unavailable};
use crate::postgres::{self, Postgres, PostgresAddress, PostgresWriter};
use crate::rows::Statement;
use crate::sqlite;
use crate::values;

/// Tables of a file that a PostgreSQL has otherwise, or that say how the tables themselves stand.
const OWN_TO_THE_FILE: [&str; 3] = ["erasure", "index_table", "migration"];

/// A connection that reads a PostgreSQL for as long as it takes.
pub(super) fn reader_of(address: &PostgresAddress) -> Result<Box<dyn Reader>, CareError> {
    let reader = Postgres::new(address.clone()).and_then(|postgres| Arc::new(postgres).readers().open());
    let reader = reader.map_err(unreached(address))?;
    reader.take_at_most(None)?;
    Ok(reader)
}

/// What a fault says of a database that was to be read or written.
pub(super) fn unreached(address: &PostgresAddress) -> impl Fn(Fault) -> CareError + '_ {
    move |fault| {
        CareError::Open(OpenError::Postgres {
            address: address.clone(),
            reason: Unavailable::from(fault).0,
        })
    }
}

/// Refuses a PostgreSQL that has the city already, or cannot be asked.
pub(super) fn is_free_of(address: &PostgresAddress, city: RegionCode) -> Result<(), CareError> {
    match has(address, city)? {
        true => Err(CareError::AlreadyThere(city)),
        false => Ok(()),
    }
}

/// The city in a PostgreSQL, and by what its keys are known.
pub(super) fn known_by(address: &PostgresAddress, city: RegionCode) -> Result<(u32, String), CareError> {
    let not_there = || OpenError::EmptyDatabase(address.clone());
    if !has(address, city)? {
        return Err(not_there().into());
    }
    let found = reader_of(address)?.row("SELECT city, keys FROM city WHERE city = $1", &values![city])?;
    let found = found.ok_or_else(not_there)?;
    Ok((found.get(0)?, found.get(1)?))
}

fn has(address: &PostgresAddress, city: RegionCode) -> Result<bool, CareError> {
    let cities = Postgres::new(address.clone()).and_then(|postgres| postgres.cities());
    Ok(cities.map_err(unreached(address))?.contains(&city))
}

/// Makes a file of a city as it is at one moment.
pub(super) fn take_out(reader: &dyn Reader, city: RegionCode, rooms: &[Beside], file: &Path) -> Result<(), CareError> {
    let mut connection = Connection::open(file)?;
    // Nobody believes the file before it is whole.
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF")?;
    laid_out(&mut connection, sqlite::LOG, rooms)?;
    reader.begin_snapshot()?;
    connection.execute_batch("BEGIN")?;
    for table in tables_of(&connection)? {
        copied_out(reader, city, &table, &connection)?;
        if table == "claim" {
            // What came in here was not claimed here.
            connection.execute("DELETE FROM claim_change", [])?;
        }
    }
    connection.execute_batch("COMMIT")?;
    Ok(reader.end_snapshot()?)
}

fn copied_out(from: &dyn Source, city: RegionCode, table: &str, to: &Connection) -> Result<(), CareError> {
    let columns = shared_columns(table, from, to)?;
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    let columns = columns.join(", ");
    let insert = format!("INSERT INTO {table} ({columns}) VALUES ({})", places.join(", "));
    let select = format!("SELECT {columns} FROM {table} WHERE city = $1");
    Ok(from.each(&select, &values![city], &mut |row| {
        sqlite::execute_with(to, &insert, &row.0).map(|_| ())
    })?)
}

/// Brings the city of a file into a PostgreSQL that does not have it, within a transaction that is committed by whoever calls; answers how many
/// rows it has beside what follows from events.
pub(super) fn bring_in(
    mut connection: Connection,
    erased: &BTreeSet<Erased>,
    writer: &mut PostgresWriter,
    rooms: &[Beside],
) -> Result<u64, CareError> {
    laid_out(&mut connection, sqlite::LOG, rooms)?;
    laid_out(writer, postgres::LOG, rooms)?;
    writer.begin_filling()?;
    let filled = filled(&connection, erased, writer);
    if filled.is_err() {
        writer.roll_back();
    }
    connection.close().map_err(|(_, error)| error)?;
    filled
}

fn filled(connection: &Connection, erased: &BTreeSet<Erased>, writer: &mut PostgresWriter) -> Result<u64, CareError> {
    let city = writer.city();
    let there = writer.row("SELECT 1 FROM city WHERE city = $1", &values![city])?;
    if there.is_some() {
        return Err(CareError::AlreadyThere(city));
    }
    let mut rows = 0;
    for table in tables_of(connection)? {
        let columns = shared_columns(&table, connection, writer)?;
        let select = format!("SELECT {} FROM {table}", columns.join(", "));
        rows += writer.fill(&table, &columns, &mut |tell| connection.each(&select, &[], tell))?;
    }
    let columns = shared_list::COLUMNS.map(str::to_owned);
    writer.fill(shared_list::TABLE, &columns, &mut |tell| {
        shared_list::rows(city, erased).into_iter().try_for_each(tell)
    })?;
    for statement in [
        // Tables that follow from events may stand there already, for other cities.
        "INSERT INTO put_back_kind (city, kind) SELECT DISTINCT city, kind FROM record WHERE city = $1 ON CONFLICT DO NOTHING",
        // The numbers that were given in the file are taken; nobody draws one while the next is set, and none is given twice.
        "LOCK TABLE claim_change IN EXCLUSIVE MODE",
        "SELECT setval('claim_change_number', moved.last) FROM (SELECT max(change) AS last FROM claim_change WHERE city = $1) AS moved
         WHERE moved.last >= (SELECT last_value FROM claim_change_number)",
    ] {
        let values = if statement.contains("$1") { values![city] } else { Vec::new() };
        writer.execute(&Statement::new(statement, values))?;
    }
    Ok(rows)
}

/// Makes the tables of the log and those that rooms keep beside it.
fn laid_out(engine: &mut dyn Defining, log: &[&str], rooms: &[Beside]) -> Result<(), CareError> {
    let own = [("ledger", log)];
    let of_rooms = rooms.iter().map(|beside| (beside.room, beside.steps));
    for (room, steps) in own.into_iter().chain(of_rooms) {
        migrate(engine, room, steps).map_err(|error| CareError::Other(error.to_string()))?;
    }
    Ok(())
}

/// The tables of a file that are copied: in the order of their names, in which claims come before their changes.
fn tables_of(connection: &Connection) -> Result<Vec<String>, CareError> {
    let named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
         AND name NOT IN (SELECT name FROM index_table) ORDER BY name";
    let mut tables = Vec::new();
    for row in connection.rows(named, &[])? {
        let table: String = row.get(0)?;
        if !OWN_TO_THE_FILE.contains(&table.as_str()) {
            tables.push(table);
        }
    }
    Ok(tables)
}

/// The columns of a table, which both must have alike.
fn shared_columns(table: &str, from: &dyn Source, to: &dyn Source) -> Result<Vec<String>, Fault> {
    let (ours, theirs) = (from.columns_of(table)?, to.columns_of(table)?);
    let are_alike = ours.iter().collect::<BTreeSet<_>>() == theirs.iter().collect();
    if !are_alike {
        return Err(Unavailable(format!(
            "the table {table} is not the same here and there: bring both to this program's version by serving them once. If it is none of this \
             program's, drop it"
        ))
        .into());
    }
    Ok(ours)
}
