//! `/api/v1/desk/tasks`: what is on the desk of the actor's organ.

use axum::Json;
use axum::extract::{RawQuery, State};
use front::{FormData, Problem, Reader};
use serde::Serialize;
use utoipa::ToSchema;

use crate::at_desk::AtDesk;
use crate::desks::Desks;
use crate::list::{self, Counts, Filter, Question};
use crate::seeing::unavailable;

/// A page of a desk.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskList {
    /// The tasks, by due day.
    tasks: Vec<TaskDocument>,
    /// `after` of the next page, if there is one.
    next: Option<String>,
    /// How many there are, however they stand.
    counts: Counts,
}

/// One thing on a desk.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskDocument {
    /// Its application.
    application: String,
    /// The application's number.
    number: String,
    /// What the application is called.
    title: String,
    /// Its matter.
    matter: String,
    /// The step, if it is one.
    step: Option<String>,
    /// The proposal that waits for a signature, if it is one: its number.
    proposal: Option<u16>,
    /// The gate that is to be recorded, if it is one.
    gate: Option<String>,
    /// The application for recusal that is to be decided, if it is one.
    recusal: Option<String>,
    /// What the holder of a certificate asks for, if it is that: its number.
    request: Option<u16>,
    /// The item; empty for a gate.
    item: String,
    /// Why it is here: `open`, `applicant`, `notice`, `gate`, `recusal`, `proposal` or `special`.
    status: &'static str,
    /// Until when, while a clock runs.
    due: Option<String>,
    /// The duty that the open stage asks for.
    duty: Option<&'static str>,
    /// The account that claimed it.
    holder: Option<String>,
    /// Where.
    region: String,
}

/// Lists what is on the desk of the actor's organ, by due day.
#[utoipa::path(
    get, path = "/api/v1/desk/tasks", tag = "desk",
    params(
        ("q" = Option<String>, Query, description = "Title, number, or the name of a matter, a step or an enterprise contains this; names of persons are not searched"),
        ("status" = Option<String>, Query, description = "`open`, `late`, `soon` (short of time: the yellow light), `applicant`, `notice`, `gate`, `proposal`, `special` or `recusal`; all without it"),
        ("mine" = Option<u8>, Query, description = "1: only what the actor claimed"),
        ("duty" = Option<String>, Query, description = "`all`, `handle`, `check`, `sign` or `lead`; without it the duties of the actor's post"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses(
        (status = 200, description = "A page of the desk", body = TaskList),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "No desk for this capacity"),
    )
)]
pub(crate) async fn list(
    State(desks): State<Desks>,
    at: AtDesk,
    reader: Reader,
    RawQuery(query): RawQuery,
) -> Result<Json<TaskList>, Problem> {
    let organ = at.organ().ok_or(Problem::NotFound)?;
    let filter = Filter::read(&FormData::parse(query.unwrap_or_default().as_bytes())?);
    let found = list::Found::of(&desks, &reader.texts, &filter.text)
        .await
        .map_err(unavailable)?;
    let question = Question {
        organ: &organ,
        held: filter.held(&at),
        duties: filter.duties(&at),
        today: desks.today(),
        found,
    };
    let page = list::page(desks.ledger(), &question, &filter).await.map_err(unavailable)?;
    let document = |task: &list::Task| TaskDocument {
        application: task.application.to_string(),
        number: task.number.clone(),
        title: task.title.clone(),
        matter: task.matter.clone(),
        step: task.is_step().then(|| task.step.clone()),
        recusal: task.recusal().map(str::to_owned),
        proposal: task.proposal().map(|(_, number)| number.0),
        gate: task.gate().map(str::to_owned),
        request: task.request().map(|(_, number)| number.0),
        item: task.item.to_string(),
        status: task.status.as_str(),
        due: task.days.map(|days| days.due.to_string()),
        duty: task.duty.map(authority::Duty::as_str),
        holder: task.holder.map(|holder| holder.to_string()),
        region: task.region.to_string(),
    };
    Ok(Json(TaskList {
        tasks: page.tasks.iter().map(document).collect(),
        next: page.next.map(|cursor| cursor.to_string()),
        counts: page.counts,
    }))
}
