//! The room as it stands in a running city.

use std::sync::Arc;

use axum::Router;
use calendar::Day;
use catalogue::Catalogue;
use front::live::Closing;
use ledger::{Ledger, Unavailable};
use people::{People, Posts};

use crate::handover::{Handovers, carry_out_when_due};
use crate::notes::Notebooks;
use crate::onlookers::Onlookers;
use crate::{api, pages};

/// The desks of a city. Cheap to clone.
#[derive(Clone)]
pub struct Desks {
    people: People,
    catalogue: Catalogue,
    onlookers: Onlookers,
    closing: Closing,
    /// How often the ledger was asked for.
    #[cfg(test)]
    pub(crate) asked: Arc<std::sync::atomic::AtomicUsize>,
}

impl Desks {
    /// The desks over a ledger that knows applications and people; live lists end when the house closes.
    ///
    /// # Errors
    /// When the ledger, which must not have started yet, refuses the room's records.
    pub fn open(people: People, catalogue: Catalogue, closing: Closing) -> Result<Self, Unavailable> {
        people.ledger().register::<Handovers>()?;
        people.ledger().register::<Notebooks>()?;
        let desks = Self {
            people,
            catalogue,
            onlookers: Onlookers::default(),
            closing,
            #[cfg(test)]
            asked: Arc::default(),
        };
        carry_out_when_due(&desks);
        Ok(desks)
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        #[cfg(test)]
        self.asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        self.people.ledger()
    }

    pub(crate) fn posts(&self) -> &Posts {
        self.people.posts()
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub(crate) fn onlookers(&self) -> &Onlookers {
        &self.onlookers
    }

    pub(crate) fn closing(&self) -> Closing {
        self.closing.clone()
    }

    /// The city's date.
    pub(crate) fn today(&self) -> Day {
        self.ledger().now().day()
    }

    /// Today's calendars.
    pub(crate) fn almanac(&self) -> Arc<ledger::Almanac> {
        self.ledger().almanac()
    }
}

impl std::fmt::Debug for Desks {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Desks")
    }
}
