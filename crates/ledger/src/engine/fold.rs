//! A record's state, folded from its events.

use identity::{RecordId, RegionCode};

use super::committing::End;
use super::fault::Fault;
use super::source::Source;
use crate::cache::Progress;
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::record::Record;
use crate::values;

/// A state and how far it has come.
pub(crate) struct Folded<S> {
    pub(crate) progress: Progress,
    pub(crate) state: S,
}

/// Folds the events of a record up to a version; none if there are none of that kind.
pub(crate) fn fold<R: Record>(
    source: &dyn Source,
    city: RegionCode,
    record: RecordId,
    through: u64,
) -> Result<Option<Folded<R::State>>, Fault> {
    let Some(origin) = origin_of(source, city, record, Some(R::KIND))? else {
        return Ok(None);
    };
    let mut folded = Folded {
        progress: Progress {
            origin,
            ..Progress::default()
        },
        state: R::State::default(),
    };
    let events = "SELECT position, leaf FROM event WHERE city = $1 AND origin = $2 AND version <= $3 ORDER BY version";
    source.each(events, &values![city, origin, through], &mut |row| {
        let text = row.leaf(1)?;
        let leaf = Leaf::read(&text)?;
        let event = leaf.event::<R>()?;
        R::apply(&mut folded.state, &event, &leaf.stamp());
        folded.progress.version = leaf.version;
        folded.progress.bytes += text.len() as u64;
        folded.progress.position = row.get(0)?;
        Ok(())
    })?;
    Ok((folded.progress.version > 0).then_some(folded))
}

/// The position of the first event of a record, of that kind or of whichever; none if there is no such record.
pub(crate) fn origin_of(
    source: &dyn Source,
    city: RegionCode,
    record: RecordId,
    kind: Option<&str>,
) -> Result<Option<u64>, Fault> {
    let found = source.row(
        "SELECT origin, kind FROM record WHERE city = $1 AND record = $2",
        &values![city, record],
    )?;
    let Some(row) = found else { return Ok(None) };
    let is_of_kind = kind.is_none() || kind == Some(row.text(1)?);
    Ok(if is_of_kind { Some(row.get(0)?) } else { None })
}

/// Where the log ends.
pub(crate) fn last_event(source: &dyn Source, city: RegionCode) -> Result<Option<End>, Fault> {
    // With the plus, SQLite goes to the end of the log and not through the index that begins with the city.
    let last = source.row(
        "SELECT position, at FROM event WHERE +city = $1 ORDER BY position DESC LIMIT 1",
        &values![city],
    )?;
    let end = last.map(|row| {
        Ok::<_, Unavailable>(End {
            position: row.get(0)?,
            at: row.get(1)?,
        })
    });
    Ok(end.transpose()?)
}

/// The cities of a database.
pub(crate) fn cities(source: &dyn Source) -> Result<Vec<RegionCode>, Fault> {
    let rows = source.rows("SELECT city FROM city ORDER BY city", &[])?;
    let read = rows.iter().map(|row| Ok(row.get(0)?));
    read.collect()
}
