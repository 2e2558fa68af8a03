//! The room as it stands in a running city.

use axum::Router;
use ledger::Ledger;
use people::People;

use crate::publicity::{self, Outside, Publicity};
use crate::{api, pages};

/// The room. Cheap to clone.
#[derive(Clone)]
pub struct TransparencyRoom {
    pub(crate) ledger: Ledger,
    pub(crate) people: People,
}

impl TransparencyRoom {
    /// The room over the ledger of these people.
    pub fn new(people: People) -> Self {
        Self {
            ledger: people.ledger().clone(),
            people,
        }
    }

    /// Shows heads to witnesses and publishes them until what is returned is dropped.
    #[must_use]
    pub fn go_public(&self, outside: Outside) -> Publicity {
        publicity::start(self, outside)
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }
}

impl std::fmt::Debug for TransparencyRoom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("TransparencyRoom")
    }
}
