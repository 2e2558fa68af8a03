//! Whether the index rows are what the log says (domain.md §15.2).

use std::collections::{BTreeMap, BTreeSet};

use identity::{RecordId, RegionCode};
use rusqlite::Connection;

use super::rebuild::{checked, create, fill};
use crate::digest::hex;
use crate::engine::{Fault, Source};
use crate::record::Record;
use crate::rows::Rows;
use crate::sqlite::{execute, ordered_by_key};
use crate::value::{Row, Value};
use crate::values;

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
pub(crate) fn verify<R: Record>(live: &dyn Source, city: RegionCode) -> Result<Vec<Difference>, Fault> {
    live.begin_snapshot()?;
    let compared = compare::<R>(live, city);
    live.end_snapshot()?;
    compared
}

fn compare<R: Record>(live: &dyn Source, city: RegionCode) -> Result<Vec<Difference>, Fault> {
    let rebuilt = Connection::open_in_memory()?;
    create::<R>(&mut |table| Ok(rebuilt.execute_batch(&ordered_by_key(table)?)?))?;
    let mut timers = BTreeMap::new();
    let note = |rows: &Rows| {
        for (name, at) in &rows.timers {
            timers.insert((rows.record(), *name), *at);
        }
    };
    fill::<R>(live, city, note, |statement| execute(&rebuilt, statement).map(|_| ()))?;
    let mut differences = Vec::new();
    for table in R::tables() {
        let all = format!("SELECT * FROM {} WHERE city = $1", checked(table.name)?);
        let texts = |source: &dyn Source| -> Result<Vec<String>, Fault> {
            let rows = source.rows(&all, &values![city])?;
            Ok(rows.iter().map(said).collect())
        };
        compare_texts(table.name, texts(live)?, texts(&rebuilt)?, &mut differences);
    }
    let set = timers
        .iter()
        .filter_map(|((record, name), at)| at.map(|at| format!("{record} {name} {}", at.0)));
    compare_texts("timer", live_timers::<R>(live, city)?, set.collect(), &mut differences);
    Ok(differences)
}

/// A row as somebody reads it who looks for it in the table.
fn said(row: &Row) -> String {
    let value = |value: &Value| match value {
        Value::Null => "null".to_owned(),
        Value::Integer(integer) => integer.to_string(),
        Value::Real(real) => real.to_string(),
        Value::Text(text) => format!("{text:?}"),
        // A record, or a digest.
        Value::Blob(bytes) => hex(bytes),
        Value::Record(record) => record.to_string(),
    };
    let values: Vec<String> = row.values().iter().map(value).collect();
    format!("({})", values.join(", "))
}

fn live_timers<R: Record>(live: &dyn Source, city: RegionCode) -> Result<Vec<String>, Fault> {
    let timers = live.rows(
        "SELECT timer.record, timer.name, timer.at FROM timer
         JOIN record ON record.city = timer.city AND record.record = timer.record
         WHERE timer.city = $1 AND record.kind = $2",
        &values![city, R::KIND],
    )?;
    let text = |row: &Row| {
        let (record, name, at): (RecordId, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("{record} {name} {at}"))
    };
    timers.iter().map(text).collect()
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
