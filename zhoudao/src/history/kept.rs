//! The city in which a history happens, as it is open now. In a simulation its power is cut now and then, and it is opened
//! again from what its disk has left.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::Ledger;

use crate::city::Foundation;
use crate::simulation::Place;

/// The city.
pub struct Kept {
    open: Mutex<Open>,
    /// Where it can be opened again; none where nothing ever happens to it.
    place: Option<Arc<Place>>,
}

struct Open {
    city: Arc<Foundation>,
    /// How often it has been opened again.
    crashes: u64,
}

impl Kept {
    /// A city to which nothing happens.
    pub fn safe(city: Foundation) -> Self {
        Self::of(city, None)
    }

    /// A city whose power is cut now and then.
    pub fn lossy(city: Foundation, place: Arc<Place>) -> Self {
        Self::of(city, Some(place))
    }

    fn of(city: Foundation, place: Option<Arc<Place>>) -> Self {
        let open = Open {
            city: Arc::new(city),
            crashes: 0,
        };
        Self {
            open: Mutex::new(open),
            place,
        }
    }

    /// The city as it is open now.
    pub fn city(&self) -> Arc<Foundation> {
        Arc::clone(&self.open().city)
    }

    /// Its ledger.
    pub fn ledger(&self) -> Ledger {
        self.open().city.ledger.clone()
    }

    /// How often its power has been cut.
    pub fn crashes(&self) -> u64 {
        self.open().crashes
    }

    /// Waits until its power is cut.
    pub async fn is_struck(&self) {
        match &self.place {
            Some(place) => place.is_struck().await,
            None => std::future::pending().await,
        }
    }

    /// Opens it again if its power was cut; whether that is so.
    pub async fn comes_back(&self) -> anyhow::Result<bool> {
        let Some(place) = self.place.as_ref().filter(|place| place.is_dark()) else {
            return Ok(false);
        };
        self.ledger().close().await;
        let city = Arc::new(place.open_again().await?);
        let mut open = self.open();
        open.city = city;
        open.crashes += 1;
        Ok(true)
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
