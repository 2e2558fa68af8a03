//! The room as it stands in a running city.

use std::sync::Arc;

use authority::{Permit, Subject, acts};
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use front::Problem;
use identity::RecordId;
use ledger::{Ledger, Record, Unavailable};
use people::{CurrentActor, People, RequireSignedIn};
use tokio::sync::watch;
use webhook::Courier;

use crate::record::{Disclosures, Subscriptions};
use crate::sending::Sending;
use crate::{api, following, keeping, pages, queue, sending};

/// The room. Cheap to clone.
#[derive(Clone)]
pub struct SubscriptionRoom {
    inner: Arc<Inner>,
}

struct Inner {
    people: People,
    /// What events name as their source: the address of the city.
    source: Box<str>,
    /// Counted up when workers should look.
    news: watch::Sender<u64>,
}

impl SubscriptionRoom {
    /// Makes the room's records and its queue known to the ledger, which must not have started yet, and has it follow what happens.
    ///
    /// # Errors
    /// When the ledger refuses the records or their tables.
    pub fn open(people: People, address: &str) -> Result<Self, Unavailable> {
        let ledger = people.ledger();
        ledger.register::<Subscriptions>()?;
        ledger.register::<Disclosures>()?;
        ledger.judge_terms(Subscriptions::KIND, keeping::judged);
        ledger.keep_beside(&queue::BESIDE_THE_LOG)?;
        let room = Self {
            inner: Arc::new(Inner {
                people,
                source: address.trim_end_matches('/').into(),
                news: watch::Sender::new(0),
            }),
        };
        following::react(&room);
        Ok(room)
    }

    /// Takes events to their receivers until what is returned is dropped.
    #[must_use]
    pub fn start_sending(&self, courier: Courier) -> Sending {
        sending::start(self, courier)
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        self.inner.people.ledger()
    }

    pub(crate) fn source(&self) -> &str {
        &self.inner.source
    }

    pub(crate) fn news(&self) -> watch::Receiver<u64> {
        self.inner.news.subscribe()
    }

    /// Has those who take events to receivers look at once: something has been put into a queue, or the clock was moved by hand.
    pub fn look(&self) {
        self.inner.news.send_modify(|news| *news += 1);
    }
}

impl std::fmt::Debug for SubscriptionRoom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SubscriptionRoom")
    }
}

/// Somebody who administers the whole city. For everybody else the room does not exist.
#[derive(Clone, Debug)]
pub(crate) struct Administrator(CurrentActor);

impl Administrator {
    /// The permit to administer a subscription.
    pub(crate) fn permit(&self, room: &SubscriptionRoom, record: RecordId) -> Result<Permit<acts::Administer>, Problem> {
        self.0.permit(&Subject::new(record, room.ledger().city()))
    }
}

impl FromRequestParts<SubscriptionRoom> for Administrator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, room: &SubscriptionRoom) -> Result<Self, Problem> {
        let RequireSignedIn(current) = RequireSignedIn::from_request_parts(parts, room).await?;
        let whole_city = Subject::new(RecordId::from_bytes([0; 16]), room.ledger().city());
        authority::permit::<acts::Administer>(&current.actor, &whole_city).map_err(|_| Problem::NotFound)?;
        Ok(Self(current))
    }
}
