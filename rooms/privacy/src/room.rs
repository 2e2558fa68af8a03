//! The room as it stands in a running city.

use applications::ApplicationRoom;
use axum::Router;
use axum::middleware::from_fn_with_state;
use calendar::{Calendar, Day};
use catalogue::Catalogue;
use counter::looks::Looks;
use ledger::{Ledger, Unavailable};
use messages::MessageRoom;
use people::People;

use crate::record::DataRequests;
use crate::{api, carrying_out, pages, restriction};

/// Rights over personal data. Cheap to clone.
#[derive(Clone)]
pub struct PrivacyRoom {
    pub(crate) people: People,
    pub(crate) catalogue: Catalogue,
    pub(crate) applications: ApplicationRoom,
    pub(crate) messages: MessageRoom,
    pub(crate) looks: Looks,
}

impl PrivacyRoom {
    /// Makes the room's record and tables known to the ledger, which must not have started yet, and has it do what was
    /// answered.
    ///
    /// # Errors
    /// When the ledger refuses the record or its tables.
    pub fn open(
        people: People,
        catalogue: Catalogue,
        applications: ApplicationRoom,
        messages: MessageRoom,
        looks: Looks,
    ) -> Result<Self, Unavailable> {
        people.ledger().register::<DataRequests>()?;
        let room = Self {
            people,
            catalogue,
            applications,
            messages,
            looks,
        };
        carrying_out::react(&room);
        Ok(room)
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    /// Lays around all rooms what keeps restricted data from staff who give no reason; inside the sessions, and outside what
    /// notes looks, because what is not shown is no look.
    pub fn guarding<S: Clone + Send + Sync + 'static>(&self, rooms: Router<S>) -> Router<S> {
        rooms.layer(from_fn_with_state(self.clone(), restriction::guard))
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        self.people.ledger()
    }

    pub(crate) fn today(&self) -> Day {
        self.ledger().now().day()
    }

    pub(crate) fn calendar(&self) -> Calendar {
        self.ledger().almanac().calendar(self.ledger().city()).clone()
    }
}

impl std::fmt::Debug for PrivacyRoom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PrivacyRoom")
    }
}
