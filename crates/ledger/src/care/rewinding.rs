//! Putting a database back to an earlier position of its log.
//!
//! What follows from events is worked out again: index tables and timers when the city is opened next, the tree at once. What was drawn and
//! claimed is known from what each command wrote down of it. A value of the vault is kept if the last event that vouches for its path, at or
//! before the position, vouches for it; one that was replaced since is looked for in earlier backups.
//!
//! Reactions and timers are idempotent by their keys, so that it is safe to have them look again at what they may have done: they do so for
//! [`AGAIN`] before the position, and for whatever followed from earlier events behind it.

use std::collections::{BTreeMap, BTreeSet};

use calendar::MILLISECONDS_OF_DAY;
use identity::{RecordId, RegionCode};
use rusqlite::{Connection, OptionalExtension, params};

use super::error::CareError;
use super::vouched::{Wanted, for_each_stretch, is_vouched};
use crate::leaf::Leaf;
use crate::sqlite::leaf_of;
use crate::vault::Keys;

/// How far before the position reactions and timers look again, in milliseconds.
const AGAIN: i64 = MILLISECONDS_OF_DAY;

/// What putting back has led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rewound {
    /// The position, at the end of a command.
    pub(super) position: u64,
    /// Values that the log vouches for and that are not there: replaced or erased since.
    pub(super) missing: BTreeSet<Wanted>,
    /// Stored files that only lost events name.
    pub(super) lost_files: BTreeSet<String>,
}

/// The end of the last command at or before a position: a command is put back whole or not at all.
pub(super) fn end_of_command(connection: &Connection, position: u64) -> Result<u64, CareError> {
    let mut events = connection.prepare("SELECT leaf FROM event WHERE position = $1")?;
    let mut command = |position: u64| -> Result<Option<(RecordId, String, String)>, CareError> {
        let mut found = events.query(params![position])?;
        let Some(row) = found.next()? else { return Ok(None) };
        let text = leaf_of(row, 0)?;
        let leaf = Leaf::read(&text)?;
        Ok(Some((leaf.record, leaf.actor, leaf.key)))
    };
    let next = command(position + 1)?;
    let mut end = position;
    while next.is_some() && end > 0 && command(end)? == next {
        end -= 1;
    }
    Ok(end)
}

/// From which position on it is known what was drawn and claimed.
pub(super) fn known_since(connection: &Connection, city: RegionCode) -> Result<u64, CareError> {
    let since = "SELECT position FROM known_since WHERE city = $1";
    let since: Option<u64> = connection
        .query_row(since, params![city.number()], |row| row.get(0))
        .optional()?;
    Ok(since.unwrap_or(0))
}

/// Puts everything back to the end of a command. Within a transaction of whoever calls.
pub(super) fn rewind(connection: &Connection, city: RegionCode, keys: &Keys, position: u64) -> Result<Rewound, CareError> {
    let mut rewound = Rewound {
        position,
        ..Rewound::default()
    };
    rewound.lost_files = lost_files(connection, position)?;
    let lost = Lost::read(connection, position)?;
    let moment: i64 = connection
        .query_row("SELECT at FROM event WHERE position = $1", params![position], |row| {
            row.get(0)
        })
        .optional()?
        .unwrap_or(i64::MIN);
    claims(connection, position)?;
    series(connection, city, position)?;
    for statement in [
        "DELETE FROM vault WHERE origin > $1",
        "DELETE FROM restricted WHERE origin > $1",
        "DELETE FROM timer WHERE EXISTS (SELECT 1 FROM record WHERE record.city = timer.city AND record.record = timer.record AND
         record.origin > $1)",
        "DELETE FROM record WHERE origin > $1",
        "DELETE FROM command WHERE position > $1",
        "DELETE FROM epoch WHERE position > $1",
        "DELETE FROM head WHERE size > $1",
        "DELETE FROM cosignature WHERE size > $1",
        "DELETE FROM event WHERE position > $1",
        "DELETE FROM draw WHERE position > $1",
    ] {
        connection.execute(statement, params![position])?;
    }
    cursors(connection, city, position, moment, &lost)?;
    timers(connection, city, moment, &lost)?;
    rewound.missing = values(connection, city, keys)?;
    Ok(rewound)
}

