//! `/projects/new`: registering a project.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use people::{CurrentActor, RequireSignedIn};
use procedure::Answers;

use super::list::may_open;
use super::{county_choices, project_address};
use crate::opening::{self, NotDone, unavailable};
use crate::room::ProjectRoom;

#[derive(Template)]
#[template(path = "pages/new.html")]
pub(super) struct NewPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    counties: Vec<Choice>,
    /// In whose name.
    owner: String,
    known: String,
}

pub(super) async fn new(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<NewPage>, Problem> {
    if !may_open(&room, &current) {
        return Err(Problem::NotFound);
    }
    let form = with_contact(&room, &current).await?;
    Ok(Page(page(&room, &current, &reader, form, FormErrors::default())))
}

pub(super) async fn create(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    match opening::open(&room, &current, &form, Answers::default()).await {
        Ok(project) => Ok(Redirect::to(&project_address(project)).into_response()),
        Err(NotDone::Wrong(errors)) => {
            let page = page(&room, &current, &reader, form, errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(NotDone::Problem(problem)) => Err(problem),
    }
}

/// Who registers a project is mostly whom to ask about it.
async fn with_contact(room: &ProjectRoom, current: &CurrentActor) -> Result<FormData, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let phones = people::views::phones(&room.ledger, &[account]).await.map_err(unavailable)?;
    let form = FormData::default().filled("contact_name", current.name());
    Ok(match phones.get(&account) {
        Some(phone) => form.filled("contact_phone", phone),
        None => form,
    })
}

fn page(room: &ProjectRoom, current: &CurrentActor, reader: &Reader, form: FormData, errors: FormErrors) -> NewPage {
    let texts = &reader.texts;
    NewPage {
        counties: county_choices(&room.catalogue.current(), texts),
        owner: current.party_name().to_owned(),
        known: texts.say("project-contact-known").to_string(),
        chrome: reader.portal("project-new", Place::Nowhere),
        form,
        errors,
    }
}
