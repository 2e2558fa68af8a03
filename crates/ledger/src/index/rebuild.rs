//! Index tables as today's program wants them.

use identity::RegionCode;

use super::replay::replay;
use crate::digest::sha256_hex;
use crate::engine::{Committing, Fault, Readers, Source};
use crate::error::Unavailable;
use crate::record::{Record, Table};
use crate::rows::{Rows, Statement};
use crate::values;

/// Name, version and digest of a table's text: what says that it is as it was.
type Identity = (String, u32, String);

/// Creates the index tables of a kind. If one of them has changed, all are built anew from the log, in one transaction;
/// readers see the old ones until then.
pub(crate) fn stand<R: Record>(engine: &mut dyn Committing, readers: &Readers, city: RegionCode) -> Result<(), Fault> {
    let wanted: Vec<Identity> = R::tables().iter().map(identity).collect();
    if standing::<R>(engine, city)? == wanted {
        return Ok(());
    }
    engine.begin_alone()?;
    let rebuilt = rebuild::<R>(engine, readers, city, &wanted);
    match rebuilt {
        Ok(()) => engine.end_alone(),
        Err(fault) => {
            engine.roll_back();
            Err(fault)
        }
    }
}

fn identity(table: &Table) -> Identity {
    (table.name.to_owned(), table.version, sha256_hex(&[table.create.as_bytes()]))
}

fn standing<R: Record>(source: &dyn Source, city: RegionCode) -> Result<Vec<Identity>, Fault> {
    let tables = source.rows(
        "SELECT name, version, digest FROM index_table WHERE city = $1 AND kind = $2 ORDER BY place",
        &values![city, R::KIND],
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
    let standing = standing::<R>(engine, city)?;
    if standing == wanted {
        return Ok(());
    }
    for (name, ..) in &standing {
        engine.define(&format!("DROP TABLE {}", checked(name)?))?;
    }
    engine.execute(&Statement::new(
        "DELETE FROM index_table WHERE city = $1 AND kind = $2",
        values![city, R::KIND],
    ))?;
    create::<R>(&mut |table| engine.define_table(table))?;
    for city in engine.tables_of()? {
        readers.read_at_length(|log| fill::<R>(log, city, |_| {}, |statement| engine.execute(statement).map(|_| ())))?;
    }
    let insert = "INSERT INTO index_table (kind, place, name, version, digest, city) VALUES ($1, $2, $3, $4, $5, $6)";
    for (place, (name, version, digest)) in wanted.iter().enumerate() {
        engine.execute(&Statement::new(insert, values![R::KIND, place, name, *version, digest, city]))?;
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
    replay::<R>(log, city, |command| {
        let mut rows = Rows::new(city, command.record, command.origin);
        R::rows(command.record, &command.before, &command.after, &command.stamp, &mut rows);
        for statement in &rows.statements {
            execute(statement)?;
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