/// How leaves begin of what nobody has done: canonical JSON has the actor first.
const BY_THEMSELVES: [&str; 2] = ["{\"actor\":\"timer\",", "{\"actor\":\"reaction:"];

/// What followed from earlier events behind the position, and is to be done again.
#[derive(Default)]
struct Lost {
    /// For each reaction, the first event whose consequence is lost.
    causes: BTreeMap<String, u64>,
    /// Timers whose consequence is lost.
    timers: BTreeSet<(RecordId, String)>,
}

impl Lost {
    fn read(connection: &Connection, position: u64) -> Result<Self, CareError> {
        let mut lost = Self::default();
        let mut events = connection.prepare("SELECT leaf FROM event WHERE position > $1 ORDER BY position")?;
        let mut cause = connection.prepare(
            "SELECT event.position FROM record JOIN event ON event.city = record.city AND event.origin = record.origin
             WHERE record.record = $1 AND event.version = $2",
        )?;
        let mut rows = events.query(params![position])?;
        while let Some(row) = rows.next()? {
            let leaf = leaf_of(row, 0)?;
            if !BY_THEMSELVES.iter().any(|actor| leaf.starts_with(actor)) {
                continue;
            }
            let leaf = Leaf::read(&leaf)?;
            let parts: Vec<&str> = leaf.key.split(':').collect();
            match (leaf.actor.strip_prefix("reaction:"), parts.as_slice()) {
                // As `Entry::key` writes it.
                (Some(reaction), [_, record, version, ..]) => {
                    let (Ok(record), Ok(version)) = (record.parse::<RecordId>(), version.parse::<u64>()) else {
                        continue;
                    };
                    let found: Option<u64> = cause
                        .query_row(params![record.as_bytes(), version], |row| row.get(0))
                        .optional()?;
                    if let Some(found) = found {
                        let first = lost.causes.entry(reaction.to_owned()).or_insert(found);
                        *first = found.min(*first);
                    }
                }
                // As `timer_key` writes it.
                (None, ["timer", record, name, ..]) => {
                    if let Ok(record) = record.parse() {
                        lost.timers.insert((record, (*name).to_owned()));
                    }
                }
                _ => {}
            }
        }
        Ok(lost)
    }
}

/// Takes back what was claimed behind the position, and gives back what was given back.
fn claims(connection: &Connection, position: u64) -> Result<(), CareError> {
    let last: i64 = connection.query_row("SELECT coalesce(max(change), 0) FROM claim_change", [], |row| row.get(0))?;
    let mut changes = connection
        .prepare("SELECT city, scope, digest, record, is_taken FROM claim_change WHERE position > $1 ORDER BY change DESC")?;
    let mut rows = changes.query(params![position])?;
    while let Some(row) = rows.next()? {
        let (city, scope, digest, record): (u32, String, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let undo = match row.get(4)? {
            true => "DELETE FROM claim WHERE city = $1 AND scope = $2 AND digest = $3 AND record = $4",
            false => "INSERT INTO claim (city, scope, digest, record) VALUES ($1, $2, $3, $4)",
        };
        connection.execute(undo, params![city, scope, digest, record])?;
    }
    // What is undone was never done.
    connection.execute(
        "DELETE FROM claim_change WHERE position > $1 OR change > $2",
        params![position, last],
    )?;
    Ok(())
}

/// Each series goes on from where it stood before the first command behind the position that drew from it.
fn series(connection: &Connection, city: RegionCode, position: u64) -> Result<(), CareError> {
    let mut drawn = connection.prepare(
        "SELECT series, last_before FROM draw WHERE city = $1 AND position = (SELECT min(first.position) FROM draw AS first
         WHERE first.city = draw.city AND first.series = draw.series AND first.position > $2)",
    )?;
    let mut rows = drawn.query(params![city.number(), position])?;
    while let Some(row) = rows.next()? {
        let (series, last): (String, u64) = (row.get(0)?, row.get(1)?);
        connection.execute(
            "UPDATE series SET last = $1 WHERE city = $2 AND name = $3",
            params![last, city.number(), series],
        )?;
    }
    connection.execute("DELETE FROM series WHERE last = 0", [])?;
    Ok(())
}

