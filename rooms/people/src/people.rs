//! The room as it stands in a running city.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use identity::RecordId;
use ledger::{Clock, Ledger, Record, SystemClock, Unavailable};

use crate::capacity::CapacityChoice;
use crate::password::{Hashing, HashingBusy, HashingCost, PasswordHash};
use crate::posts::Posts;
use crate::record::{Account, Authorisation, Enterprise, Service};
use crate::sample::Sample;
use crate::{api, capacity, pages, session, side};

/// The people of a city. Cheap to clone.
#[derive(Clone)]
pub struct People {
    inner: Arc<Inner>,
}

struct Inner {
    ledger: Ledger,
    posts: RwLock<Arc<Posts>>,
    hashing: Hashing,
    settings: Settings,
    /// Where a new phone is proved by a code, in a city that sends SMS.
    phones_proved_at: OnceLock<&'static str>,
}

/// How the room is run.
#[derive(Clone)]
pub struct Settings {
    /// Whether the service is reached by https: the cookie is then `Secure` and bound to the host.
    pub https: bool,
    /// In demo mode the sample people, who may sign in with one click; outside it their accounts are refused.
    pub demo: Option<Arc<Sample>>,
    /// What hashing a password costs.
    pub hashing: HashingCost,
    /// Proxies in front of the service, whose `X-Forwarded-For` is believed; nobody else's is (ASVS 4.1.3).
    pub proxies: Vec<IpAddr>,
    /// The clock of sessions: the machine's, whatever the city's date.
    pub clock: Arc<dyn Clock>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            https: false,
            demo: None,
            hashing: HashingCost::default(),
            proxies: Vec::new(),
            clock: Arc::new(SystemClock),
        }
    }
}

impl People {
    /// Makes the room's records and tables known to the ledger, which must not have started yet.
    pub fn open(ledger: Ledger, posts: Posts, settings: Settings) -> Result<Self, PeopleError> {
        ledger.register::<Account>()?;
        ledger.register::<Enterprise>()?;
        ledger.register::<Service>()?;
        ledger.register::<Authorisation>()?;
        ledger.keep_beside(&side::BESIDE_THE_LOG)?;
        ledger.expire_daily(side::expired);
        for kind in [Account::KIND, Enterprise::KIND, Service::KIND] {
            ledger.judge_terms(kind, side::judged);
        }
        let hashing = Hashing::new(settings.hashing).map_err(|_| PeopleError::NoHashing)?;
        Ok(Self {
            inner: Arc::new(Inner {
                ledger,
                posts: RwLock::new(Arc::new(posts)),
                hashing,
                settings,
                phones_proved_at: OnceLock::new(),
            }),
        })
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    /// Lays the session layer around all rooms: it says who acts, and as what.
    pub fn sessions<S: Clone + Send + Sync + 'static>(&self, rooms: Router<S>) -> Router<S> {
        rooms
            .layer(from_fn_with_state(self.clone(), session::recognise))
            .layer(from_fn(front::problem::problems_become_pages))
    }

    /// From now on a new phone counts only with a code that was sent there; the form is posted on to that page.
    pub fn prove_phones_at(&self, page: &'static str) {
        if self.inner.phones_proved_at.set(page).is_err() {
            tracing::error!("phones are proved at one page only");
        }
    }

    pub(crate) fn phones_proved_at(&self) -> Option<&'static str> {
        self.inner.phones_proved_at.get().copied()
    }

    /// The ledger.
    pub fn ledger(&self) -> &Ledger {
        &self.inner.ledger
    }

    /// The posts of the city, as the release in force has them.
    pub fn posts(&self) -> Arc<Posts> {
        Arc::clone(&self.inner.posts.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces the posts: another release came into force.
    pub fn set_posts(&self, posts: Posts) {
        *self.inner.posts.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(posts);
    }

    /// Every capacity in which an account may act today, oneself first.
    pub async fn capacities(&self, account: RecordId) -> Result<Vec<CapacityChoice>, Unavailable> {
        capacity::choices(self.ledger(), &self.posts(), account).await
    }

    /// The hash of a password, under a new salt.
    pub async fn hash_password(&self, password: String) -> Result<PasswordHash, HashingBusy> {
        self.hashing().hash(password).await
    }

    pub(crate) fn hashing(&self) -> &Hashing {
        &self.inner.hashing
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The sample people, in demo mode.
    pub(crate) fn sample(&self) -> Option<&Sample> {
        self.inner.settings.demo.as_deref()
    }

    /// Now, in the time of sessions.
    pub fn real_time(&self) -> i64 {
        self.inner.settings.clock.now().0
    }
}

impl std::fmt::Debug for People {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("People")
    }
}

/// Why the room cannot open.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// The ledger refuses the room's records or tables.
    #[error(transparent)]
    Ledger(#[from] Unavailable),
    /// Passwords cannot be hashed at the cost that was set.
    #[error("passwords cannot be hashed at the cost that was set")]
    NoHashing,
}
