//! Taking events to their receivers: a worker for each subscription, so that a receiver that is slow or down holds up nobody else.

mod one;

use std::collections::BTreeMap;
use std::time::Duration;

use identity::RecordId;
use ledger::{Ledger, ReactionError, Unavailable};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinHandle, JoinSet};
use webhook::Courier;

use crate::following::subscriptions;
use crate::queue;
use crate::record::{Standing, Subscriptions};
use crate::room::SubscriptionRoom;

pub use one::ATTEMPTS_MAX;
use one::Heard;

/// Events of one receiver that are under way at a time, each of another record.
const AT_A_TIME: usize = 4;
/// How long a moment may have come before it is noticed: a demonstration's clock jumps without a word.
const LOOK: Duration = Duration::from_secs(1);
/// Of the servers of a city one takes events to receivers.
const LEASE: &str = "sending events";
/// The pause after the ledger could not answer.
const UNAVAILABLE_PAUSE: Duration = Duration::from_secs(2);
/// How often what is long done is forgotten.
const FORGETTING: Duration = Duration::from_secs(60 * 60);

/// What takes events to receivers. It ends when this is dropped; what was under way is taken again after the next start, under the
/// same identifier.
#[derive(Debug)]
pub struct Sending(JoinHandle<()>);

impl Drop for Sending {
    fn drop(&mut self) {
        self.0.abort();
    }
}

pub(crate) fn start(room: &SubscriptionRoom, courier: Courier) -> Sending {
    Sending(tokio::spawn(oversee(room.clone(), courier)))
}

/// Sees to it that every subscription that has not ended has its worker.
async fn oversee(room: SubscriptionRoom, courier: Courier) {
    let mut running = JoinSet::new();
    let mut workers: BTreeMap<RecordId, AbortHandle> = BTreeMap::new();
    let mut forgotten = None;
    loop {
        workers.retain(|_, worker| !worker.is_finished());
        while let Some(ended) = running.try_join_next() {
            if let Err(error) = ended {
                tracing::error!(%error, "a receiver's worker ended; it begins anew");
            }
        }
        match open(room.ledger()).await {
            Ok(open) => {
                for subscription in open {
                    workers
                        .entry(subscription)
                        .or_insert_with(|| running.spawn(work(room.clone(), courier.clone(), subscription)));
                }
            }
            Err(error) => tracing::warn!(%error, "receivers wait"),
        }
        let is_time = forgotten.is_none_or(|at: std::time::Instant| at.elapsed() > FORGETTING);
        if is_time && room.ledger().holds(LEASE).await && queue::forget(room.ledger()).await.is_ok() {
            forgotten = Some(std::time::Instant::now());
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// The subscriptions that have not ended.
async fn open(ledger: &Ledger) -> Result<Vec<RecordId>, Unavailable> {
    let mut open = Vec::new();
    for subscription in subscriptions(ledger).await? {
        let snapshot = ledger.state::<Subscriptions>(subscription).await?;
        open.extend(
            snapshot
                .filter(|snapshot| snapshot.state.standing != Standing::Ended)
                .map(|_| subscription),
        );
    }
    Ok(open)
}

/// Takes events to one receiver until its subscription has ended.
async fn work(room: SubscriptionRoom, courier: Courier, subscription: RecordId) {
    let mut news = room.news();
    loop {
        news.borrow_and_update();
        if !room.ledger().holds(LEASE).await {
            wait(&mut news).await;
            continue;
        }
        match take_due(&room, &courier, subscription).await {
            Ok(Taken::Ended) => return,
            Ok(Taken::Some) => {}
            Ok(Taken::Nothing) => wait(&mut news).await,
            Err(error) => {
                tracing::warn!(%error, %subscription, "a receiver waits");
                tokio::time::sleep(UNAVAILABLE_PAUSE).await;
            }
        }
    }
}

/// Until there is news, or a moment may have come.
async fn wait(news: &mut watch::Receiver<u64>) {
    // Either ends the wait; the sender lives as long as the room.
    let _ = tokio::time::timeout(LOOK, news.changed()).await;
}

enum Taken {
    /// Something was.
    Some,
    /// Nothing is due.
    Nothing,
    /// The subscription has ended.
    Ended,
}

async fn take_due(room: &SubscriptionRoom, courier: &Courier, subscription: RecordId) -> Result<Taken, ReactionError> {
    let ledger = room.ledger();
    let Some(snapshot) = ledger.state::<Subscriptions>(subscription).await? else {
        return Ok(Taken::Ended);
    };
    match snapshot.state.standing {
        Standing::Unopened | Standing::Ended => {
            queue::ended(ledger, subscription).await?;
            return Ok(Taken::Ended);
        }
        Standing::Paused | Standing::Lapsed => return Ok(Taken::Nothing),
        Standing::Active => {}
    }
    let rest = queue::rest(ledger, subscription).await?;
    if rest.lasts(ledger.now()) {
        return Ok(Taken::Nothing);
    }
    let due = queue::due(ledger, subscription, rest.at_a_time(AT_A_TIME)).await?;
    if due.is_empty() {
        return Ok(Taken::Nothing);
    }
    let mut running = JoinSet::new();
    for delivery in due {
        let way = one::Way {
            room: room.clone(),
            courier: courier.clone(),
            id: subscription,
            subscription: snapshot.state.clone(),
        };
        running.spawn(async move { way.take(&delivery).await });
    }
    let (mut heard, mut trouble) = (Vec::new(), None);
    while let Some(taken) = running.join_next().await {
        match taken {
            Ok(Ok(one)) => heard.push(one),
            Ok(Err(error)) => trouble = Some(error),
            Err(error) => trouble = Some(ReactionError::Failed(error.to_string())),
        }
    }
    for one in heard {
        match one {
            Heard::Taken => queue::answered(ledger, subscription).await?,
            Heard::Failed { at, asked } => queue::failed(ledger, subscription, at, asked).await?,
            Heard::Nothing => {}
        }
    }
    trouble.map_or(Ok(Taken::Some), Err)
}
