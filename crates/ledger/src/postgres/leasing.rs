//! What only one server of a city does at a time, by leases in the database.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use identity::RegionCode;
use tokio::sync::{Notify, watch};

use super::link::Link;
use super::server::{Postgres, Purpose};
use crate::engine::Fault;
use crate::point::Point;
use crate::shared::locked;
use crate::values;

/// How long a lease lasts by the database's clock.
const TERM: Duration = Duration::from_secs(8);
/// How long before its end its holder gives up believing in it.
const MARGIN: Duration = Duration::from_secs(2);
/// How often leases are renewed, and asked for.
const LOOK: Duration = Duration::from_secs(2);

/// Takes a lease that is free or over, or renews one's own.
const TAKE: &str =
    "INSERT INTO lease (city, name, holder, until) VALUES ($1, $2, $3, now() + $4::bigint * interval '1 millisecond')
     ON CONFLICT (city, name) DO UPDATE SET holder = excluded.holder, until = excluded.until
     WHERE lease.holder = excluded.holder OR lease.until < now() RETURNING name";
const GIVE_BACK: &str = "DELETE FROM lease WHERE city = $1 AND holder = $2";

/// The leases of one server of a city.
pub(crate) struct PostgresLeases {
    postgres: Arc<Postgres>,
    city: RegionCode,
    /// Who this server is.
    holder: String,
    wanted: Mutex<HashMap<&'static str, Option<Instant>>>,
    asked: Arc<Notify>,
    looked: watch::Sender<u64>,
}

impl PostgresLeases {
    pub(crate) fn new(postgres: Arc<Postgres>, city: RegionCode, holder: String) -> Arc<Self> {
        let leases = Arc::new(Self {
            postgres,
            city,
            holder,
            wanted: Mutex::default(),
            asked: Arc::default(),
            looked: watch::Sender::new(0),
        });
        if let Ok(runtime) = leases.postgres.runtime() {
            runtime.spawn(keep(Arc::downgrade(&leases)));
        }
        leases
    }

    /// Whether this server holds a lease now; the first time, it is asked for.
    pub(crate) async fn holds(&self, name: &'static str) -> bool {
        if self.is_new(name) {
            let mut looked = self.looked.subscribe();
            self.asked.notify_one();
            // If nobody looks any more, nothing is held.
            let _ = looked.changed().await;
        }
        let held = locked(&self.wanted).get(name).copied().flatten();
        held.is_some_and(|until| Instant::now() < until)
    }

    fn is_new(&self, name: &'static str) -> bool {
        let mut wanted = locked(&self.wanted);
        let before = wanted.len();
        wanted.entry(name).or_default();
        wanted.len() > before
    }

    /// Gives all back, so that others need not wait for their end.
    pub(crate) async fn give_back(&self) {
        locked(&self.wanted).clear();
        let Ok(link) = self.postgres.connect(Purpose::Leasing) else {
            return;
        };
        if let Err(fault) = link.rows(GIVE_BACK, &values![self.city, &self.holder]).await {
            tracing::warn!(?fault, "leases end by themselves");
        }
        Point::LeasesGivenBack.pass();
    }

    async fn look(&self, link: &Link) -> Result<(), Fault> {
        let names: Vec<&'static str> = locked(&self.wanted).keys().copied().collect();
        for name in names {
            let until = Instant::now() + TERM - MARGIN;
            let term = i64::try_from(TERM.as_millis()).unwrap_or(i64::MAX);
            let taken = link.rows(TAKE, &values![self.city, name, &self.holder, term]).await?;
            Point::LeaseTaken.may_fail()?;
            if let Some(held) = locked(&self.wanted).get_mut(name) {
                *held = (!taken.is_empty()).then_some(until);
            }
        }
        Ok(())
    }
}

/// Renews what is held and asks for what is not, as long as the city is open.
async fn keep(leases: Weak<PostgresLeases>) {
    let mut link: Option<Arc<Link>> = None;
    while let Some(leases) = leases.upgrade() {
        let connected = match link.take().filter(|link| !link.is_closed()) {
            Some(link) => Ok(link),
            None => connect(&leases.postgres).await,
        };
        match connected {
            Ok(connected) => {
                if let Err(fault) = leases.look(&connected).await {
                    tracing::warn!(?fault, "leases cannot be renewed");
                }
                link = Some(connected);
            }
            Err(fault) => tracing::warn!(?fault, "leases cannot be renewed"),
        }
        leases.looked.send_modify(|looks| *looks += 1);
        let asked = Arc::clone(&leases.asked);
        drop(leases);
        tokio::select! {
            () = asked.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn connect(postgres: &Arc<Postgres>) -> Result<Arc<Link>, Fault> {
    let (client, driver) = postgres.reach(Purpose::Leasing).await?;
    tokio::spawn(driver);
    Ok(Link::new(client))
}
