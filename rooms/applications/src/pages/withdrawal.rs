//! `/applications/{id}/withdrawal`: the applicant takes the application back.

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

use super::called::called;
use super::trouble::{hidden, not_done, not_rendered, refused};
use crate::access::{Seen, see};
use crate::record::command::Withdraw;
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/withdrawal.html")]
pub(super) struct WithdrawalPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    action: String,
    back: String,
    title: String,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<WithdrawalPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    page(&room, &seen, &reader, FormData::default(), FormErrors::default()).map(Page)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let key = Key::new(form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
    let command = Withdraw {
        reason: form.value("reason").to_owned(),
    };
    match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
        Ok(_) => Ok(Redirect::to(&format!("/applications/{id}")).into_response()),
        Err(SubmitError::Refused(refusal @ Refusal::WordsTooLong { .. })) => {
            let page = page(&room, &seen, &reader, form, FormErrors::one("reason", refused(&refusal)))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(other) => Err(not_done(other)),
    }
}

fn page(
    room: &ApplicationRoom,
    seen: &Seen,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<WithdrawalPage, Problem> {
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    Ok(WithdrawalPage {
        chrome: reader.portal("withdraw", Place::Progress),
        form,
        errors,
        action: format!("/applications/{}/withdrawal", seen.record),
        back: format!("/applications/{}", seen.record),
        title: called(&Names::new(&release, &reader.texts), &seen.application),
    })
}
