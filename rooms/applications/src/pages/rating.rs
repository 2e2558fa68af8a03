//! `/applications/{id}/rating`: one matter, one rating (好差评, GB/T 39734).

use askama::Template;
use authority::acts;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::RequireSignedIn;

use super::called::called;
use super::trouble::{hidden, not_done, not_rendered, refused};
use crate::access::{Seen, see};
use crate::record::command::Rate;
use crate::record::state::Grade;
use crate::record::{Applications, Refusal};
use crate::room::ApplicationRoom;

/// The grades with their values in forms.
const GRADES: [(&str, Grade); 5] = [
    ("very-satisfied", Grade::VerySatisfied),
    ("satisfied", Grade::Satisfied),
    ("fairly-satisfied", Grade::FairlySatisfied),
    ("dissatisfied", Grade::Dissatisfied),
    ("very-dissatisfied", Grade::VeryDissatisfied),
];

#[derive(Template)]
#[template(path = "pages/rating.html")]
pub(super) struct RatingPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    action: String,
    back: String,
    title: String,
    grades: Vec<Choice>,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<RatingPage>, Problem> {
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
    let grade = GRADES
        .iter()
        .find(|(value, _)| *value == form.value("grade"))
        .map(|(_, grade)| *grade);
    let Some(grade) = grade else {
        let page = page(&room, &seen, &reader, form, FormErrors::one("grade", "rating-missing"))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
    };
    let command = Rate {
        grade,
        words: form.value("words").to_owned(),
    };
    match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
        Ok(_) => Ok(Redirect::to(&format!("/applications/{id}")).into_response()),
        Err(SubmitError::Refused(refusal @ Refusal::WordsTooLong { .. })) => {
            let page = page(&room, &seen, &reader, form, FormErrors::one("words", refused(&refusal)))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(other) => Err(not_done(other)),
    }
}

fn page(room: &ApplicationRoom, seen: &Seen, reader: &Reader, form: FormData, errors: FormErrors) -> Result<RatingPage, Problem> {
    let t = &reader.texts;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    Ok(RatingPage {
        chrome: reader.portal("rate", Place::Progress),
        form,
        errors,
        action: format!("/applications/{}/rating", seen.record),
        back: format!("/applications/{}", seen.record),
        title: called(&Names::new(&release, t), &seen.application),
        grades: GRADES
            .iter()
            .map(|(value, _)| Choice::new(*value, t.say(&format!("grade-{value}")).to_string()))
            .collect(),
    })
}
