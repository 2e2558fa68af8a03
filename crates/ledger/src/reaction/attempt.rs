//! Trying, waiting, trying again, parking.

use std::future::Future;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::error::ReactionError;
use super::parked::{ParkedOutcome, Place, park};
use crate::error::Unavailable;
use crate::ledger::Ledger;
use crate::point::Point;

/// How often something is tried before it is parked.
pub const ATTEMPTS_MAX: u32 = 4;
/// The pause after the first failure; each further one is four times as long.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// The moment in which events that come together are gathered.
const GATHERING: Duration = Duration::from_millis(10);
/// The pause while the ledger cannot write.
const UNAVAILABLE_PAUSE: Duration = Duration::from_millis(500);

/// Told when the ledger closes.
#[derive(Clone)]
pub(crate) struct Stop(pub(crate) watch::Receiver<bool>);

/// The ledger closes: what is under way is done again after the next start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopped;

/// Why a step of following the log or the clock was not finished.
pub(crate) enum Trouble {
    Stopped,
    Unavailable(Unavailable),
}

impl From<Stopped> for Trouble {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<Unavailable> for Trouble {
    fn from(unavailable: Unavailable) -> Self {
        Self::Unavailable(unavailable)
    }
}

impl Stop {
    /// Waits for news, and a moment longer, so that what comes at the same time is handled at the same time.
    pub(crate) async fn news(&mut self, news: impl Future) -> Result<(), Stopped> {
        tokio::select! {
            _ = news => {}
            _ = self.0.wait_for(|is_stopping| *is_stopping) => return Err(Stopped),
        }
        self.pause(GATHERING).await
    }

    /// The same, for at most that time.
    pub(crate) async fn news_within(&mut self, time: Option<Duration>, news: impl Future) -> Result<(), Stopped> {
        match time {
            None => self.news(news).await,
            Some(time) => self.news(tokio::time::timeout(time, news)).await,
        }
    }

    /// Sleeps, unless the ledger closes.
    pub(crate) async fn pause(&mut self, time: Duration) -> Result<(), Stopped> {
        match tokio::time::timeout(time, self.0.wait_for(|is_stopping| *is_stopping)).await {
            Ok(_) => Err(Stopped),
            Err(_) => Ok(()),
        }
    }

    pub(crate) fn check(&self) -> Result<(), Stopped> {
        if *self.0.borrow() { Err(Stopped) } else { Ok(()) }
    }
}

/// Does something until it is done or parked.
pub(crate) async fn attempt<Handling>(
    ledger: &Ledger,
    stop: &mut Stop,
    place: &Place,
    mut handling: impl FnMut() -> Handling,
) -> Result<(), Stopped>
where
    Handling: Future<Output = Result<(), ReactionError>> + Send + 'static,
{
    let mut attempts = 0;
    let mut pause = FIRST_PAUSE;
    loop {
        stop.check()?;
        match guarded(handling()).await {
            Ok(()) => return Ok(()),
            Err(ReactionError::Unavailable(_)) => stop.pause(UNAVAILABLE_PAUSE).await?,
            Err(ReactionError::Refused(reason)) => {
                return park(ledger, stop, place, ParkedOutcome::Refused, &reason, attempts + 1).await;
            }
            Err(ReactionError::Failed(reason)) => {
                attempts += 1;
                if attempts == ATTEMPTS_MAX {
                    tracing::warn!(reaction = place.reaction, record = %place.record, mark = place.mark, reason, "parked");
                    return park(ledger, stop, place, ParkedOutcome::Failed, &reason, attempts).await;
                }
                Point::ReactionFailed.pass();
                stop.pause(pause).await?;
                pause *= 4;
            }
        }
    }
}

/// A handler's panic is a failure of its own; when this is dropped, so is what the handler was doing.
pub(crate) async fn guarded(
    handling: impl Future<Output = Result<(), ReactionError>> + Send + 'static,
) -> Result<(), ReactionError> {
    let mut task = JoinSet::new();
    task.spawn(handling);
    match task.join_next().await {
        Some(Ok(handled)) => handled,
        Some(Err(_)) | None => Err(ReactionError::Failed("the handler failed unexpectedly".to_owned())),
    }
}
