//! What other servers commit: heard within moments, and asked for by whoever must know all that has happened before they asked.

use std::future::poll_fn;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use identity::RegionCode;
use tokio::sync::{Notify, mpsc, watch};
use tokio_postgres::AsyncMessage;

use super::committing::{NEWS, NEWS_MAX, news};
use super::link::Link;
use super::server::{Postgres, Purpose};
use crate::engine::{End, Fault};
use crate::error::Unavailable;
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

/// Asks what the others have committed, once for all who want to know it at a time. The question is nobody's own: who waits may go, or be a
/// thread on which others should go on.
pub(crate) struct Asking {
    wanted: Arc<Notify>,
    /// How many questions were begun.
    begun: Arc<AtomicU64>,
    told: watch::Receiver<Told>,
}

/// What became of the last question.
struct Told {
    /// Which one it was.
    number: u64,
    heard: Result<(), Unavailable>,
}

impl Asking {
    pub(crate) fn begin(postgres: &Arc<Postgres>, shared: &Arc<Shared>) -> Result<Self, Fault> {
        let (wanted, begun) = (Arc::new(Notify::new()), Arc::new(AtomicU64::new(0)));
        let (tell, told) = watch::channel(Told {
            number: 0,
            heard: Ok(()),
        });
        let asking = ask(
            (Arc::downgrade(postgres), Arc::downgrade(shared)),
            Arc::clone(&wanted),
            Arc::clone(&begun),
            tell,
        );
        postgres.runtime()?.spawn(asking);
        Ok(Self { wanted, begun, told })
    }

    /// Returns when this server has heard of everything that was committed before the call. A question that was under way by then may
    /// have missed the last of it; one that began later has not, whoever wanted it.
    pub(crate) async fn heard(&self) -> Result<(), Unavailable> {
        let before = self.begun.load(Ordering::SeqCst);
        self.wanted.notify_one();
        let mut told = self.told.clone();
        let told = told.wait_for(|told| told.number > before).await;
        told.map_or_else(
            |_| Err(Unavailable("the ledger is closed".to_owned())),
            |told| told.heard.clone(),
        )
    }
}

/// Nothing is kept open by asking.
async fn ask(
    (postgres, shared): (Weak<Postgres>, Weak<Shared>),
    wanted: Arc<Notify>,
    begun: Arc<AtomicU64>,
    tell: watch::Sender<Told>,
) {
    let mut link = None;
    loop {
        wanted.notified().await;
        let (Some(postgres), Some(shared)) = (postgres.upgrade(), shared.upgrade()) else {
            return;
        };
        let number = begun.fetch_add(1, Ordering::SeqCst) + 1;
        let heard = ask_once(&postgres, &shared, &mut link).await;
        tell.send_replace(Told {
            number,
            heard: heard.map_err(Unavailable::from),
        });
    }
}

async fn ask_once(postgres: &Postgres, shared: &Shared, link: &mut Option<Arc<Link>>) -> Result<(), Fault> {
    let open = match link.take().filter(|link| !link.is_closed()) {
        Some(open) => open,
        None => postgres.connected(Purpose::Listening).await?,
    };
    catch_up(&open, shared).await?;
    *link = Some(open);
    Ok(())
}

/// Until a page is not full: then it has said everything, whatever others commit meanwhile.
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
        if rows.len() < NEWS_MAX {
            return Ok(());
        }
    }
}
