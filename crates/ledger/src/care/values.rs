//! Whether the vault holds what the log vouches for.

use std::collections::BTreeSet;

use identity::{RecordId, RegionCode};

use super::erased::{ErasedWhat, ErasedWhy};
use super::error::CareError;
use super::vouched::{Place, for_each_stretch, is_vouched};
use crate::engine::{Fault, Source};
use crate::error::Unavailable;
use crate::ledger::Ledger;
use crate::values;

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
        origin: i64,
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
        let list: BTreeSet<(RecordId, String)> = self
            .erasures()?
            .into_iter()
            .filter(|one| one.why != ErasedWhy::Replaced)
            .filter_map(|one| match one.what {
                ErasedWhat::Value { record, path, .. } => Some((record, path)),
                ErasedWhat::Draft { .. } | ErasedWhat::File { .. } => None,
            })
            .collect();
        self.read_at_length(|source| {
            if source.columns_of("restricted")?.is_empty() {
                return Err(Unavailable(
                    "the city was not served by this program yet: serve it once, and its personal values can be compared"
                        .to_owned(),
                )
                .into());
            }
            self.compared(source, &list)
        })
        .map_err(CareError::from)
    }

    fn compared(&self, source: &dyn Source, list: &BTreeSet<(RecordId, String)>) -> Result<CheckedValues, Fault> {
        let mut checked = CheckedValues::default();
        let waiting = waiting(source)?;
        let list_began = list_began(source, self.city())?;
        for_each_stretch(source, self.city(), |mut stretch| {
            for (place, wanted) in stretch.vouched {
                let (record, path) = (wanted.record, &wanted.path);
                match stretch.stored.remove(&place) {
                    Some(stored) if is_vouched(self.city(), &self.shared().keys, &wanted, &stored.sealed) => {
                        checked.vouched += 1;
                        checked.restricted += u64::from(stored.is_restricted);
                    }
                    Some(_) => checked.findings.push(ValueFinding::Altered {
                        record,
                        path: wanted.path,
                    }),
                    None if list.contains(&(record, path.clone())) || waiting.contains(&place) => checked.erased += 1,
                    None if wanted.position <= list_began => checked.gone += 1,
                    None => checked.findings.push(ValueFinding::Missing {
                        record,
                        path: wanted.path,
                    }),
                }
            }
            let unvouched = stretch
                .stored
                .into_keys()
                .map(|(origin, path)| ValueFinding::Unvouched { origin, path });
            checked.findings.extend(unvouched);
            Ok::<_, Fault>(())
        })?;
        Ok(checked)
    }
}

/// What was erased a moment ago and is not on the list yet; a database that many servers share has the list itself.
fn waiting(source: &dyn Source) -> Result<BTreeSet<Place>, Fault> {
    if source.columns_of("erasure")?.is_empty() {
        return Ok(BTreeSet::new());
    }
    let waiting = source.rows(
        "SELECT origin, path FROM erasure WHERE what = 'value' AND why <> 'replaced'",
        &[],
    )?;
    let read = waiting.iter().map(|row| Ok((row.get(0)?, row.get(1)?)));
    read.collect()
}

/// The position behind which whatever was erased is on the list, or 0: a city that is older than the list, came in from an export, or was put
/// back, may have lost values of which no list tells, and for which events up to there vouch.
fn list_began(source: &dyn Source, city: RegionCode) -> Result<u64, Fault> {
    let began = source.row("SELECT position FROM list_began WHERE city = $1", &values![city])?;
    Ok(began.map_or(Ok(0), |row| row.get(0))?)
}
