//! `/applications/{id}/hearings/{item}`: the applicant asks to be heard before a decision is taken.

use askama::Template;
use authority::acts;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::RequireSignedIn;
use procedure::definition::ItemId;

use super::called::called;
use super::procedures::item as item_name;
use super::trouble::{hidden, not_done, not_rendered, refused};
use crate::access::{Seen, see};
use crate::record::command::AskHearing;
use crate::record::hearing::{ANNOUNCED_AHEAD_DAYS, HELD_WITHIN_DAYS};
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/hearing.html")]
pub(super) struct HearingPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    action: String,
    back: String,
    title: String,
    item: String,
    until: String,
    held_within: u32,
    announced_ahead: i32,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, item)): Path<(RecordId, String)>,
    reader: Reader,
) -> Result<Page<HearingPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let item = ItemId::from(item.as_str());
    page(&room, &seen, &reader, &item, FormData::default(), FormErrors::default()).map(Page)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, item)): Path<(RecordId, String)>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let item = ItemId::from(item.as_str());
    let command = AskHearing {
        item: item.clone(),
        words: form.value("words").to_owned(),
    };
    match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
        Ok(_) => Ok(Redirect::to(&format!("/applications/{id}")).into_response()),
        Err(SubmitError::Refused(
            refusal @ (Refusal::WordsMissing | Refusal::WordsTooLong { .. } | Refusal::HearingTermOver { .. }),
        )) => {
            let errors = FormErrors::one("words", refused(&refusal));
            let page = page(&room, &seen, &reader, &item, form, errors)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(other) => Err(not_done(other)),
    }
}

fn page(
    room: &ApplicationRoom,
    seen: &Seen,
    reader: &Reader,
    item: &ItemId,
    form: FormData,
    errors: FormErrors,
) -> Result<HearingPage, Problem> {
    let application = &seen.application;
    let filing = application.filing.as_ref().ok_or(Problem::NotFound)?;
    let hearing = application
        .hearing(item)
        .filter(|hearing| hearing.asked.is_none())
        .ok_or(Problem::NotFound)?;
    let release = room.release_of(application).map_err(not_rendered)?;
    let names = Names::new(&release, &reader.texts);
    Ok(HearingPage {
        chrome: reader.portal("hearing-ask", Place::Progress),
        form,
        errors,
        action: format!("/applications/{}/hearings/{item}", seen.record),
        back: format!("/applications/{}", seen.record),
        title: called(&names, application),
        item: item_name(&names, item),
        until: reader.texts.day(&hearing.ask_by.deadline.day(&room.calendar(filing.region))),
        held_within: HELD_WITHIN_DAYS,
        announced_ahead: ANNOUNCED_AHEAD_DAYS,
    })
}
