//! For which personal values the log vouches, and which are stored, read record by record so that a large city fits into memory.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use identity::{RecordId, RegionCode};

use crate::digest::unhex;
use crate::engine::{Fault, Source, last_event};
use crate::leaf::{Leaf, seal_digest};
use crate::values;
use crate::vault::Keys;

/// Positions at which the records begin that are read at a time.
const ORIGINS: i64 = 2_000;

/// A value that an event vouches for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    pub(super) origin: u64,
    /// The position of that event.
    pub(super) position: u64,
    pub(super) record: RecordId,
    pub(super) path: String,
    pub(super) digest: String,
    /// When that event was written.
    pub(super) at: i64,
}

/// A value that is stored.
pub(super) struct StoredValue {
    pub(super) sealed: Vec<u8>,
    pub(super) is_restricted: bool,
    /// From when its term runs.
    pub(super) at: i64,
    /// Why it is kept, and how long.
    pub(super) keeping: i64,
}

/// Where a value stands: the origin of its record, and its path.
pub(super) type Place = (i64, String);

/// What belongs to records that begin near each other.
#[derive(Default)]
pub(super) struct Stretch {
    /// For each place the last event that vouches for it.
    pub(super) vouched: BTreeMap<Place, Wanted>,
    /// What is stored there: one in use, one that is restricted, or both.
    pub(super) stored: BTreeMap<Place, Vec<StoredValue>>,
}

/// Everything of a city, one stretch after the other; what is stored beside any record is in the first or in the last.
pub(super) fn for_each_stretch<E: From<Fault>>(
    source: &dyn Source,
    city: RegionCode,
    mut each: impl FnMut(Stretch) -> Result<(), E>,
) -> Result<(), E> {
    let end = last_event(source, city)?.map_or(0, |end| end.position.cast_signed());
    let mut first = i64::MIN;
    let mut last = ORIGINS;
    while first <= end {
        each(stretch(source, city, first..=last)?)?;
        first = last + 1;
        last += ORIGINS;
    }
    each(stretch(source, city, first..=i64::MAX)?)
}

fn stretch(source: &dyn Source, city: RegionCode, origins: RangeInclusive<i64>) -> Result<Stretch, Fault> {
    let asked = values![city, *origins.start(), *origins.end()];
    let mut stretch = Stretch::default();
    source.each(VOUCHING, &asked, &mut |row| {
        let (origin, position): (i64, u64) = (row.get(0)?, row.get(1)?);
        let text = row.leaf(2)?;
        let leaf = Leaf::read(&text)?;
        for (path, digest) in leaf.sealed {
            let wanted = Wanted {
                origin: origin.cast_unsigned(),
                position,
                record: leaf.record,
                path: path.clone(),
                digest,
                at: leaf.at.0,
            };
            stretch.vouched.insert((origin, path), wanted);
        }
        Ok(())
    })?;
    for (stored, is_restricted) in [(STORED, false), (RESTRICTED, true)] {
        source.each(stored, &asked, &mut |row| {
            let value = StoredValue {
                sealed: row.get(2)?,
                is_restricted,
                at: row.get(3)?,
                keeping: row.get(4)?,
            };
            let place = (row.get(0)?, row.get(1)?);
            stretch.stored.entry(place).or_default().push(value);
            Ok(())
        })?;
    }
    Ok(stretch)
}

const VOUCHING: &str = "SELECT origin, position, leaf FROM event WHERE city = $1 AND origin >= $2 AND origin <= $3
     ORDER BY origin, version";
const STORED: &str = "SELECT origin, path, sealed, at, keeping FROM vault WHERE city = $1 AND origin >= $2 AND origin <= $3";
const RESTRICTED: &str =
    "SELECT origin, path, sealed, at, keeping FROM restricted WHERE city = $1 AND origin >= $2 AND origin <= $3";

/// Whether a stored value is the one that an event vouches for.
pub(super) fn is_vouched(city: RegionCode, keys: &Keys, wanted: &Wanted, sealed: &[u8]) -> bool {
    let opened = keys.of_record(city, wanted.record).open_salted(&wanted.path, sealed);
    opened.is_ok_and(|(salt, value)| unhex::<32>(&wanted.digest) == Some(seal_digest(&salt, &value)))
}
