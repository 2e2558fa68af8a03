//! Moments that come by themselves.

use std::sync::Arc;
use std::time::Duration;

use calendar::Moment;
use identity::RecordId;

use super::attempt::{Stop, Trouble, attempt};
use super::handler::Timer;
use super::parked::Place;
use super::together::{by_record, work_through};
use crate::error::Unavailable;
use crate::key::Key;
use crate::leases::LEASE_LOOK;
use crate::ledger::Ledger;
use crate::point::Point;
use crate::rows::Statement;
use crate::value::Value;
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
        if !ledger.leases().holds("timers").await {
            if stop.pause(LEASE_LOOK).await.is_err() {
                return;
            }
            continue;
        }
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
    Point::TimerTaken.pass();
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
            Point::TimerHandled.pass();
            while set_fired(&ledger, record, timer.name, at).await.is_err() {
                stop.pause(LOOK).await?;
            }
            Point::TimerFired.pass();
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
    let (city, now) = (ledger.city(), ledger.now());
    let mut values = values![city, now];
    let names: Vec<String> = (values.len() + 1..)
        .map(|number| format!("${number}"))
        .take(timers.len())
        .collect();
    values.extend(timers.iter().map(|timer| Value::from(timer.name)));
    let (names, limit) = (names.join(", "), values.len() + 1);
    values.push(DUE_MAX.into());
    let due = format!(
        "SELECT record, name, at FROM timer WHERE city = $1 AND fired = 0 AND at <= $2 AND name IN ({names})
         ORDER BY at, record LIMIT ${limit}"
    );
    let next = "SELECT min(at) FROM timer WHERE city = $1 AND fired = 0 AND at > $2";
    let due = if timers.is_empty() {
        Vec::new()
    } else {
        ledger.query(due, values).await?
    };
    let next = ledger.query(next, values![city, now]).await?;
    let mut found = Vec::with_capacity(due.len());
    for row in &due {
        let name = row.text(1)?;
        if let Some(place) = timers.iter().position(|timer| timer.name == name) {
            found.push((row.get(0)?, (place, row.get(2)?)));
        }
    }
    Ok((found, next.first().map_or(Ok(None), |row| row.get(0))?))
}

/// Unless the record has set it anew in the meantime.
pub(super) async fn set_fired(ledger: &Ledger, record: RecordId, name: &str, at: Moment) -> Result<(), Unavailable> {
    let fired = "UPDATE timer SET fired = 1 WHERE city = $1 AND record = $2 AND name = $3 AND at = $4";
    ledger
        .side(vec![Statement::new(fired, values![ledger.city(), record, name, at])])
        .await
        .map(|_| ())
}
