//! Moments that come by themselves.

use std::sync::Arc;
use std::time::Duration;

use calendar::Moment;
use identity::RecordId;
use rusqlite::params;

use super::attempt::{Stop, Trouble, attempt};
use super::handler::Timer;
use super::parked::Place;
use super::together::{by_record, work_through};
use crate::error::Unavailable;
use crate::key::Key;
use crate::ledger::Ledger;
use crate::rows::Statement;
use crate::sqlite::Fault;
use crate::values;

/// Timers taken at a time.
const DUE_MAX: u32 = 256;
/// How long a moment may have come before it is noticed: a demonstration's clock jumps without a word.
const LOOK: Duration = Duration::from_secs(1);

/// The key under which a timer's handler issues its command.
pub fn timer_key(record: RecordId, name: &str, at: Moment) -> Key {
    Key::derived(&["timer", &record.to_string(), name, &at.0.to_string()])
}

/// Calls the handlers of timers whose moment has come, until the ledger closes.
pub(crate) async fn watch_timers(ledger: Ledger, timers: Vec<Timer>, mut stop: Stop) {
    let mut end = ledger.shared().end.subscribe();
    let timers = Arc::new(timers);
    loop {
        end.borrow_and_update();
        match fire_due(&ledger, &timers, &stop).await {
            Ok(Fired::Some) => {}
            Ok(Fired::None { next }) => {
                let until_next = next.map_or(LOOK, |next| until(ledger.now(), next).min(LOOK));
                let news = tokio::time::timeout(until_next, end.changed());
                if stop.news(news).await.is_err() {
                    return;
                }
            }
            Err(Trouble::Stopped) => return,
            Err(Trouble::Unavailable(unavailable)) => {
                tracing::warn!(%unavailable, "timers wait");
                if stop.pause(LOOK).await.is_err() {
                    return;
                }
            }
        }
    }
}

enum Fired {
    Some,
    None { next: Option<Moment> },
}

fn until(now: Moment, next: Moment) -> Duration {
    Duration::from_millis(u64::try_from(next.0 - now.0).unwrap_or(0).max(1))
}

/// A timer of a record: its name's place among the handlers, and its moment.
pub(super) type Due = (usize, Moment);

async fn fire_due(ledger: &Ledger, timers: &Arc<Vec<Timer>>, stop: &Stop) -> Result<Fired, Trouble> {
    stop.check()?;
    let (due, next) = due(ledger, timers).await?;
    if due.is_empty() {
        return Ok(Fired::None { next });
    }
    let (ledger, timers, stop) = (ledger.clone(), Arc::clone(timers), stop.clone());
    work_through(by_record(due), move |record, (place, at)| {
        let (ledger, timers, mut stop) = (ledger.clone(), Arc::clone(&timers), stop.clone());
        async move {
            let timer = &timers[place];
            let place = Place {
                reaction: timer.parked_name(),
                record,
                mark: at.0,
            };
            attempt(&ledger, &mut stop, &place, || timer.handling(record, at)).await?;
            while set_fired(&ledger, record, timer.name, at).await.is_err() {
                stop.pause(LOOK).await?;
            }
            Ok(())
        }
    })
    .await?;
    Ok(Fired::Some)
}

/// The timers that are due, in order of their moments, and the next moment to come.
pub(super) async fn due(
    ledger: &Ledger,
    timers: &Arc<Vec<Timer>>,
) -> Result<(Vec<(RecordId, Due)>, Option<Moment>), Unavailable> {
    let (city, now, timers) = (ledger.city(), ledger.now(), Arc::clone(timers));
    let names: Vec<&str> = timers.iter().map(|timer| timer.name).collect();
    let names = serde_json::to_string(&names).map_err(|error| Unavailable(error.to_string()))?;
    ledger
        .read(move |connection| {
            let mut due = connection.prepare_cached(
                "SELECT record, name, at FROM timer WHERE city = $1 AND fired = 0 AND at <= $2
                 AND name IN (SELECT value FROM json_each($3)) ORDER BY at, record LIMIT $4",
            )?;
            let mut rows = due.query(params![city.number(), now.0, names, DUE_MAX])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let name = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                if let Some(place) = timers.iter().position(|timer| timer.name == name) {
                    found.push((RecordId::from_bytes(row.get(0)?), (place, Moment(row.get(2)?))));
                }
            }
            let mut next = connection.prepare_cached("SELECT min(at) FROM timer WHERE city = $1 AND fired = 0 AND at > $2")?;
            let next: Option<i64> = next.query_row(params![city.number(), now.0], |row| row.get(0))?;
            Ok::<_, Fault>((found, next.map(Moment)))
        })
        .await
}

/// Unless the record has set it anew in the meantime.
pub(super) async fn set_fired(ledger: &Ledger, record: RecordId, name: &str, at: Moment) -> Result<(), Unavailable> {
    let fired = "UPDATE timer SET fired = 1 WHERE city = $1 AND record = $2 AND name = $3 AND at = $4";
    ledger
        .side(vec![Statement::new(fired, values![ledger.city(), record, name, at])])
        .await
        .map(|_| ())
}
