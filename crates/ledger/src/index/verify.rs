//! Whether the index rows are what the log says (domain.md §15.2).

use std::collections::{BTreeMap, BTreeSet};

use identity::RegionCode;
use rusqlite::{Connection, params};

use super::rebuild::{checked, create, fill};
use crate::record::Record;
use crate::rows::Statement;
use crate::sqlite::{Fault, question};
use crate::value::Row;

/// A row that is only in one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: String,
    /// The row.
    pub row: String,
    /// Whether the city has it and the log does not account for it; otherwise the log does and the city lacks it.
    pub is_live: bool,
}

/// Rebuilds the index tables of a kind in memory and compares them, and the timers, with those of the city.
pub(crate) fn verify<R: Record>(connection: &Connection, city: RegionCode) -> Result<Vec<Difference>, Fault> {
    connection.execute_batch("BEGIN")?;
    let compared = compare::<R>(connection, city);
    connection.execute_batch("COMMIT")?;
    compared
}

fn compare<R: Record>(live: &Connection, city: RegionCode) -> Result<Vec<Difference>, Fault> {
    let rebuilt = Connection::open_in_memory()?;
    rebuilt.execute_batch("PRAGMA foreign_keys = OFF")?;
    create::<R>(&rebuilt)?;
    let mut timers = BTreeMap::new();
    fill::<R>(live, &rebuilt, city, |rows| {
        for (name, at) in &rows.timers {
            timers.insert((rows.record(), *name), *at);
        }
    })?;
    let mut differences = Vec::new();
    for table in R::tables() {
        let all = Statement::new(format!("SELECT * FROM {}", checked(table.name)?), Vec::new());
        let texts = |rows: Vec<Row>| rows.iter().map(|row| format!("{:?}", row.values())).collect();
        compare_texts(
            table.name,
            texts(question(live, &all)?),
            texts(question(&rebuilt, &all)?),
            &mut differences,
        );
    }
    let set = timers
        .iter()
        .filter_map(|((record, name), at)| at.map(|at| format!("{record} {name} {}", at.0)));
    compare_texts("timer", live_timers::<R>(live, city)?, set.collect(), &mut differences);
    Ok(differences)
}

fn live_timers<R: Record>(live: &Connection, city: RegionCode) -> Result<Vec<String>, Fault> {
    let mut timers = live.prepare(
        "SELECT lower(hex(timer.record)) || ' ' || timer.name || ' ' || timer.at FROM timer
         JOIN record ON record.city = timer.city AND record.record = timer.record
         WHERE timer.city = $1 AND record.kind = $2",
    )?;
    let rows = timers.query_map(params![city.number(), R::KIND], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn compare_texts(table: &str, live: Vec<String>, rebuilt: Vec<String>, differences: &mut Vec<Difference>) {
    let difference = |row: &String, is_live| Difference {
        table: table.to_owned(),
        row: row.clone(),
        is_live,
    };
    let (live, rebuilt): (BTreeSet<_>, BTreeSet<_>) = (live.into_iter().collect(), rebuilt.into_iter().collect());
    differences.extend(live.difference(&rebuilt).map(|row| difference(row, true)));
    differences.extend(rebuilt.difference(&live).map(|row| difference(row, false)));
}
