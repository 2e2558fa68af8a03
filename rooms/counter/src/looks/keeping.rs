//! Writing looks down: off the request's way, many in one commit, none dropped.

use std::sync::Arc;
use std::time::Duration;

use calendar::Day;
use ledger::{Ledger, Statement, Unavailable, values};
use tokio::sync::{mpsc, oneshot};

use super::Look;
use crate::side::hour_of;

/// How long a look is kept: three years (PIPL 56).
pub const LOOK_DAYS: i64 = 1_096;
/// So many looks wait for their commit at most; then whoever looks waits.
const WAITING_MAX: usize = 4_096;
/// So many are written in one commit.
const TOGETHER_MAX: usize = 256;
/// The pause after the store could not write.
const AGAIN: Duration = Duration::from_secs(1);
/// How often it is tried while the house wants to close.
const TRIED_MAX: u32 = 5;
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

/// While one commit is under way, the next looks gather. As long as the store cannot write them, they wait, as many as may, and
/// then whoever looks: only who closes the house is not kept for ever.
async fn write(ledger: Ledger, mut messages: mpsc::Receiver<Message>) {
    let mut looks = Waiting::default();
    let mut failed = 0;
    loop {
        if looks.statements.is_empty() {
            match messages.recv().await {
                Some(message) => looks.take(&ledger, message),
                None => return,
            }
        }
        let together_max = if failed == 0 { TOGETHER_MAX } else { WAITING_MAX };
        while looks.statements.len() < together_max
            && let Ok(message) = messages.try_recv()
        {
            looks.take(&ledger, message);
        }
        match looks.write(&ledger).await {
            Ok(()) => failed = 0,
            Err(error) => {
                failed += 1;
                tracing::error!(%error, "looks could not be written down yet");
                if failed >= TRIED_MAX && (messages.is_closed() || !looks.settling.is_empty()) {
                    tracing::error!(looks = looks.statements.len(), "looks are lost");
                    looks.forget();
                    failed = 0;
                } else {
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }
}

/// What is to be written next, and who waits for it.
#[derive(Default)]
struct Waiting {
    statements: Vec<Statement>,
    settling: Vec<oneshot::Sender<()>>,
    swept_on: Option<Day>,
}

impl Waiting {
    fn take(&mut self, ledger: &Ledger, message: Message) {
        match message {
            Message::Look(look) => self.statements.push(noted(ledger, &look)),
            Message::Settle(reply) => self.settling.push(reply),
        }
    }

    async fn write(&mut self, ledger: &Ledger) -> Result<(), Unavailable> {
        let today = ledger.now().day();
        if self.swept_on != Some(today) {
            self.statements.push(sweep(ledger));
            self.swept_on = Some(today);
        }
        if !self.statements.is_empty() {
            ledger.side(self.statements.clone()).await?;
        }
        self.forget();
        Ok(())
    }

    /// Nothing waits any more.
    fn forget(&mut self) {
        self.statements.clear();
        for reply in self.settling.drain(..) {
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
