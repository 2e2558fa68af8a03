//! Leaving a receiver alone that takes nothing: after some failures in a row it is tried by one event at a time, ever more seldom, so that
//! one that is down is not spoken to for every event that waits for it.

use std::time::Duration;

use calendar::Moment;
use identity::RecordId;
use ledger::{Ledger, Statement, Unavailable, values};

/// So many failures in a row and a receiver is left alone.
const FAILURES_MAX: u32 = 5;
/// For how long, in seconds, after each failure from then on: the last for all that follow.
const RESTS_SECONDS: [u64; 5] = [60, 300, 900, 1_800, 3_600];

/// How a receiver has answered the last times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rest {
    /// Failures in a row.
    pub failures: u32,
    /// Until when it is left alone; none where nothing has failed.
    pub until: Option<Moment>,
}

impl Rest {
    /// Whether it is left alone now.
    #[must_use]
    pub fn lasts(&self, now: Moment) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    /// How many events at a time may be tried, of so many.
    #[must_use]
    pub fn at_a_time(&self, most: usize) -> usize {
        if self.failures < FAILURES_MAX { most } else { 1 }
    }
}

/// How a receiver has answered the last times.
///
/// # Errors
/// When the store cannot be read.
pub async fn rest(ledger: &Ledger, subscription: RecordId) -> Result<Rest, Unavailable> {
    let rest = "SELECT failures, until FROM subscription_rest WHERE city = $1 AND subscription = $2";
    let rows = ledger.query(rest, values![ledger.city(), subscription]).await?;
    match rows.first() {
        Some(row) => Ok(Rest {
            failures: row.get(0)?,
            until: Some(row.get(1)?),
        }),
        None => Ok(Rest::default()),
    }
}

/// It has failed once more, and may have asked to be left alone for some time.
pub(crate) async fn failed(
    ledger: &Ledger,
    subscription: RecordId,
    at: Moment,
    asked: Option<Duration>,
) -> Result<(), Unavailable> {
    let before = rest(ledger, subscription).await?;
    let failures = before.failures.saturating_add(1);
    let pause = pause(failures).max(asked.unwrap_or_default());
    let until = at.plus(i64::try_from(pause.as_millis()).unwrap_or(i64::MAX));
    let write = "INSERT INTO subscription_rest (city, subscription, failures, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (city, subscription) DO UPDATE SET failures = excluded.failures, until = excluded.until";
    let values = values![
        ledger.city(),
        subscription,
        failures,
        before.until.map_or(until, |before| before.max(until))
    ];
    ledger.side(vec![Statement::new(write, values)]).await.map(|_| ())
}

fn pause(failures: u32) -> Duration {
    let Some(beyond) = failures.checked_sub(FAILURES_MAX) else {
        return Duration::ZERO;
    };
    let last = RESTS_SECONDS.len() - 1;
    let place = usize::try_from(beyond).map_or(last, |beyond| beyond.min(last));
    Duration::from_secs(RESTS_SECONDS[place])
}

/// It has taken an event.
pub(crate) async fn answered(ledger: &Ledger, subscription: RecordId) -> Result<(), Unavailable> {
    if rest(ledger, subscription).await? == Rest::default() {
        return Ok(());
    }
    roused(ledger, subscription).await
}

/// Somebody says that it takes events again.
pub(crate) async fn roused(ledger: &Ledger, subscription: RecordId) -> Result<(), Unavailable> {
    let delete = "DELETE FROM subscription_rest WHERE city = $1 AND subscription = $2";
    let values = values![ledger.city(), subscription];
    ledger.side(vec![Statement::new(delete, values)]).await.map(|_| ())
}
