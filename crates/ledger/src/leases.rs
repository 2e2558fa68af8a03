//! What only one server of a city does at a time: reactions, timers, signing heads.

use std::sync::Arc;
use std::time::Duration;

use identity::RegionCode;

use crate::postgres::{Postgres, PostgresLeases};

/// How long a server that does not hold a lease waits before it asks again.
pub(crate) const LEASE_LOOK: Duration = Duration::from_millis(500);

/// Who does what.
pub(crate) enum Leases {
    /// There is no other server: everything is ours.
    Ours,
    /// Each thing is done by whoever holds its lease, and by another when its holder is gone.
    Shared(Arc<PostgresLeases>),
}

impl Leases {
    pub(crate) fn shared(postgres: Arc<Postgres>, city: RegionCode, holder: String) -> Self {
        Self::Shared(PostgresLeases::new(postgres, city, holder))
    }

    /// Whether a thing is this server's now. To be asked before each step of it.
    pub(crate) async fn holds(&self, name: &'static str) -> bool {
        match self {
            Self::Ours => true,
            Self::Shared(leases) => leases.holds(name).await,
        }
    }

    /// After how long at the latest to ask again while nothing happens; there is no need where there is no other server.
    pub(crate) fn ask_again_after(&self) -> Option<Duration> {
        match self {
            Self::Ours => None,
            Self::Shared(_) => Some(LEASE_LOOK),
        }
    }

    /// Lets the others go on at once.
    pub(crate) async fn give_back(&self) {
        if let Self::Shared(leases) = self {
            leases.give_back().await;
        }
    }
}
