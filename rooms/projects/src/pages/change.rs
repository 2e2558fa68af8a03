//! `/projects/{project}/change`: another title, address or contact.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use people::RequireSignedIn;

use super::{changeable, project_address};
use crate::access::Seen;
use crate::opening::{self, NotDone, unavailable};
use crate::record::ChangeProject;
use crate::room::ProjectRoom;

#[derive(Template)]
#[template(path = "pages/change.html")]
pub(super) struct ChangePage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    title: String,
    address: String,
    code: String,
}

pub(super) async fn new(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(project): Path<String>,
    reader: Reader,
) -> Result<Page<ChangePage>, Problem> {
    let seen = changeable(&room, &current, &project).await?;
    let particulars = seen.particulars(&room.ledger).await.map_err(unavailable)?;
    let mut form = FormData::default()
        .filled("title", seen.project.title.as_str())
        .filled("address", particulars.address.unwrap_or_default());
    if let Some(contact) = particulars.contact {
        form.fill("contact_name", contact.name);
        form.fill("contact_phone", contact.phone.clear_text());
    }
    Ok(Page(page(&seen, &reader, form, FormErrors::default())))
}

pub(super) async fn create(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(project): Path<String>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let seen = changeable(&room, &current, &project).await?;
    let mut errors = FormErrors::default();
    let Some(particulars) = opening::particulars(&form, &mut errors) else {
        return Ok(again(&seen, &reader, form, errors));
    };
    let known = seen.particulars(&room.ledger).await.map_err(unavailable)?;
    let change = ChangeProject {
        title: Some(particulars.title),
        address: Some(particulars.address).filter(|address| known.address.as_ref() != Some(address)),
        contact: Some(particulars.contact).filter(|contact| known.contact.as_ref() != Some(contact)),
        answers: None,
    };
    match opening::change(&room, &current, &seen, change, form.key()).await {
        Ok(()) => Ok(Redirect::to(&project_address(seen.record)).into_response()),
        Err(NotDone::Wrong(errors)) => Ok(again(&seen, &reader, form, errors)),
        Err(NotDone::Problem(problem)) => Err(problem),
    }
}

fn again(seen: &Seen, reader: &Reader, form: FormData, errors: FormErrors) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page(seen, reader, form, errors))).into_response()
}

fn page(seen: &Seen, reader: &Reader, form: FormData, errors: FormErrors) -> ChangePage {
    ChangePage {
        chrome: reader.portal("project-change", Place::Nowhere),
        title: seen.project.title.clone(),
        address: project_address(seen.record),
        code: seen.project.code.to_string(),
        form,
        errors,
    }
}
