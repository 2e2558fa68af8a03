//! `/desk/administration`: what there is to administer.

use askama::Template;
use axum::extract::State;
use front::{Chrome, Page, Place, Problem, Reader};

use crate::parked::ParkedTally;
use crate::record::Standing;
use crate::releases::unavailable;
use crate::room::{Administration, Administrator};

#[derive(Template)]
#[template(path = "pages/index.html")]
pub(super) struct Index {
    chrome: Chrome,
    number: u32,
    since: String,
    scheduled: usize,
    services: usize,
    parked: ParkedTally,
}

pub(super) async fn show(State(room): State<Administration>, _: Administrator, reader: Reader) -> Result<Page<Index>, Problem> {
    let entries = room.catalogue.releases();
    let newest = entries.last().ok_or(Problem::Broken)?;
    let imported = room.imported().await.map_err(unavailable)?;
    let scheduled = imported
        .iter()
        .filter(|one| matches!(one.state.standing, Standing::Scheduled { .. }));
    let services = people::services(room.ledger()).await.map_err(unavailable)?;
    Ok(Page(Index {
        number: newest.number,
        since: reader.texts.long_day(&newest.at.day()),
        scheduled: scheduled.count(),
        services: services.len(),
        parked: room.parked_tally().await.map_err(unavailable)?,
        chrome: reader.desk("administration-title", Place::Administration),
    }))
}
