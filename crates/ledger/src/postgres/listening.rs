//! What other servers commit: heard within moments, and asked for by whoever must know all that has happened before they asked.

use std::future::poll_fn;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use identity::RegionCode;
use tokio::sync::{Mutex, mpsc};
use tokio_postgres::AsyncMessage;

use super::committing::{NEWS, news};
use super::link::Link;
use super::server::{Postgres, Purpose};
use crate::engine::{End, Fault};
use crate::point::Point;
use crate::shared::Shared;
use crate::values;

/// The channel on which servers tell each other that something was committed.
const CHANNEL: &str = "zhoudao";
/// How long commits are gathered before others are told.
const GATHERING: Duration = Duration::from_millis(10);
/// How long at most nobody looks, even when nothing is heard.
const LOOK: Duration = Duration::from_secs(1);

impl Postgres {
    /// Tells this server what the others commit, and the others that this one did, as long as the city is open.
    pub(crate) fn listen(self: &Arc<Self>, shared: &Arc<Shared>) {
        let (postgres, shared) = (Arc::downgrade(self), Arc::downgrade(shared));
        if let Ok(runtime) = self.runtime() {
            runtime.spawn(async move {
                while shared.strong_count() > 0 && postgres.strong_count() > 0 {
                    if let Err(fault) = listen(&postgres, &shared).await {
                        tracing::warn!(?fault, "other servers cannot be heard");
                    }
                    tokio::time::sleep(LOOK).await;
                }
            });
        }
    }
}

async fn listen(postgres: &Weak<Postgres>, shared: &Weak<Shared>) -> Result<(), Fault> {
    let Some(reaching) = postgres.upgrade().map(|postgres| postgres.reach(Purpose::Listening)) else {
        return Ok(());
    };
    let (client, mut driver) = reaching.await?;
    let (heard, mut hearing) = mpsc::channel(1);
    tokio::spawn(async move {
        while let Some(Ok(message)) = poll_fn(|context| driver.poll_message(context)).await {
            if let AsyncMessage::Notification(_) = message {
                // One that waits says as much as many.
                let _ = heard.try_send(());
            }
        }
    });
    client.batch_execute(&format!("LISTEN {CHANNEL}")).await?;
    let link = Link::new(client);
    while let (Some(shared), Some(postgres)) = (shared.upgrade(), postgres.upgrade()) {
        catch_up(&link, &shared).await?;
        let (city, committed) = (shared.city, Arc::clone(&postgres.committed));
        // Nothing is kept open by listening.
        drop((shared, postgres));
        tokio::select! {
            heard = hearing.recv() => if heard.is_none() { return Ok(()) },
            () = committed.notified() => announce(&link, city).await?,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
    Ok(())
}

/// Outside every writing transaction, and once for many commits: telling takes a lock that all servers share.
async fn announce(link: &Link, city: RegionCode) -> Result<(), Fault> {
    tokio::time::sleep(GATHERING).await;
    link.rows("SELECT pg_notify($1, $2)", &values![CHANNEL, city.to_string()])
        .await?;
    Point::PostgresTold.may_fail()?;
    Ok(())
}

/// Asks what the others have committed, once for all who want to know it at a time.
pub(crate) struct Asking {
    postgres: Arc<Postgres>,
    shared: Arc<Shared>,
    /// How many questions were begun.
    begun: AtomicU64,
    asked: Mutex<Asked>,
}

#[derive(Default)]
struct Asked {
    link: Option<Arc<Link>>,
    /// The last question that was answered, by its number.
    answered: u64,
}

impl Asking {
    pub(crate) fn new(postgres: Arc<Postgres>, shared: Arc<Shared>) -> Self {
        Self {
            postgres,
            shared,
            begun: AtomicU64::new(0),
            asked: Mutex::default(),
        }
    }

    /// Returns when this server has heard of everything that was committed before the call. A question that was under way by then may
    /// have missed the last of it; one that began later has not, whoever asked it.
    pub(crate) async fn heard(&self) -> Result<(), Fault> {
        let before = self.begun.load(Ordering::SeqCst);
        let mut asked = self.asked.lock().await;
        if asked.answered > before {
            return Ok(());
        }
        let open = asked.link.take().filter(|link| !link.is_closed());
        let link = match open {
            Some(link) => link,
            None => self.postgres.connected(Purpose::Listening).await?,
        };
        let number = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
        catch_up(&link, &self.shared).await?;
        *asked = Asked {
            link: Some(link),
            answered: number,
        };
        Ok(())
    }
}

async fn catch_up(link: &Link, shared: &Shared) -> Result<(), Fault> {
    loop {
        let known = *shared.end.borrow();
        let rows = link.rows(NEWS, &values![shared.city, known]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        let end = End {
            position: last.get(0)?,
            at: last.get(4)?,
        };
        shared.hear(&news(&rows)?, end);
    }
}
