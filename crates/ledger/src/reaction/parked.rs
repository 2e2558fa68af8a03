//! What could not be done, on somebody's desk.

use std::time::Duration;

use calendar::Moment;
use identity::RecordId;

use super::attempt::{Stop, Stopped, guarded};
use super::cursor::read_window;
use super::error::ReactionError;
use super::handler::Handlers;
use crate::error::Unavailable;
use crate::ledger::Ledger;
use crate::point::Point;
use crate::rows::Statement;
use crate::value::Row;
use crate::values;

/// The pause while the ledger cannot write.
const UNAVAILABLE_PAUSE: Duration = Duration::from_millis(500);
/// How much is listed at a time.
const LISTED_MAX: i64 = 1_000;

/// Something that a reaction or a timer could not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// The reaction's name, or `timer:NAME`.
    pub reaction: String,
    /// The record.
    pub record: RecordId,
    /// The event's position, or the timer's moment in milliseconds.
    pub mark: i64,
    /// Whether the record refused or something failed.
    pub outcome: ParkedOutcome,
    /// Why.
    pub reason: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was last tried.
    pub at: Moment,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParkedOutcome {
    /// The record refused: an outcome to be known, rarely one to be changed.
    Refused,
    /// Something went wrong: to be looked at and tried again.
    Failed,
}

/// How far a reaction is behind the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lag {
    /// The reaction.
    pub reaction: &'static str,
    /// Events of the log that it has not finished with.
    pub behind: u64,
    /// Failures on somebody's desk; refusals are not counted.
    pub parked: u64,
}

impl ParkedOutcome {
    /// As it was written.
    pub(crate) fn of(text: &str) -> Self {
        if text == Self::Refused.as_str() {
            Self::Refused
        } else {
            Self::Failed
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// Where something is parked.
pub(crate) struct Place {
    pub(crate) reaction: String,
    pub(crate) record: RecordId,
    pub(crate) mark: i64,
}

/// Parks something; waits until that can be written.
pub(crate) async fn park(
    ledger: &Ledger,
    stop: &mut Stop,
    place: &Place,
    outcome: ParkedOutcome,
    reason: &str,
    attempts: u32,
) -> Result<(), Stopped> {
    Point::ReactionParking.pass();
    while write(ledger, place, outcome, reason, attempts).await.is_err() {
        stop.pause(UNAVAILABLE_PAUSE).await?;
    }
    Point::ReactionParked.pass();
    Ok(())
}

async fn write(ledger: &Ledger, place: &Place, outcome: ParkedOutcome, reason: &str, attempts: u32) -> Result<(), Unavailable> {
    let (city, now) = (ledger.city(), ledger.now());
    let park = Statement::new(
        "INSERT INTO parked (city, reaction, record, mark, outcome, reason, attempts, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (city, reaction, record, mark) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason,
         attempts = parked.attempts + excluded.attempts, at = excluded.at",
        values![
            city,
            place.reaction.as_str(),
            place.record,
            place.mark,
            outcome.as_str(),
            reason,
            attempts,
            now
        ],
    );
    ledger.side(vec![park]).await.map(|_| ())
}

/// Everything that is parked, the oldest first.
pub(crate) async fn list(ledger: &Ledger) -> Result<Vec<Parked>, Unavailable> {
    let all = "SELECT reaction, record, mark, outcome, reason, attempts, at FROM parked WHERE city = $1 ORDER BY at LIMIT $2";
    let rows = ledger.query(all, values![ledger.city(), LISTED_MAX]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Parked, Unavailable> {
    Ok(Parked {
        reaction: row.get(0)?,
        record: row.get(1)?,
        mark: row.get(2)?,
        outcome: ParkedOutcome::of(&row.get::<String>(3)?),
        reason: row.get(4)?,
        attempts: row.get(5)?,
        at: row.get(6)?,
    })
}

/// Tries once more; what succeeds is no longer parked.
pub(crate) async fn retry(ledger: &Ledger, handlers: &Handlers, parked: &Parked) -> Result<(), ReactionError> {
    let handled = if let Some(timer) = handlers.timers.iter().find(|timer| timer.parked_name() == parked.reaction) {
        guarded(timer.handling(parked.record, Moment(parked.mark))).await
    } else if let Some(reaction) = handlers.reactions.iter().find(|reaction| reaction.name == parked.reaction) {
        let (city, position) = (ledger.city(), parked.mark.unsigned_abs());
        let found = ledger
            .read(move |source| read_window(source, city, None, position - 1, position))
            .await?;
        let event = found.events.first();
        let event = event.ok_or_else(|| ReactionError::Failed(format!("there is no event {position}")))?;
        guarded(reaction.handling(event.entry()?)).await
    } else {
        Err(ReactionError::Failed(format!("nothing is called {}", parked.reaction)))
    };
    match &handled {
        Ok(()) => dismiss(ledger, parked).await?,
        Err(ReactionError::Refused(reason)) => tried_again(ledger, parked, ParkedOutcome::Refused, reason).await?,
        Err(ReactionError::Failed(reason)) => tried_again(ledger, parked, ParkedOutcome::Failed, reason).await?,
        Err(ReactionError::Unavailable(_)) => {}
    }
    handled
}

/// Notes how it ended this time; what somebody has taken off the desk meanwhile stays off it.
async fn tried_again(ledger: &Ledger, parked: &Parked, outcome: ParkedOutcome, reason: &str) -> Result<(), Unavailable> {
    let note = "UPDATE parked SET outcome = $1, reason = $2, attempts = attempts + 1, at = $3
                WHERE city = $4 AND reaction = $5 AND record = $6 AND mark = $7";
    let values = values![
        outcome.as_str(),
        reason,
        ledger.now(),
        ledger.city(),
        parked.reaction.as_str(),
        parked.record,
        parked.mark
    ];
    ledger.side(vec![Statement::new(note, values)]).await.map(|_| ())
}

/// Takes something off the desk.
pub(crate) async fn dismiss(ledger: &Ledger, parked: &Parked) -> Result<(), Unavailable> {
    let delete = "DELETE FROM parked WHERE city = $1 AND reaction = $2 AND record = $3 AND mark = $4";
    let values = values![ledger.city(), parked.reaction.as_str(), parked.record, parked.mark];
    ledger.side(vec![Statement::new(delete, values)]).await.map(|_| ())
}

/// How far each reaction is behind.
pub(crate) async fn lags(ledger: &Ledger, names: Vec<&'static str>) -> Result<Vec<Lag>, Unavailable> {
    let end = *ledger.shared().end.borrow();
    let mut lags = Vec::with_capacity(names.len());
    for reaction in names {
        let asked = "SELECT coalesce((SELECT position FROM cursor WHERE city = $1 AND reaction = $2), 0),
                            (SELECT count(*) FROM parked WHERE city = $3 AND reaction = $4 AND outcome = 'failed')";
        let rows = ledger
            .query(asked, values![ledger.city(), reaction, ledger.city(), reaction])
            .await?;
        for row in rows {
            // Memory knows better than the cursor, which is not written for events that are not for the reaction.
            let position = row.get::<u64>(0)?.max(ledger.measures().read_through(reaction).unwrap_or(0));
            lags.push(Lag {
                reaction,
                behind: end.saturating_sub(position),
                parked: row.get(1)?,
            });
        }
    }
    Ok(lags)
}
