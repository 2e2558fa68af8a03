//! `/desk/restricted/{record}`: the question before what is restricted.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::form::Asked;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::Key;
use people::RequireSignedIn;

use crate::restriction::Restricted;
use crate::room::PrivacyRoom;
use crate::words::said;

#[derive(Template)]
#[template(path = "pages/opening.html")]
struct OpeningPage {
    chrome: Chrome,
    title: String,
    action: String,
    form: FormData,
    errors: FormErrors,
}

/// `GET /desk/restricted/{record}?back=…`
pub(super) async fn new(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(record): Path<RecordId>,
    Asked(query): Asked,
    reader: Reader,
) -> Result<Response, Problem> {
    let restricted = Restricted::seen(&room, &current, record).await?;
    Ok(respond(&reader, restricted, query, FormErrors::default(), StatusCode::OK))
}

/// `POST /desk/restricted/{record}`
pub(super) async fn create(
    State(room): State<PrivacyRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(record): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let key = Key::new(form.key().ok_or(Problem::FormExpired)?).and("open-restricted");
    let restricted = Restricted::seen(&room, &current, record).await?;
    match restricted.open(&room, form.value("words").to_owned(), key).await? {
        Ok(()) => Ok(Redirect::to(back(&form)).into_response()),
        Err(refusal) => {
            let errors = FormErrors::one(refusal.field(), said(refusal));
            Ok(respond(&reader, restricted, form, errors, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// Only to an address of this house.
fn back(form: &FormData) -> &str {
    let back = form.value("back");
    let is_own = back.starts_with('/') && !back.starts_with("//") && !back.starts_with("/\\");
    if is_own { back } else { "/desk" }
}

fn respond(reader: &Reader, restricted: Restricted, form: FormData, errors: FormErrors, status: StatusCode) -> Response {
    let page = OpeningPage {
        chrome: reader.desk("desk-restricted-title", Place::Nowhere),
        title: restricted.title,
        action: format!("/desk/restricted/{}", restricted.record),
        form,
        errors,
    };
    (status, Page(page)).into_response()
}
