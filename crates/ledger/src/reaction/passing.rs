//! Time that is let pass by hand in a city that has started: no moment with something to do in it is jumped over, so that what
//! is due by a day is done on that day and not found too late on a later one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use calendar::Moment;

use super::cursor::written_cursor;
use super::handler::{Reaction, Timer};
use super::timers::due;
use crate::clock::{ClockError, MovableClock};
use crate::error::Unavailable;
use crate::ledger::Ledger;
use crate::values;

/// How long what one moment asks for is waited for; what takes longer goes on while time goes on.
const WAITED_FOR: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// Why time could not be let pass.
#[derive(Debug, thiserror::Error)]
pub enum PassingError {
    /// The clock could not be moved.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// The ledger cannot answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Moves the clock to each moment at which a timer fires, and then to that moment; waits each time for what follows.
pub(crate) async fn pass(
    ledger: &Ledger,
    (reactions, timers): (Vec<Reaction>, Vec<Timer>),
    clock: &MovableClock,
    until: Moment,
) -> Result<(), PassingError> {
    let timers = Arc::new(timers);
    loop {
        settled(ledger, &reactions, &timers).await?;
        let (_, next) = due(ledger, &timers).await?;
        let Some(next) = next.filter(|next| *next < until) else {
            break;
        };
        advance(ledger, clock, next)?;
    }
    Ok(advance(ledger, clock, until)?)
}

/// The clock runs meanwhile: a moment may have come by itself.
fn advance(ledger: &Ledger, clock: &MovableClock, moment: Moment) -> Result<(), ClockError> {
    match clock.advance_to(moment) {
        Ok(()) | Err(ClockError::Backward { .. }) => {
            ledger.look_at_clock();
            Ok(())
        }
        Err(error @ ClockError::Disk { .. }) => Err(error),
    }
}

/// When no timer is due and no reaction has anything before it.
async fn settled(ledger: &Ledger, reactions: &[Reaction], timers: &Arc<Vec<Timer>>) -> Result<(), Unavailable> {
    let began = Instant::now();
    while began.elapsed() < WAITED_FOR {
        let (due, _) = due(ledger, timers).await?;
        if due.is_empty() && !is_any_behind(ledger, reactions).await? {
            break;
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Ok(())
}

async fn is_any_behind(ledger: &Ledger, reactions: &[Reaction]) -> Result<bool, Unavailable> {
    for reaction in reactions {
        let read = written_cursor(ledger, reaction.name).await?.read;
        if is_anything_behind(ledger, reaction.kinds, read).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether something of these kinds has happened after a position. A cursor is not written for what its reaction does not follow.
async fn is_anything_behind(ledger: &Ledger, kinds: Option<&'static [&'static str]>, read: u64) -> Result<bool, Unavailable> {
    let later = "SELECT DISTINCT kind FROM event WHERE position > $1 AND +city = $2";
    let found = ledger.query(later, values![read, ledger.city()]).await?;
    for row in &found {
        let kind = row.text(0)?;
        if kinds.is_none_or(|kinds| kinds.contains(&kind)) {
            return Ok(true);
        }
    }
    Ok(false)
}
