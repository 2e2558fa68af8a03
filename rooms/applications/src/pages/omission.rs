//! `/applications/{id}/omissions/{item}`: the applicant goes on without an item.

use askama::Template;
use authority::acts;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Names;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::Key;
use people::RequireSignedIn;
use procedure::definition::ItemId;

use super::called::called;
use super::trouble::{hidden, not_done, not_rendered};
use crate::access::see;
use crate::record::Applications;
use crate::record::command::LeaveOut;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/omission.html")]
pub(super) struct OmissionPage {
    chrome: Chrome,
    action: String,
    back: String,
    title: String,
    item: String,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, item)): Path<(RecordId, String)>,
    reader: Reader,
) -> Result<Page<OmissionPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let item = ItemId::from(item.as_str());
    seen.application.case(&item).ok_or(Problem::NotFound)?;
    let names = Names::new(&release, &reader.texts);
    Ok(Page(OmissionPage {
        chrome: reader.portal("leave-out", Place::Progress),
        action: format!("/applications/{id}/omissions/{item}"),
        back: format!("/applications/{id}"),
        title: called(&names, &seen.application),
        item: release
            .item(&item)
            .map(|item| names.item(item).plain().to_owned())
            .unwrap_or_default(),
    }))
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, item)): Path<(RecordId, String)>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let command = LeaveOut {
        item: ItemId::from(item.as_str()),
    };
    room.ledger
        .submit::<Applications, _>(&permit, id, command, key)
        .await
        .map_err(not_done)?;
    Ok(Redirect::to(&format!("/applications/{id}")))
}
