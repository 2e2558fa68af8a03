//! Following the log behind a durable cursor.

use std::sync::Arc;

use identity::{RecordId, RegionCode};

use super::attempt::{Stop, Stopped, Trouble, attempt};
use super::handler::{Order, Reaction};
use super::parked::Place;
use super::together::{by_record, in_any_order, work_through};
use crate::engine::{Fault, Source};
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::leases::LEASE_LOOK;
use crate::ledger::Ledger;
use crate::point::Point;
use crate::receipt::Entry;
use crate::rows::Statement;
use crate::values;

/// Positions of the log read at a time.
pub(super) const WINDOW: u64 = 256;
/// Text of leaves held at a time, for each reaction.
const WINDOW_BYTES_MAX: usize = 128 << 10;
/// How far a reaction may read on through events that are not for it before its cursor is written.
const UNWRITTEN_MAX: u64 = 8_192;
/// The pause after the log could not be read.
const UNREADABLE_PAUSE: std::time::Duration = std::time::Duration::from_secs(1);

/// Follows the log until the ledger closes.
pub(crate) async fn follow(ledger: Ledger, reaction: Reaction, mut stop: Stop) {
    let mut end = ledger.shared().end.subscribe();
    let reaction = Arc::new(reaction);
    let mut place = None;
    loop {
        if stop.check().is_err() {
            return;
        }
        if !ledger.leases().holds(reaction.name).await {
            // Whoever holds it moves the cursor.
            place = None;
            if stop.pause(LEASE_LOOK).await.is_err() {
                return;
            }
            continue;
        }
        match step(&ledger, &reaction, &mut stop, place).await {
            Ok(Step::Moved(moved)) => {
                place = Some(moved);
                ledger.measures().has_read(reaction.name, moved.read);
            }
            Ok(Step::AtTheEnd(here)) => {
                place = Some(here);
                ledger.measures().has_read(reaction.name, here.read);
                let news = end.wait_for(|position| *position > here.read);
                if stop.news_within(ledger.leases().ask_again_after(), news).await.is_err() {
                    return;
                }
            }
            Err(Trouble::Stopped) => return,
            Err(Trouble::Unavailable(unavailable)) => {
                tracing::warn!(reaction = reaction.name, %unavailable, "a reaction waits");
                if stop.pause(UNREADABLE_PAUSE).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// How far the log was read, and how far that is written down.
#[derive(Clone, Copy)]
pub(super) struct Cursor {
    pub(super) read: u64,
    written: u64,
}

enum Step {
    Moved(Cursor),
    AtTheEnd(Cursor),
}

async fn step(ledger: &Ledger, reaction: &Arc<Reaction>, stop: &mut Stop, cursor: Option<Cursor>) -> Result<Step, Trouble> {
    let cursor = match cursor {
        Some(cursor) => cursor,
        None => written_cursor(ledger, reaction.name).await?,
    };
    let end = *ledger.shared().end.borrow();
    if cursor.read >= end {
        return Ok(Step::AtTheEnd(cursor));
    }
    let through = end.min(cursor.read + WINDOW);
    let Window { events, through } = window(ledger, reaction.kinds, cursor.read, through).await?;
    let has_handled = !events.is_empty();
    if has_handled {
        Point::ReactionRead.pass();
    }
    handle(ledger, reaction, stop, events).await?;
    let mut moved = Cursor { read: through, ..cursor };
    if has_handled || moved.read - moved.written >= UNWRITTEN_MAX {
        write_cursor(ledger, reaction.name, moved.read).await?;
        Point::ReactionMoved.pass();
        moved.written = moved.read;
    }
    Ok(Step::Moved(moved))
}

async fn handle(ledger: &Ledger, reaction: &Arc<Reaction>, stop: &Stop, events: Vec<Unread>) -> Result<(), Stopped> {
    let things = events.into_iter().map(|event| (event.record, event)).collect();
    let groups = match reaction.order {
        Order::OfRecord => by_record(things),
        Order::Any => in_any_order(things),
    };
    let (ledger, reaction, stop) = (ledger.clone(), Arc::clone(reaction), stop.clone());
    work_through(groups, move |record, event: Unread| {
        let (ledger, reaction, mut stop) = (ledger.clone(), Arc::clone(&reaction), stop.clone());
        async move {
            let place = Place {
                reaction: reaction.name.to_owned(),
                record,
                mark: mark(event.position),
            };
            let handling = || {
                let handling = event.entry().map(|entry| reaction.handling(entry));
                async move { handling?.await }
            };
            attempt(&ledger, &mut stop, &place, handling).await?;
            Point::ReactionHandled.pass();
            Ok(())
        }
    })
    .await
}

/// An event's position, as what is parked remembers it.
pub(crate) fn mark(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

pub(super) async fn written_cursor(ledger: &Ledger, name: &'static str) -> Result<Cursor, Unavailable> {
    let city = ledger.city();
    let cursor = "SELECT position FROM cursor WHERE city = $1 AND reaction = $2";
    let found = ledger.query(cursor, values![city, name]).await?;
    let read = found.first().map_or(Ok(0), |row| row.get(0))?;
    Ok(Cursor { read, written: read })
}

pub(super) async fn write_cursor(ledger: &Ledger, name: &'static str, position: u64) -> Result<(), Unavailable> {
    let write = Statement::new(
        "INSERT INTO cursor (city, reaction, position, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (city, reaction) DO UPDATE SET position = excluded.position, at = excluded.at
         WHERE cursor.position <= excluded.position",
        values![ledger.city(), name, position, ledger.now()],
    );
    ledger.side(vec![write]).await.map(|_| ())
}

/// Events of the log, and the position through which there are no others.
pub(crate) struct Window {
    pub(crate) events: Vec<Unread>,
    pub(crate) through: u64,
}

/// An event whose data have not been read: in memory they take ten times as much as their text, and are wanted one at a time.
pub(crate) struct Unread {
    pub(super) position: u64,
    pub(super) record: RecordId,
    text: String,
}

impl Unread {
    pub(crate) fn entry(&self) -> Result<Entry, Unavailable> {
        Leaf::read(&self.text)?.into_entry(self.position)
    }
}

pub(super) async fn window(
    ledger: &Ledger,
    kinds: Option<&'static [&'static str]>,
    after: u64,
    through: u64,
) -> Result<Window, Unavailable> {
    let city = ledger.city();
    ledger
        .read(move |source| read_window(source, city, kinds, after, through))
        .await
}

/// By position: with the plus, the index that begins with the city is not taken, which would read its whole log each time.
const ENTRIES: &str =
    "SELECT position, kind, leaf FROM event WHERE position > $1 AND position <= $2 AND +city = $3 ORDER BY position";

/// The events of these kinds at the positions after one through another, or through an earlier one when they are long.
pub(crate) fn read_window(
    source: &dyn Source,
    city: RegionCode,
    kinds: Option<&[&str]>,
    after: u64,
    through: u64,
) -> Result<Window, Fault> {
    let mut window = Window {
        events: Vec::new(),
        through,
    };
    let mut bytes = 0;
    source.each(ENTRIES, &values![after, through, city], &mut |row| {
        let position: u64 = row.get(0)?;
        let is_wanted = kinds.is_none_or(|kinds| kinds.contains(&row.text(1).unwrap_or_default()));
        if !is_wanted || position > window.through {
            return Ok(());
        }
        if bytes > WINDOW_BYTES_MAX {
            window.through = position - 1;
            return Ok(());
        }
        let text = row.leaf(2)?.into_owned();
        bytes += text.len();
        let record = Leaf::read(&text)?.record;
        window.events.push(Unread { position, record, text });
        Ok(())
    })?;
    Ok(window)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use crate::sqlite::LOG;

    #[test]
    fn the_log_is_read_from_a_position_on_and_not_from_its_beginning() {
        let connection = Connection::open_in_memory().unwrap();
        LOG.iter().for_each(|step| connection.execute_batch(step).unwrap());
        let plan: String = connection
            .query_row(&format!("EXPLAIN QUERY PLAN {}", super::ENTRIES), (7, 9, 371_600), |row| {
                row.get(3)
            })
            .unwrap();
        assert_eq!(plan, "SEARCH event USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
    }
}
