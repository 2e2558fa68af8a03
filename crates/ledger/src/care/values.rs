//! Whether the vault holds what the log vouches for.

use std::collections::{BTreeMap, BTreeSet};

use identity::RecordId;
use rusqlite::{Connection, params};

use super::erased::{self, ErasedWhat};
use super::error::CareError;
use super::rewinding::{Wanted, is_vouched, vouched};
use crate::error::Unavailable;
use crate::ledger::Ledger;
use crate::sqlite::Fault;

/// What comparing the vault with the log has led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedValues {
    /// How many values are what an event vouches for.
    pub vouched: u64,
    /// How many of them are restricted.
    pub restricted: u64,
    /// How many are on the list of erasures.
    pub erased: u64,
    /// How many are not there, and may have been erased before there was a list.
    pub gone: u64,
    /// What is wrong.
    pub findings: Vec<ValueFinding>,
}

/// Something that is not as the log says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueFinding {
    /// The value is not the one for which the event vouches.
    #[error("record {record}: the value {path} is not the one for which the log vouches, or is sealed under other keys")]
    Altered {
        /// The record.
        record: RecordId,
        /// The value's path.
        path: String,
    },
    /// No event vouches for the value.
    #[error("the event at position {origin} begins a record with a value {path} for which no event vouches")]
    Unvouched {
        /// The position of the record's first event.
        origin: u64,
        /// The value's path.
        path: String,
    },
    /// The value is not there, and nothing says that it was erased.
    #[error("record {record}: the value {path} is not there, and the list of erasures does not say that it was erased")]
    Missing {
        /// The record.
        record: RecordId,
        /// The value's path.
        path: String,
    },
}

impl Ledger {
    /// Compares every value of the vault with the hash that an event holds of it. For a thread that may wait; it reads the whole log.
    pub fn check_values(&self) -> Result<CheckedValues, CareError> {
        let list: BTreeSet<(RecordId, String)> = erased::read(self.data())?
            .into_iter()
            .filter_map(|one| match one.what {
                ErasedWhat::Value { record, path, .. } => Some((record, path)),
                ErasedWhat::Draft { .. } | ErasedWhat::File { .. } => None,
            })
            .collect();
        let checked = self.read_at_length(|connection| {
            connection.execute_batch("BEGIN")?;
            let checked = self.compared(connection, &list);
            connection.execute_batch("COMMIT")?;
            checked
        })?;
        Ok(checked)
    }

    fn compared(&self, connection: &Connection, list: &BTreeSet<(RecordId, String)>) -> Result<CheckedValues, Fault> {
        let mut checked = CheckedValues::default();
        let mut wanted: BTreeMap<(u64, String), Wanted> = vouched(connection)
            .map_err(|error| Unavailable(error.to_string()))?
            .into_iter()
            .map(|wanted| ((wanted.origin, wanted.path.clone()), wanted))
            .collect();
        for (table, is_restricted) in [("vault", false), ("restricted", true)] {
            if !has_table(connection, table)? {
                continue;
            }
            let mut stored = connection.prepare(&format!("SELECT origin, path, sealed FROM {table} WHERE city = $1"))?;
            let mut rows = stored.query(params![self.city().number()])?;
            while let Some(row) = rows.next()? {
                let (origin, path): (u64, String) = (row.get(0)?, row.get(1)?);
                let sealed: Vec<u8> = row.get(2)?;
                match wanted.remove(&(origin, path.clone())) {
                    Some(wanted) if is_vouched(self.city(), &self.shared().keys, &wanted, &sealed) => {
                        checked.vouched += 1;
                        checked.restricted += u64::from(is_restricted);
                    }
                    Some(wanted) => checked.findings.push(ValueFinding::Altered {
                        record: wanted.record,
                        path,
                    }),
                    None => checked.findings.push(ValueFinding::Unvouched { origin, path }),
                }
            }
        }
        let waiting = waiting(connection)?;
        let has_whole_list = has_whole_list(connection)?;
        for ((origin, path), wanted) in wanted {
            if list.contains(&(wanted.record, path.clone())) || waiting.contains(&(origin, path.clone())) {
                checked.erased += 1;
            } else if has_whole_list {
                checked.findings.push(ValueFinding::Missing {
                    record: wanted.record,
                    path,
                });
            } else {
                checked.gone += 1;
            }
        }
        Ok(checked)
    }
}

/// What was erased a moment ago and is not on the list yet.
fn waiting(connection: &Connection) -> Result<BTreeSet<(u64, String)>, Fault> {
    if !has_table(connection, "erasure")? {
        return Ok(BTreeSet::new());
    }
    let mut waiting = connection.prepare("SELECT origin, path FROM erasure WHERE what = 'value'")?;
    let rows = waiting.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether everything that was ever erased is on the list: a city that is older than the list, or was put back, may have lost values
/// that no list tells of.
fn has_whole_list(connection: &Connection) -> Result<bool, Fault> {
    if !has_table(connection, "list_began")? {
        return Ok(false);
    }
    let began_later: bool = connection.query_row("SELECT count(*) FROM list_began", [], |row| row.get(0))?;
    Ok(!began_later)
}

fn has_table(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    let there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1";
    connection.query_row(there, params![name], |row| row.get(0))
}
