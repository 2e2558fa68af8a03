//! `/applications/{id}/documents/print`: everything that was served, one sheet after another, for A4.

use askama::Template;
use axum::extract::{Path, State};
use catalogue::Names;
use front::{Chrome, Page, Place, Problem, Reader};
use identity::RecordId;
use people::RequireSignedIn;

use super::called::called;
use super::trouble::{hidden, not_rendered};
use crate::access::see;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/document_print.html")]
pub(super) struct PrintPage {
    chrome: Chrome,
    title: String,
    back: String,
    sheets: Vec<(String, String)>,
    style: String,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<PrintPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let title = called(&Names::new(&release, &reader.texts), &seen.application);
    let mut sheets = Vec::new();
    for document in seen
        .application
        .documents
        .iter()
        .filter(|document| document.is_open_to_applicant())
    {
        let sheet = room.sheet_of(id, &seen.application, document).await.map_err(not_rendered)?;
        sheets.push((sheet.name.clone(), document::html(&sheet)));
    }
    if sheets.is_empty() {
        return Err(Problem::NotFound);
    }
    Ok(Page(PrintPage {
        chrome: reader.chrome(front::Audience::Portal, title.clone(), Place::Progress),
        back: format!("/applications/{id}/documents"),
        style: super::style::address(),
        title,
        sheets,
    }))
}
