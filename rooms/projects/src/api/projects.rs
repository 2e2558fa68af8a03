//! `/api/v1/projects`: list, register, show, change.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalogue::questions;
use front::{FormData, FormErrors, IdempotencyKey, Message, Problem};
use identity::{Phone, RecordId};
use people::RequireSignedIn;
use procedure::{Answers, Release};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::Seen;
use crate::opening::{self, NotDone, unavailable};
use crate::pages::{changeable, seen};
use crate::record::{ChangeProject, Contact};
use crate::room::ProjectRoom;
use crate::views::{ProjectRow, visible_to};
use crate::words::wrong_phone;

/// A project in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProjectLine {
    /// Its identifier.
    id: String,
    /// The national project code.
    code: String,
    /// What it is called, in public.
    title: String,
    /// The county, by code.
    region: String,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProjectPage {
    /// How many there are on all pages.
    total: usize,
    /// The projects of this page, the newest first.
    projects: Vec<ProjectLine>,
}

/// A project.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProjectDocument {
    #[serde(flatten)]
    line: ProjectLine,
    /// Where it is exactly; only for its owner.
    address: Option<String>,
    /// Whom to ask; only for its owner.
    contact: Option<ContactDocument>,
    /// What is known of its situation, by question.
    #[schema(value_type = Object)]
    answers: Answers,
}

/// Whom to ask.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactDocument {
    /// The name.
    name: String,
    /// The phone.
    phone: String,
}

/// A project to register.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewProject {
    /// The national project code.
    code: String,
    /// What it is called; public.
    title: String,
    /// The county, by code.
    region: String,
    /// Where it is exactly.
    address: String,
    /// Whom to ask.
    contact: ContactDocument,
    /// What is known of its situation, by question.
    #[serde(default)]
    #[schema(value_type = Object)]
    answers: Answers,
}

/// What to change; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProjectChange {
    /// What it is called.
    title: Option<String>,
    /// Where it is exactly.
    address: Option<String>,
    /// Whom to ask.
    contact: Option<ContactDocument>,
    /// All answers as they are to be.
    #[schema(value_type = Option<Object>)]
    answers: Option<Answers>,
}

/// Lists the projects that one may see.
#[utoipa::path(
    get, path = "/api/v1/projects", tag = "projects",
    params(("q" = Option<String>, Query, description = "In title or code"), ("page" = Option<u32>, Query, description = "From 1")),
    responses((status = 200, description = "A page of projects", body = ProjectPage), (status = 401, description = "Not signed in"))
)]
pub(crate) async fn list(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    query: RawQuery,
) -> Result<Json<ProjectPage>, Problem> {
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let page = form.value("page").parse().unwrap_or(1);
    let list = visible_to(&room.ledger, &current.actor, form.value("q"), page)
        .await
        .map_err(unavailable)?;
    Ok(Json(ProjectPage {
        total: list.total,
        projects: list.rows.iter().map(line_of_row).collect(),
    }))
}

/// Registers a project.
#[utoipa::path(
    post, path = "/api/v1/projects", tag = "projects", request_body = NewProject,
    params(("idempotency-key" = Option<String>, Header, description = "The same key again is the same project")),
    responses(
        (status = 201, description = "Registered", body = ProjectDocument),
        (status = 400, description = "Something in it is wrong"),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "This capacity registers no projects"),
    )
)]
pub(crate) async fn create(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: Option<IdempotencyKey>,
    request: Result<Json<NewProject>, JsonRejection>,
) -> Result<(StatusCode, Json<ProjectDocument>), Problem> {
    let Json(request) = request.map_err(|_| Problem::invalid("project-request-unreadable"))?;
    let answers = answers(&room.catalogue.current(), &request.answers)?;
    let mut form = FormData::default()
        .filled("code", request.code)
        .filled("title", request.title)
        .filled("region", request.region)
        .filled("address", request.address)
        .filled("contact_name", request.contact.name)
        .filled("contact_phone", request.contact.phone);
    if let Some(key) = &key {
        form.fill("key", key.as_str());
    }
    let project = opening::open(&room, &current, &form, answers).await.map_err(problem)?;
    let seen = seen(&room, &current, &project.to_string()).await?;
    Ok((StatusCode::CREATED, Json(document(&room, &seen).await?)))
}

