//! The room as it stands in a running city.

use axum::Router;
use calendar::Day;
use catalogue::Catalogue;
use ledger::{Ledger, Unavailable};
use people::People;

use crate::record::Days;
use crate::standing::{Standing, at_start};
use crate::{api, moving, pages};

/// The room. Cheap to clone.
#[derive(Clone)]
pub struct AlmanacRoom {
    pub(crate) ledger: Ledger,
    pub(crate) catalogue: Catalogue,
    pub(crate) standing: Standing,
}

impl AlmanacRoom {
    /// Makes the room's record known to the ledger, which must not have started yet, and puts what was declared in force.
    /// Applications must be known already: what is due moves by their own command.
    ///
    /// # Errors
    /// When the ledger refuses the record.
    pub fn open(people: &People, catalogue: Catalogue) -> Result<Self, Unavailable> {
        let ledger = people.ledger().clone();
        ledger.register::<Days>()?;
        at_start(&ledger)?;
        let standing = Standing::default();
        moving::react(&ledger, &standing);
        Ok(Self {
            ledger,
            catalogue,
            standing,
        })
    }

    /// Puts in force what was declared at another server of the city.
    ///
    /// # Errors
    /// When the ledger cannot answer.
    pub async fn catch_up(&self) -> Result<(), Unavailable> {
        self.standing.renew(&self.ledger).await
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    /// Today.
    pub(crate) fn today(&self) -> Day {
        self.ledger.now().day()
    }
}

impl std::fmt::Debug for AlmanacRoom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("AlmanacRoom")
    }
}
