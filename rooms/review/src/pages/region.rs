//! The applications of a region, for whoever watches over it.

use axum::response::Response;
use front::Problem;
use identity::RegionCode;

use super::applications::list_page;
use crate::filed::{FiledFilter, of_regions};
use crate::list::Found;
use crate::seeing::unavailable;
use crate::visit::Visit;
use crate::words::Words;

/// `GET /desk/region`
pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    let region = visit.at.region().ok_or(Problem::NotFound)?;
    let filter = FiledFilter::read(&visit.query);
    let words = Words::today(visit.desks.catalogue());
    let found = Found::of(&visit.desks, visit.texts(), &filter.text)
        .await
        .map_err(unavailable)?;
    let page = of_regions(visit.desks.ledger(), &with_all_below(&words, region), &filter, &found)
        .await
        .map_err(unavailable)?;
    let title = visit
        .texts()
        .say("desk-region-title")
        .with("region", words.region(region))
        .to_string();
    list_page(&visit, title, "/desk/region", &filter, page).await
}

/// A region with all below it, as today's definitions have them.
pub(crate) fn with_all_below(words: &Words, region: RegionCode) -> Vec<RegionCode> {
    let mut regions = vec![region];
    let mut next = 0;
    while let Some(parent) = regions.get(next).copied() {
        regions.extend(words.release.regions_below(parent).map(|region| region.code));
        next += 1;
    }
    regions
}