/// Shows a project.
#[utoipa::path(
    get, path = "/api/v1/projects/{project}", tag = "projects",
    params(("project" = String, Path, description = "Its identifier")),
    responses((status = 200, description = "The project", body = ProjectDocument), (status = 404, description = "No such project for this actor"))
)]
pub(crate) async fn show(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(project): Path<String>,
) -> Result<Json<ProjectDocument>, Problem> {
    let seen = seen(&room, &current, &project).await?;
    Ok(Json(document(&room, &seen).await?))
}

/// Changes a project.
#[utoipa::path(
    patch, path = "/api/v1/projects/{project}", tag = "projects", request_body = ProjectChange,
    params(
        ("project" = String, Path, description = "Its identifier"),
        ("idempotency-key" = Option<String>, Header, description = "The same key again is the same change"),
    ),
    responses(
        (status = 200, description = "The project as it is now", body = ProjectDocument),
        (status = 400, description = "Something in it is wrong"),
        (status = 404, description = "No such project for this actor"),
    )
)]
pub(crate) async fn change(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(project): Path<String>,
    key: Option<IdempotencyKey>,
    request: Result<Json<ProjectChange>, JsonRejection>,
) -> Result<Json<ProjectDocument>, Problem> {
    let seen_before = changeable(&room, &current, &project).await?;
    let Json(request) = request.map_err(|_| Problem::invalid("project-request-unreadable"))?;
    let answers = request
        .answers
        .map(|given| answers(&room.catalogue.current(), &given))
        .transpose()?;
    let change = ChangeProject {
        title: request.title,
        address: request.address,
        contact: request.contact.map(contact).transpose()?,
        answers,
    };
    opening::change(
        &room,
        &current,
        &seen_before,
        change,
        key.as_ref().map(IdempotencyKey::as_str),
    )
    .await
    .map_err(problem)?;
    let seen = seen(&room, &current, &project).await?;
    Ok(Json(document(&room, &seen).await?))
}

fn contact(given: ContactDocument) -> Result<Contact, Problem> {
    let phone: Phone = given
        .phone
        .parse()
        .map_err(|error| Problem::Invalid(wrong_field("contact_phone", wrong_phone(error))))?;
    Ok(Contact { name: given.name, phone })
}

/// Answers to declared questions, each of its kind; the first that is not is named.
fn answers(release: &Release, given: &Answers) -> Result<Answers, Problem> {
    let asked = questions::of_matters(release, &questions::matters_of_projects(release));
    let declared = |id: &str| asked.iter().find(|question| question.id.as_str() == id);
    for (id, answer) in given.iter() {
        if !declared(id.as_str()).is_some_and(|question| questions::fits(question, answer)) {
            return Err(Problem::invalid(
                Message::new("project-answer-wrong").with("question", id.as_str()),
            ));
        }
    }
    Ok(questions::settled(&asked, given))
}

fn problem(not_done: NotDone) -> Problem {
    match not_done {
        NotDone::Wrong(errors) => Problem::Invalid(first(&errors)),
        NotDone::Problem(problem) => problem,
    }
}

fn first(errors: &FormErrors) -> Message {
    let first = errors.iter().next();
    first.map_or_else(
        || Message::new("problem-invalid"),
        |wrong| wrong_field(&wrong.field, wrong.message.clone()),
    )
}

fn wrong_field(field: &str, reason: Message) -> Message {
    Message::new("project-field-wrong")
        .with("field", field)
        .with("reason", reason)
}

fn line_of_row(row: &ProjectRow) -> ProjectLine {
    ProjectLine {
        id: row.record.to_string(),
        code: row.code.clone(),
        title: row.title.clone(),
        region: row.region.to_string(),
    }
}

fn line(record: RecordId, seen: &Seen) -> ProjectLine {
    ProjectLine {
        id: record.to_string(),
        code: seen.project.code.to_string(),
        title: seen.project.title.clone(),
        region: seen.project.region.to_string(),
    }
}

async fn document(room: &ProjectRoom, seen: &Seen) -> Result<ProjectDocument, Problem> {
    let is_owner = seen.permit.actor().party() == Some(seen.project.owner);
    let particulars = if is_owner {
        seen.particulars(&room.ledger).await.map_err(unavailable)?
    } else {
        crate::access::Particulars::default()
    };
    Ok(ProjectDocument {
        line: line(seen.record, seen),
        address: particulars.address,
        contact: particulars.contact.map(|contact| ContactDocument {
            phone: contact.phone.clear_text().to_owned(),
            name: contact.name,
        }),
        answers: seen.project.answers.clone(),
    })
}
