//! The room as it stands in a running city: what its pages, its API and its reactions need.

use std::sync::Arc;

use axum::Router;
use calendar::{Calendar, Day};
use catalogue::Catalogue;
use identity::RegionCode;
use ledger::{Ledger, Record, Unavailable};
use people::People;

use crate::documents::Press;
use crate::record::Applications;
use crate::{api, documents, drafts, pages, reactions, terms};

/// The room. Cheap to clone.
#[derive(Clone)]
pub struct ApplicationRoom {
    pub(crate) ledger: Ledger,
    pub(crate) people: People,
    pub(crate) catalogue: Catalogue,
    pub(crate) press: Press,
    /// The address under which people reach the city, such as `https://www.example.cn`: printed in QR codes.
    pub(crate) address: Arc<str>,
}

impl ApplicationRoom {
    /// Makes the room's record and its index tables known to the ledger, which must not have started yet, and has it do
    /// what follows from events.
    ///
    /// # Errors
    /// When the ledger refuses the record or its tables, or the machine another thread.
    pub fn open(people: People, catalogue: Catalogue, address: &str) -> Result<Self, Unavailable> {
        let ledger = people.ledger().clone();
        ledger.register::<Applications>()?;
        ledger.keep_beside(&drafts::BESIDE_THE_LOG)?;
        ledger.judge_terms(Applications::KIND, terms::judged);
        let room = Self {
            ledger,
            people,
            catalogue,
            press: Press::open().map_err(|error| Unavailable(format!("no thread for papers can be started: {error}")))?,
            address: address.into(),
        };
        reactions::react(&room.ledger);
        documents::react(&room);
        Ok(room)
    }
}

impl ApplicationRoom {
    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    /// Today.
    pub(crate) fn today(&self) -> Day {
        self.ledger.now().day()
    }

    /// Today's calendar of a region.
    pub(crate) fn calendar(&self, region: RegionCode) -> Calendar {
        self.ledger.almanac().calendar(region).clone()
    }
}

impl std::fmt::Debug for ApplicationRoom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ApplicationRoom")
    }
}
