//! `/drafts/{draft}/materials/{material}/removal`: takes a paper out again.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Names;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::RecordId;
use people::RequireSignedIn;
use procedure::definition::MaterialId;

use super::draft::the_draft;
use crate::drafts::{Draft, change};
use crate::pages::called::draft_called;
use crate::pages::trouble::unavailable;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/apply/removal.html")]
pub(super) struct RemovalPage {
    chrome: Chrome,
    action: String,
    back: String,
    draft: String,
    name: String,
    file: String,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, material)): Path<(RecordId, String)>,
    reader: Reader,
) -> Result<Page<RemovalPage>, Problem> {
    let open = the_draft(&room, &current, id).await?;
    let paper = open
        .draft
        .paper(&MaterialId::from(material.as_str()))
        .ok_or(Problem::NotFound)?;
    let names = Names::new(&open.release, &reader.texts);
    Ok(Page(RemovalPage {
        chrome: reader.portal("paper-remove", Place::Apply),
        action: format!("/drafts/{id}/materials/{material}/removal"),
        back: format!("/drafts/{id}/materials"),
        draft: draft_called(&names, &open),
        name: names.material_id(&paper.material).plain().to_owned(),
        file: paper.file_name.clone(),
    }))
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, material)): Path<(RecordId, String)>,
    _form: FormData,
) -> Result<Redirect, Problem> {
    let open = the_draft(&room, &current, id).await?;
    let material = MaterialId::from(material.as_str());
    let take = |draft: &mut Draft| draft.take(&material).into_iter().collect();
    change(&room, open.party, id, take)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&format!("/drafts/{id}/materials")))
}
