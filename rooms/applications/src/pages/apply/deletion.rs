//! `/drafts/{draft}/deletion`: gives a draft up, with its papers.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Names;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::RecordId;
use people::RequireSignedIn;

use super::draft::the_draft;
use crate::drafts;
use crate::pages::called::draft_called;
use crate::pages::trouble::unavailable;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/apply/deletion.html")]
pub(super) struct DeletionPage {
    chrome: Chrome,
    action: String,
    back: String,
    title: String,
    papers: usize,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<DeletionPage>, Problem> {
    let open = the_draft(&room, &current, id).await?;
    Ok(Page(DeletionPage {
        chrome: reader.portal("draft-delete", Place::Progress),
        action: format!("/drafts/{id}/deletion"),
        back: format!("/drafts/{id}"),
        title: draft_called(&Names::new(&open.release, &reader.texts), &open),
        papers: open.draft.papers.len(),
    }))
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    _form: FormData,
) -> Result<Redirect, Problem> {
    let open = the_draft(&room, &current, id).await?;
    drafts::delete(&room, open.party, id).await.map_err(unavailable)?;
    Ok(Redirect::to("/applications"))
}
