//! `/licences`: every certificate that was served to me.

use askama::Template;
use axum::extract::State;
use catalogue::{Names, Words};
use front::{Chrome, Page, Place, Problem, Reader};
use people::RequireSignedIn;
use procedure::definition::ItemId;

use super::trouble::unavailable;
use crate::room::ApplicationRoom;
use crate::views::certificates_of;

#[derive(Template)]
#[template(path = "pages/licences.html")]
pub(super) struct LicencesPage {
    chrome: Chrome,
    lines: Vec<Line>,
}

struct Line {
    name: Words,
    address: String,
    number: String,
    served: String,
}

pub(super) async fn index(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<LicencesPage>, Problem> {
    current.actor.party().ok_or(Problem::NotFound)?;
    let release = room.catalogue.current();
    let rows = certificates_of(&room.ledger, &current.actor).await.map_err(unavailable)?;
    let names = Names::new(&release, &reader.texts);
    let lines = rows
        .into_iter()
        .map(|row| {
            let item = release.item(&ItemId::from(row.item.as_str()));
            let certificate = item
                .and_then(|item| item.certificate.as_ref())
                .map(|certificate| names.certificate(certificate));
            Line {
                name: certificate
                    .or_else(|| item.map(|item| names.item(item)))
                    .unwrap_or_else(|| Words::own(row.item.as_str())),
                address: format!("/applications/{}/documents/{}", row.application, row.ordinal),
                number: row.number,
                served: row.served.map(|day| reader.texts.long_day(&day)).unwrap_or_default(),
            }
        })
        .collect();
    Ok(Page(LicencesPage {
        chrome: reader.portal("place-licences", Place::Licences),
        lines,
    }))
}
