//! A record's state, folded from its events.

use calendar::Moment;
use identity::{RecordId, RegionCode};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::fault::Fault;
use crate::cache::Progress;
use crate::leaf::Leaf;
use crate::record::Record;

/// A state and how far it has come.
pub(crate) struct Folded<S> {
    pub(crate) progress: Progress,
    pub(crate) state: S,
}

/// Folds the events of a record up to a version; none if there are none of that kind.
pub(crate) fn fold<R: Record>(
    connection: &Connection,
    city: RegionCode,
    record: RecordId,
    through: u64,
) -> Result<Option<Folded<R::State>>, Fault> {
    let Some(origin) = origin_of(connection, city, record, Some(R::KIND))? else {
        return Ok(None);
    };
    let mut events = connection
        .prepare_cached("SELECT position, leaf FROM event WHERE city = $1 AND origin = $2 AND version <= $3 ORDER BY version")?;
    let through = i64::try_from(through).unwrap_or(i64::MAX);
    let mut rows = events.query(params![city.number(), origin, through])?;
    let mut folded: Option<Folded<R::State>> = None;
    while let Some(row) = rows.next()? {
        let leaf = Leaf::read(text(row, 1)?)?;
        let event = leaf.event::<R>()?;
        let state = folded.take().map(|folded| folded.state).unwrap_or_default();
        let progress = Progress {
            origin,
            version: leaf.version,
            position: row.get(0)?,
        };
        let mut next = Folded { progress, state };
        R::apply(&mut next.state, &event, &leaf.stamp());
        folded = Some(next);
    }
    Ok(folded)
}

/// The position of the first event of a record, of that kind or of whichever; none if there is no such record.
pub(crate) fn origin_of(
    connection: &Connection,
    city: RegionCode,
    record: RecordId,
    kind: Option<&str>,
) -> rusqlite::Result<Option<u64>> {
    let mut origin =
        connection.prepare_cached("SELECT origin FROM record WHERE city = $1 AND record = $2 AND coalesce($3, kind) = kind")?;
    origin
        .query_row(params![city.number(), record.as_bytes(), kind], |row| row.get(0))
        .optional()
}

/// Position and moment of the log's last event.
pub(crate) fn last_event(connection: &Connection) -> rusqlite::Result<Option<(u64, Moment)>> {
    let last = "SELECT position, at FROM event ORDER BY position DESC LIMIT 1";
    connection
        .query_row(last, [], |row| Ok((row.get(0)?, Moment(row.get(1)?))))
        .optional()
}

/// A text column, without a copy.
pub(crate) fn text<'a>(row: &'a Row<'_>, column: usize) -> rusqlite::Result<&'a str> {
    Ok(row.get_ref(column)?.as_str()?)
}
