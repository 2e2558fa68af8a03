//! Whether the vault holds what the log vouches for.

use std::collections::BTreeMap;

use identity::RecordId;

use super::began::began;
use super::erased::{ErasedWhat, ErasedWhy};
use super::error::CareError;
use super::vouched::{Wanted, for_each_stretch, is_vouched};
use crate::engine::{Fault, Source};
use crate::erasing::Warrant;
use crate::error::Unavailable;
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
        origin: i64,
        /// The value's path.
        path: String,
    },
    /// The value was deleted in the database, and the city had not erased it.
    #[error(
        "record {record}: the value {path} was deleted behind the program's back: the city's keys do not vouch for its erasure"
    )]
    Unasked {
        /// The record.
        record: RecordId,
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
        let mut list = Noted::new();
        for one in self.erasures()?.into_iter().filter(|one| one.why != ErasedWhy::Replaced) {
            if let ErasedWhat::Value {
                record, path, warrant, ..
            } = one.what
            {
                list.entry((record, path)).or_default().push(warrant);
            }
        }
        self.read_at_length(|source| {
            if source.columns_of("list_began")?.iter().all(|column| column != "code") {
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

    fn compared(&self, source: &dyn Source, list: &Noted<RecordId>) -> Result<CheckedValues, Fault> {
        let mut checked = CheckedValues::default();
        let waiting = waiting(source)?;
        let began = began(source, self.city(), &self.shared().keys)?;
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
                    None => {
                        let listed = list.get(&(record, path.clone())).into_iter().flatten();
                        let notes: Vec<_> = listed.chain(waiting.get(&place).into_iter().flatten()).collect();
                        match self.absence(&wanted, &notes, began) {
                            Absence::Erased => checked.erased += 1,
                            Absence::NotKnown => checked.gone += 1,
                            Absence::Unasked => checked.findings.push(ValueFinding::Unasked {
                                record,
                                path: wanted.path,
                            }),
                            Absence::Missing => checked.findings.push(ValueFinding::Missing {
                                record,
                                path: wanted.path,
                            }),
                        }
                    }
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

    /// Why a value for which the log vouches is not there.
    fn absence(&self, wanted: &Wanted, notes: &[&Option<Warrant>], began: u64) -> Absence {
        let shared = self.shared();
        let (epochs, whose) = (shared.log.epochs(), (wanted.record, wanted.path.as_str()));
        let is_warranted = notes
            .iter()
            .filter_map(|note| note.as_ref())
            .any(|warrant| warrant.covers(&shared.keys, shared.city, epochs, whose, wanted.position));
        match (is_warranted, wanted.position <= began, notes.is_empty()) {
            (true, _, _) | (false, true, false) => Absence::Erased,
            (false, true, true) => Absence::NotKnown,
            (false, false, false) => Absence::Unasked,
            (false, false, true) => Absence::Missing,
        }
    }
}

/// What was noted of the erasures of a value, by whose it is and its path.
type Noted<Whose> = BTreeMap<(Whose, String), Vec<Option<Warrant>>>;

/// Why a value is not there.
enum Absence {
    /// The city erased it.
    Erased,
    /// It may have been erased before there was a list.
    NotKnown,
    /// It was deleted, and not by the city.
    Unasked,
    /// Nothing says that it was erased.
    Missing,
}

/// What was erased a moment ago and is not on the list yet; a database that many servers share has the list itself.
fn waiting(source: &dyn Source) -> Result<Noted<i64>, Fault> {
    let mut waiting = Noted::new();
    if source.columns_of("erasure")?.is_empty() {
        return Ok(waiting);
    }
    let noted = "SELECT origin, path, warrant FROM erasure WHERE what = 'value' AND why <> 'replaced'";
    for row in source.rows(noted, &[])? {
        let warrant: Option<String> = row.get(2)?;
        let place = (row.get(0)?, row.get(1)?);
        waiting
            .entry(place)
            .or_default()
            .push(warrant.and_then(|text| text.parse().ok()));
    }
    Ok(waiting)
}