/// Reactions go on from where they may not have been yet.
fn cursors(connection: &Connection, city: RegionCode, position: u64, moment: i64, lost: &Lost) -> Result<(), CareError> {
    let again = last_before(connection, position, moment.saturating_sub(AGAIN))?;
    let mut cursors = connection.prepare("SELECT reaction, position FROM cursor WHERE city = $1")?;
    let cursors: Vec<(String, u64)> = cursors
        .query_map(params![city.number()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    // Several reactions may act under one name: what none of them goes by is for all of them to look at again.
    let is_of_none = |name: &&String| !cursors.iter().any(|(reaction, _)| reaction == *name);
    let causes = || lost.causes.iter();
    let of_none = causes().filter(|(name, _)| is_of_none(name)).map(|(_, cause)| *cause).min();
    for (reaction, read) in &cursors {
        let own = lost.causes.get(reaction).copied();
        let cause = own.into_iter().chain(of_none).min().map_or(u64::MAX, |cause| cause - 1);
        let from = (*read).min(again).min(cause);
        connection.execute(
            "UPDATE cursor SET position = $1 WHERE city = $2 AND reaction = $3",
            params![from, city.number(), reaction],
        )?;
        // What is looked at again need not be on anybody's desk.
        connection.execute(
            "DELETE FROM parked WHERE city = $1 AND reaction = $2 AND mark > $3",
            params![city.number(), reaction, from],
        )?;
    }
    Ok(())
}

/// The last position, not behind that one, whose event was written before a moment. Time never goes back in a log.
fn last_before(connection: &Connection, position: u64, moment: i64) -> Result<u64, CareError> {
    let mut at = connection.prepare("SELECT at FROM event WHERE position = $1")?;
    let (mut low, mut high) = (0, position);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        let at: i64 = at.query_row(params![middle], |row| row.get(0))?;
        if at < moment { low = middle } else { high = middle - 1 }
    }
    Ok(low)
}

/// Timers are worked out from the log when the city is opened next; here, which of them may fire again.
fn timers(connection: &Connection, city: RegionCode, moment: i64, lost: &Lost) -> Result<(), CareError> {
    connection.execute(
        "UPDATE timer SET fired = 0 WHERE city = $1 AND at > $2",
        params![city.number(), moment.saturating_sub(AGAIN)],
    )?;
    for (record, name) in &lost.timers {
        connection.execute(
            "UPDATE timer SET fired = 0 WHERE city = $1 AND record = $2 AND name = $3",
            params![city.number(), record.as_bytes(), name],
        )?;
    }
    connection.execute(
        "DELETE FROM parked WHERE city = $1 AND reaction LIKE 'timer:%' AND mark > $2",
        params![city.number(), moment.saturating_sub(AGAIN)],
    )?;
    Ok(())
}

/// Keeps the values that the log vouches for, and answers those that it vouches for and that are not there.
fn values(connection: &Connection, city: RegionCode, keys: &Keys) -> Result<BTreeSet<Wanted>, CareError> {
    let mut missing = BTreeSet::new();
    for_each_stretch::<CareError>(connection, city, |mut stretch| {
        for (place, wanted) in stretch.vouched {
            let stored = stretch.stored.entry(place).or_default();
            let before = stored.len();
            stored.retain(|stored| !is_vouched(city, keys, &wanted, &stored.sealed));
            if stored.len() == before {
                missing.insert(wanted);
            }
        }
        for ((origin, path), stored) in stretch.stored {
            for stored in stored {
                let table = if stored.is_restricted { "restricted" } else { "vault" };
                let delete = format!("DELETE FROM {table} WHERE city = $1 AND origin = $2 AND path = $3");
                connection
                    .prepare_cached(&delete)?
                    .execute(params![city.number(), origin, path])?;
            }
        }
        Ok(())
    })?;
    Ok(missing)
}

/// Stored files that only events behind the position name.
fn lost_files(connection: &Connection, position: u64) -> Result<BTreeSet<String>, CareError> {
    let mut lost = BTreeSet::new();
    let mut kept = BTreeSet::new();
    let mut events = connection.prepare("SELECT position, leaf FROM event")?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        let is_lost = row.get::<_, u64>(0)? > position;
        let text = leaf_of(row, 1)?;
        let names = super::files::named_in(&text).map(str::to_owned);
        if is_lost { lost.extend(names) } else { kept.extend(names) }
    }
    Ok(lost.into_iter().filter(|name| !kept.contains(name)).collect())
}
