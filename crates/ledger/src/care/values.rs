//! Whether the vault holds what the log vouches for.

use std::collections::BTreeMap;

use identity::{RecordId, RegionCode};

use super::began::began;
use super::erased::{ErasedWhat, ErasedWhy};
use super::error::CareError;
use super::listing::warrant;
use super::vouched::{Place, Wanted, for_each_stretch, is_vouched};
use crate::engine::{Fault, Source, keeping_number};
use crate::erasing::Warrant;
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
    /// From which position on the city vouches for each erasure; of what is older nobody can say who did it.
    pub warranted_from: u64,
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
    /// It would be kept for another time than it is to be.
    #[error("record {record}: when the term of the value {path} began, or which it is, was altered behind the program's back")]
    Term {
        /// The record.
        record: RecordId,
        /// The value's path.
        path: String,
    },
    /// Values would be kept for another time, or be said to be kept for another reason.
    #[error("table keeping: the row {keeping} does not say what it is called by: why and how long values are kept was altered")]
    Keeping {
        /// Its number.
        keeping: i64,
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
        self.read_at_length(|source| {
            if source.columns_of("list_began")?.iter().all(|column| column != "code") {
                return Err(Unavailable(
                    "the city was not served by this program yet: serve it once, and its personal values can be compared"
                        .to_owned(),
                )
                .into());
            }
            self.compared(source)
        })
        .map_err(CareError::from)
    }

    fn compared(&self, source: &dyn Source) -> Result<CheckedValues, Fault> {
        let shared = self.shared();
        let began = began(source, &shared.keys, shared.city, shared.log.epochs().current())?;
        let notes = self.notes(source)?;
        let keepings = keepings(source, shared.city)?;
        let mut checked = CheckedValues {
            warranted_from: began + 1,
            findings: altered(&keepings),
            ..CheckedValues::default()
        };
        for_each_stretch(source, shared.city, |mut stretch| {
            for (place, wanted) in stretch.vouched {
                let stored = stretch.stored.remove(&place).unwrap_or_default();
                let (record, path) = (wanted.record, wanted.path.clone());
                let vouched = stored
                    .iter()
                    .find(|stored| is_vouched(shared.city, &shared.keys, &wanted, &stored.sealed));
                match vouched {
                    Some(stored) => {
                        checked.vouched += 1;
                        checked.restricted += u64::from(stored.is_restricted);
                        if stored.at != wanted.at || !keepings.contains_key(&stored.keeping) {
                            checked.findings.push(ValueFinding::Term { record, path });
                        }
                    }
                    None if stored.is_empty() => match self.absence(&wanted, &notes, began) {
                        Absence::Erased => checked.erased += 1,
                        Absence::NotKnown => checked.gone += 1,
                        Absence::Unasked => checked.findings.push(ValueFinding::Unasked { record, path }),
                        Absence::Missing => checked.findings.push(ValueFinding::Missing { record, path }),
                    },
                    None => checked.findings.push(ValueFinding::Altered { record, path }),
                }
            }
            let unvouched = stretch.stored.into_keys();
            checked
                .findings
                .extend(unvouched.map(|(origin, path)| ValueFinding::Unvouched { origin, path }));
            Ok::<_, Fault>(())
        })?;
        Ok(checked)
    }

    /// What is noted of erasures: on the list, and what is not on it yet. The state of the city that the source shows was begun before: what is erased
    /// since is there in the one and on the list in the other.
    fn notes(&self, source: &dyn Source) -> Result<Notes, Fault> {
        let mut notes = Notes {
            waiting: waiting(source)?,
            ..Notes::default()
        };
        for one in self.erasures_in(source)? {
            let is_unasked = one.why == ErasedWhy::Unasked;
            if let (
                ErasedWhat::Value {
                    record, path, warrant, ..
                },
                true,
            ) = (one.what, one.why != ErasedWhy::Replaced)
            {
                notes
                    .listed
                    .entry((record, path))
                    .or_default()
                    .push(Note { warrant, is_unasked });
            }
        }
        Ok(notes)
    }

    /// Why a value for which the log vouches is not there.
    fn absence(&self, wanted: &Wanted, notes: &Notes, began: u64) -> Absence {
        let shared = self.shared();
        let whose = (wanted.record, wanted.path.as_str());
        let listed = notes.listed.get(&(wanted.record, wanted.path.clone()));
        let waiting = notes.waiting.get(&(wanted.origin.cast_signed(), wanted.path.clone()));
        let noted: Vec<&Note> = listed.into_iter().chain(waiting).flatten().collect();
        let epochs = shared.log.epochs();
        let is_warranted = |note: &&Note| {
            let warrant = note.warrant.as_ref();
            warrant.is_some_and(|warrant| warrant.covers(&shared.keys, shared.city, epochs, whose, wanted.position))
        };
        if noted.iter().any(is_warranted) {
            Absence::Erased
        } else if noted.iter().any(|note| note.is_unasked) {
            Absence::Unasked
        } else {
            match (wanted.position <= began, noted.is_empty()) {
                (true, false) => Absence::Erased,
                (true, true) => Absence::NotKnown,
                (false, false) => Absence::Unasked,
                (false, true) => Absence::Missing,
            }
        }
    }
}

/// What was noted of the erasures of a value.
struct Note {
    warrant: Option<Warrant>,
    /// Whether the database says itself that it was not the city.
    is_unasked: bool,
}

/// What was noted, by whose value it was and its path.
#[derive(Default)]
struct Notes {
    listed: BTreeMap<(RecordId, String), Vec<Note>>,
    waiting: BTreeMap<Place, Vec<Note>>,
}

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

/// Why values are kept and how long, by their numbers: whether a row says what it is called by.
fn keepings(source: &dyn Source, city: RegionCode) -> Result<BTreeMap<i64, bool>, Fault> {
    let mut keepings = BTreeMap::new();
    let all = "SELECT keeping, purpose, basis, term_days FROM keeping WHERE city = $1";
    for row in source.rows(all, &values![city])? {
        let (keeping, term_days): (i64, u32) = (row.get(0)?, row.get(3)?);
        keepings.insert(keeping, keeping_number(row.text(1)?, row.text(2)?, term_days) == keeping);
    }
    Ok(keepings)
}

fn altered(keepings: &BTreeMap<i64, bool>) -> Vec<ValueFinding> {
    let altered = keepings.iter().filter(|(_, is_what_it_says)| !**is_what_it_says);
    altered
        .map(|(keeping, _)| ValueFinding::Keeping { keeping: *keeping })
        .collect()
}

/// What was erased a moment ago and is not on the list yet; a database that many servers share has the list itself.
fn waiting(source: &dyn Source) -> Result<BTreeMap<Place, Vec<Note>>, Fault> {
    let mut waiting: BTreeMap<Place, Vec<Note>> = BTreeMap::new();
    if source.columns_of("erasure")?.is_empty() {
        return Ok(waiting);
    }
    let noted = "SELECT origin, path, warrant, why FROM erasure WHERE what = 'value' AND why <> 'replaced'";
    for row in source.rows(noted, &[])? {
        let note = Note {
            warrant: warrant(&row, 2)?,
            is_unasked: row.text(3)? == "unasked",
        };
        waiting.entry((row.get(0)?, row.get(1)?)).or_default().push(note);
    }
    Ok(waiting)
}
