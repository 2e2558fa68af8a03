//! The room as it stands in a running city.

use axum::Router;
use axum::middleware::from_fn_with_state;
use calendar::Day;
use catalogue::Catalogue;
use ledger::{Ledger, Unavailable};
use people::People;

use crate::looks::Looks;
use crate::questions::LookQuestions;
use crate::{api, looks, pages, side};

/// The windows and helpers of a city. Cheap to clone.
#[derive(Clone)]
pub struct CounterRoom {
    pub(crate) people: People,
    pub(crate) catalogue: Catalogue,
    pub(crate) looks: Looks,
}

impl CounterRoom {
    /// Makes the room's tables known to the ledger, which must not have started yet.
    ///
    /// # Errors
    /// When the ledger refuses a table.
    pub fn open(people: People, catalogue: Catalogue) -> Result<Self, Unavailable> {
        people.ledger().keep_beside(&side::BESIDE_THE_LOG)?;
        people.ledger().register::<LookQuestions>()?;
        let looks = Looks::new(people.ledger().clone());
        Ok(Self {
            people,
            catalogue,
            looks,
        })
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    /// Notes the looks of staff at what belongs to others, around all rooms.
    pub fn noting_looks<S: Clone + Send + Sync + 'static>(&self, rooms: Router<S>) -> Router<S> {
        rooms.layer(from_fn_with_state(self.clone(), looks::note))
    }

    /// The looks.
    #[must_use]
    pub fn looks(&self) -> &Looks {
        &self.looks
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        self.people.ledger()
    }

    pub(crate) fn today(&self) -> Day {
        self.ledger().now().day()
    }
}

impl std::fmt::Debug for CounterRoom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CounterRoom")
    }
}
