//! `/desk/{application}/{step}/preview`: the very page that signing would issue, with its number still open.

use askama::Template;
use authority::acts;
use axum::extract::{Path, State};
use front::{Chrome, Page, Place, Problem, Reader};
use identity::RecordId;
use people::RequireSignedIn;
use procedure::definition::StepId;

use super::trouble::{hidden, not_rendered, refused};
use crate::access::see;
use crate::documents::PreviewError;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/preview.html")]
pub(super) struct PreviewPage {
    chrome: Chrome,
    name: String,
    sheet: String,
    back: String,
    style: String,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, step)): Path<(RecordId, String)>,
    reader: Reader,
) -> Result<Page<PreviewPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let step = seen.application.step(&StepId::from(step.as_str())).ok_or(Problem::NotFound)?;
    seen.permit_on_step::<acts::SignOff>(&current.actor, step).map_err(hidden)?;
    let preview = room.preview(id, &seen.application, &current.actor, &step.planned.item).await;
    let sheet = preview.map_err(|error| match error {
        PreviewError::Refused(refusal) => Problem::Refused(refused(&refusal)),
        PreviewError::Document(error) => not_rendered(error),
    })?;
    Ok(Page(PreviewPage {
        chrome: reader.desk("paper-preview-title", Place::Todo),
        name: sheet.name.clone(),
        sheet: document::html(&sheet),
        back: format!("/desk/{id}/{}", step.planned.step),
        style: super::style::address(),
    }))
}
