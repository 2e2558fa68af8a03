//! Whether the vault holds what the log vouches for.

use std::collections::BTreeSet;

use identity::RecordId;
use rusqlite::{Connection, params};

use super::erased::{self, ErasedWhat, ErasedWhy};
use super::error::CareError;
use super::rewinding::{for_each_record, is_vouched, stored_of};
use crate::engine::Fault;
use crate::ledger::Ledger;

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
            .filter(|one| one.why != ErasedWhy::Replaced)
            .filter_map(|one| match one.what {
                ErasedWhat::Value { record, path, .. } => Some((record, path)),
                ErasedWhat::Draft { .. } | ErasedWhat::File { .. } => None,
            })
            .collect();
        self.read_file(|connection| {
            connection.execute_batch("BEGIN")?;
            let checked = match has_table(connection, "restricted")? {
                true => self.compared(connection, &list),
                false => Err(CareError::Other(
                    "the city was not served by this program yet: serve it once, and its personal values can be compared"
                        .to_owned(),
                )),
            };
            connection.execute_batch("COMMIT")?;
            Ok(checked)
        })?
    }

    fn compared(&self, connection: &Connection, list: &BTreeSet<(RecordId, String)>) -> Result<CheckedValues, CareError> {
        let mut checked = CheckedValues::default();
        let waiting = waiting(connection)?;
        let list_began = list_began(connection)?;
        for_each_record(connection, |record| {
            let mut stored = stored_of(connection, self.city(), record.origin)?;
            for (path, wanted) in &record.vouched {
                let record = wanted.record;
                let path = path.clone();
                match stored.remove(&path) {
                    Some((sealed, is_restricted)) if is_vouched(self.city(), &self.shared().keys, wanted, &sealed) => {
                        checked.vouched += 1;
                        checked.restricted += u64::from(is_restricted);
                    }
                    Some(_) => checked.findings.push(ValueFinding::Altered { record, path }),
                    None if list.contains(&(record, path.clone())) || waiting.contains(&(wanted.origin, path.clone())) => {
                        checked.erased += 1;
                    }
                    None if wanted.position <= list_began => checked.gone += 1,
                    None => checked.findings.push(ValueFinding::Missing { record, path }),
                }
            }
            let origin = record.origin;
            let unvouched = stored.into_keys().map(|path| ValueFinding::Unvouched { origin, path });
            checked.findings.extend(unvouched);
            Ok(())
        })?;
        checked.findings.extend(strays(connection)?);
        Ok(checked)
    }
}

/// Values of records that there are not.
fn strays(connection: &Connection) -> Result<Vec<ValueFinding>, CareError> {
    let mut strays = connection.prepare(
        "SELECT origin, path FROM vault WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.position = vault.origin AND event.version = 1)",
    )?;
    let rows = strays.query_map([], |row| {
        let (origin, path) = (row.get(0)?, row.get(1)?);
        Ok(ValueFinding::Unvouched { origin, path })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What was erased a moment ago and is not on the list yet.
fn waiting(connection: &Connection) -> Result<BTreeSet<(u64, String)>, Fault> {
    let mut waiting = connection.prepare("SELECT origin, path FROM erasure WHERE what = 'value' AND why <> 'replaced'")?;
    let rows = waiting.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The position behind which whatever was erased is on the list, or 0: a city that is older than the list, came in from an export, or was put
/// back, may have lost values of which no list tells, and for which events up to there vouch.
fn list_began(connection: &Connection) -> Result<u64, Fault> {
    Ok(connection.query_row("SELECT coalesce(max(position), 0) FROM list_began", [], |row| row.get(0))?)
}

fn has_table(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    let there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1";
    connection.query_row(there, params![name], |row| row.get(0))
}
