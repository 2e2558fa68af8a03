//! Taking texts to the gateways: beside the reactions and timers, each way by itself, so that a gateway that is slow or down
//! holds up nothing but its own texts, and loses none of them.

mod asking;
mod one;

use std::future::Future;
use std::time::Duration;

pub(crate) use asking::settle;
pub(crate) use one::RECEIPTS_PATH;

use calendar::Moment;
use ledger::{ReactionError, Unavailable};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::{JoinHandle, JoinSet};

use crate::record::{Channel, DeliveryStatus};
use crate::room::MessageRoom;
use crate::views::{self, Due};

/// Texts of one way that are under way at a time.
const AT_A_TIME: usize = 8;
/// Texts taken from the queue at a time.
const TAKEN_MAX: u32 = 64;
/// How long a moment may have come before it is noticed: a demonstration's clock jumps without a word.
const LOOK: Duration = Duration::from_secs(1);
/// The pause after the ledger could not answer.
const UNAVAILABLE_PAUSE: Duration = Duration::from_secs(2);

/// What takes texts to the gateways. It ends when this is dropped; what was under way is done again after the next start,
/// under the same identifier.
#[derive(Debug)]
pub struct Sending {
    ways: Vec<JoinHandle<()>>,
}

impl Drop for Sending {
    fn drop(&mut self) {
        for way in &self.ways {
            way.abort();
        }
    }
}

pub(crate) fn start(room: &MessageRoom) -> Sending {
    let mut ways: Vec<JoinHandle<()>> = Vec::new();
    for channel in room.channels() {
        ways.push(tokio::spawn(send_all(room.clone(), *channel)));
    }
    if room.gateways().sms.is_some() {
        ways.push(tokio::spawn(asking::ask_all(room.clone())));
    }
    Sending { ways }
}

async fn send_all(room: MessageRoom, channel: Channel) {
    let mut news = room.ledger().watch();
    loop {
        if !room.ledger().holds(lease(channel)).await {
            tokio::time::sleep(UNAVAILABLE_PAUSE).await;
            continue;
        }
        match send_due(&room, channel).await {
            Ok(0) => wait(&room, channel, &mut news).await,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, channel = channel.as_str(), "texts wait");
                tokio::time::sleep(UNAVAILABLE_PAUSE).await;
            }
        }
    }
}

/// A text is sent by one of the city's servers.
fn lease(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "sending sms",
        Channel::Email => "sending e-mail",
    }
}

/// Sends what is due, and answers how many texts that were.
async fn send_due(room: &MessageRoom, channel: Channel) -> Result<usize, ReactionError> {
    let now = room.ledger().now();
    let due = views::due(room.ledger(), channel, DeliveryStatus::Queued, now, TAKEN_MAX).await?;
    together(due, |due| one::send(room.clone(), channel, due)).await
}

/// Does something for each, several at a time. What one of them cannot do now is due again.
async fn together<Doing>(all: Vec<Due>, mut act: impl FnMut(Due) -> Doing) -> Result<usize, ReactionError>
where
    Doing: Future<Output = Result<(), ReactionError>> + Send + 'static,
{
    let mut waiting = all.into_iter();
    let (mut running, mut done, mut trouble) = (JoinSet::new(), 0, None);
    loop {
        while running.len() < AT_A_TIME
            && let Some(due) = waiting.next()
        {
            running.spawn(act(due));
        }
        match running.join_next().await {
            None => return trouble.map_or(Ok(done), Err),
            Some(Ok(Ok(()))) => done += 1,
            Some(Ok(Err(error))) => trouble = Some(error),
            Some(Err(error)) => trouble = Some(ReactionError::Failed(error.to_string())),
        }
    }
}

/// Until a message was told, or the next text is due.
async fn wait(room: &MessageRoom, channel: Channel, news: &mut broadcast::Receiver<ledger::Committed>) {
    let next = views::next_due(room.ledger(), channel).await;
    let pause = until(room, next).min(LOOK);
    let told = async {
        loop {
            match news.recv().await {
                Ok(committed) if committed.kind == "message" => return,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return,
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    };
    // Either ends the wait.
    let _ = tokio::time::timeout(pause, told).await;
}

fn until(room: &MessageRoom, next: Result<Option<Moment>, Unavailable>) -> Duration {
    let rest = match next {
        Ok(Some(next)) => next.0 - room.ledger().now().0,
        Ok(None) | Err(_) => return LOOK,
    };
    Duration::from_millis(u64::try_from(rest).unwrap_or(0).max(1))
}
