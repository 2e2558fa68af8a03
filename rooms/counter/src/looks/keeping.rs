//! Writing looks down: off the request's way, many in one commit, none dropped.

use std::sync::Arc;

use ledger::{Ledger, Statement, values};
use tokio::sync::{mpsc, oneshot};

use super::Look;
use crate::side::hour_of;

/// How long a look is kept: three years (PIPL 56).
pub const LOOK_DAYS: i64 = 1_096;
/// So many looks wait for their commit at most; then whoever looks waits.
const WAITING_MAX: usize = 4_096;
/// So many are written in one commit.
const TOGETHER_MAX: usize = 256;
const HOURS_OF_A_DAY: i64 = 24;

/// The looks. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Looks {
    sender: Arc<mpsc::Sender<Message>>,
}

enum Message {
    Look(Look),
    /// Whoever asks is told when everything before is on the disk.
    Settle(oneshot::Sender<()>),
}

impl Looks {
    /// Begins to write looks down, in the runtime of the caller.
    pub(crate) fn new(ledger: Ledger) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        tokio::spawn(write(ledger, receiver));
        Self {
            sender: Arc::new(sender),
        }
    }

    /// Notes a look. It is on the disk with the next commit; the request does not wait for it.
    pub async fn note(&self, look: Look) {
        if self.sender.send(Message::Look(look)).await.is_err() {
            tracing::error!("looks are no longer written down");
        }
    }

    /// When every look noted so far is on the disk: before the house closes.
    pub async fn settled(&self) {
        let (reply, answer) = oneshot::channel();
        if self.sender.send(Message::Settle(reply)).await.is_ok() {
            let _ = answer.await;
        }
    }
}

/// While one commit is under way, the next looks gather.
async fn write(ledger: Ledger, mut messages: mpsc::Receiver<Message>) {
    let (mut waiting, mut settling) = (Vec::new(), Vec::new());
    let mut swept_on = None;
    while let Some(message) = messages.recv().await {
        let mut next = Some(message);
        while let Some(message) = next {
            match message {
                Message::Look(look) => waiting.push(noted(&ledger, &look)),
                Message::Settle(reply) => settling.push(reply),
            }
            next = (waiting.len() < TOGETHER_MAX).then(|| messages.try_recv().ok()).flatten();
        }
        let today = ledger.now().day();
        if swept_on != Some(today) {
            waiting.push(sweep(&ledger));
            swept_on = Some(today);
        }
        match ledger.side(waiting.clone()).await {
            Ok(_) => waiting.clear(),
            // They are tried again with the next.
            Err(error) => tracing::error!(%error, "looks could not be written down yet"),
        }
        for reply in settling.drain(..) {
            let _: Result<(), ()> = reply.send(());
        }
    }
}

fn noted(ledger: &Ledger, look: &Look) -> Statement {
    let now = ledger.now();
    Statement::new(
        "INSERT INTO counter_look (city, party, hour, account, application, what, post, occasion, first, last, times)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 1)
         ON CONFLICT (city, party, hour, account, application, what, post)
         DO UPDATE SET last = excluded.last, times = counter_look.times + 1",
        values![
            ledger.city(),
            super::list::party_id(look.party),
            hour_of(now),
            look.account,
            look.application.unwrap_or(super::list::NO_APPLICATION),
            look.what.as_str(),
            look.post.as_str(),
            look.occasion.as_str(),
            now
        ],
    )
}

fn sweep(ledger: &Ledger) -> Statement {
    let oldest = hour_of(ledger.now()) - LOOK_DAYS * HOURS_OF_A_DAY;
    Statement::new(
        "DELETE FROM counter_look WHERE city = $1 AND hour < $2",
        values![ledger.city(), oldest],
    )
}
