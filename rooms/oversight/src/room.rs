//! The room as it stands in a running city.

use std::sync::Arc;

use axum::Router;
use calendar::Day;
use catalogue::Catalogue;
use identity::RegionCode;
use ledger::{Ledger, Unavailable};
use people::People;
use procedure::Release;

use crate::export::Exports;
use crate::record::{ExportRecord, Inquiries};
use crate::{api, pages};

/// The room. Cheap to clone.
#[derive(Clone)]
pub struct OversightRoom {
    pub(crate) ledger: Ledger,
    pub(crate) catalogue: Catalogue,
    pub(crate) exports: Exports,
}

impl OversightRoom {
    /// Makes the room's records known to the ledger, which must not have started yet.
    ///
    /// # Errors
    /// When the ledger refuses a record or its tables.
    pub fn open(people: &People, catalogue: Catalogue) -> Result<Self, Unavailable> {
        let ledger = people.ledger().clone();
        ledger.register::<Inquiries>()?;
        ledger.register::<ExportRecord>()?;
        Ok(Self {
            ledger,
            catalogue,
            exports: Exports::default(),
        })
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    /// Today.
    pub(crate) fn today(&self) -> Day {
        self.ledger.now().day()
    }

    /// Today's definitions.
    pub(crate) fn release(&self) -> Arc<Release> {
        self.catalogue.current()
    }

    /// The counties of a region, as index rows name them: itself, and those of six digits below.
    pub(crate) fn counties(&self, region: RegionCode) -> Vec<RegionCode> {
        let release = self.release();
        let mut counties = vec![region.county()];
        let below = release.regions_below(region).map(|region| region.code.county());
        for county in below {
            if !counties.contains(&county) {
                counties.push(county);
            }
        }
        counties
    }
}

impl std::fmt::Debug for OversightRoom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("OversightRoom")
    }
}
