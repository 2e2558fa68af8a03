//! `/projects/{project}/situation`: answering once what many services ask.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::questions::{self, QuestionPanel};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use people::RequireSignedIn;

use super::{changeable, project_address};
use crate::access::Seen;
use crate::opening::{self, NotDone};
use crate::record::ChangeProject;
use crate::room::ProjectRoom;

#[derive(Template)]
#[template(path = "pages/situation.html")]
pub(super) struct SituationPage {
    chrome: Chrome,
    errors: FormErrors,
    title: String,
    address: String,
    questions: QuestionPanel,
}

pub(super) async fn new(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(project): Path<String>,
    reader: Reader,
) -> Result<Page<SituationPage>, Problem> {
    let seen = changeable(&room, &current, &project).await?;
    let form = questions::filled(FormData::default(), &seen.project.answers);
    Ok(Page(page(&room, &seen, &reader, &form, FormErrors::default())))
}

pub(super) async fn create(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(project): Path<String>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let seen = changeable(&room, &current, &project).await?;
    let release = room.catalogue.current();
    let (answers, errors) = questions::read(&release, &questions::matters_of_projects(&release), &form);
    if !errors.is_empty() {
        return Ok(again(&room, &seen, &reader, &form, errors));
    }
    let change = ChangeProject {
        answers: Some(answers),
        ..ChangeProject::default()
    };
    match opening::change(&room, &current, &seen, change, form.key()).await {
        Ok(()) => Ok(Redirect::to(&project_address(seen.record)).into_response()),
        Err(NotDone::Wrong(errors)) => Ok(again(&room, &seen, &reader, &form, errors)),
        Err(NotDone::Problem(problem)) => Err(problem),
    }
}

fn again(room: &ProjectRoom, seen: &Seen, reader: &Reader, form: &FormData, errors: FormErrors) -> Response {
    let page = page(room, seen, reader, form, errors);
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response()
}

fn page(room: &ProjectRoom, seen: &Seen, reader: &Reader, form: &FormData, errors: FormErrors) -> SituationPage {
    let release = room.catalogue.current();
    let asked = questions::of_matters(&release, &questions::matters_of_projects(&release));
    SituationPage {
        chrome: reader.portal("project-situation", Place::Nowhere),
        title: seen.project.title.clone(),
        address: project_address(seen.record),
        questions: QuestionPanel::whole(&release, &reader.texts, &asked, (form, &errors)),
        errors,
    }
}
