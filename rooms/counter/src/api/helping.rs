//! `/api/v1/helping`: the projects that a helper takes through.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use front::{IdempotencyKey, Problem, Reader};
use identity::RecordId;
use people::RequireSignedIn;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::at_window::AsHelper;
use crate::pages::{assigned, outlooks, seen_as_helper};
use crate::room::CounterRoom;
use crate::words::unavailable;

/// A project that somebody helps.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HelpedDocument {
    /// Its record.
    id: String,
    /// Its national code.
    code: String,
    /// What it is called.
    title: String,
    /// How each of its applications stands.
    applications: Vec<OutlookDocument>,
}

/// How an application stands: no form, no papers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutlookDocument {
    /// Its number.
    number: String,
    /// The state in a sentence.
    state: String,
    /// What is asked of the applicant now.
    asked: Vec<String>,
    /// The open steps.
    open: Vec<OpenStepDocument>,
    /// What comes next.
    next: Vec<String>,
}

/// An open step.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenStepDocument {
    /// What it is called.
    name: String,
    /// Who has it.
    organ: String,
    /// Until when, in words; empty while its clock stands still.
    due: String,
}

/// Who is to help a project.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HelperChosen {
    /// The helper's account.
    helper: String,
}

/// Lists the projects that the helper takes through.
#[utoipa::path(
    get, path = "/api/v1/helping", tag = "counter",
    responses(
        (status = 200, description = "The helper's projects", body = [HelpedDocument]),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not a helper"),
    )
)]
pub(crate) async fn list(
    State(room): State<CounterRoom>,
    AsHelper(at): AsHelper,
    reader: Reader,
) -> Result<Json<Vec<HelpedDocument>>, Problem> {
    let rows = projects::views::helped_by(room.ledger(), at.account)
        .await
        .map_err(unavailable)?;
    let mut documents = Vec::new();
    for row in rows {
        documents.push(document(&room, &reader, row.record, row.code, row.title).await?);
    }
    Ok(Json(documents))
}

/// Shows one of them.
#[utoipa::path(
    get, path = "/api/v1/helping/{project}", tag = "counter",
    params(("project" = String, Path, description = "Its record")),
    responses(
        (status = 200, description = "How it stands", body = HelpedDocument),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not one that the reader helps or watches over"),
    )
)]
pub(crate) async fn show(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Json<HelpedDocument>, Problem> {
    let project = seen_as_helper(&room, &current, id).await?;
    document(&room, &reader, id, project.code.to_string(), project.title)
        .await
        .map(Json)
}

/// Gives a project its helper.
#[utoipa::path(
    put, path = "/api/v1/helping/{project}/helper", tag = "counter", request_body = HelperChosen,
    params(
        ("project" = String, Path, description = "Its record"),
        ("Idempotency-Key" = String, Header, description = "Chosen by the sender; sent twice, it happens once"),
    ),
    responses(
        (status = 204, description = "The helper helps"),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not a project over whose region the reader watches"),
        (status = 422, description = "Nobody of that account helps"),
    )
)]
pub(crate) async fn assign(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    key: IdempotencyKey,
    Json(chosen): Json<HelperChosen>,
) -> Result<StatusCode, Problem> {
    let project = seen_as_helper(&room, &current, id).await?;
    let account = chosen.helper.parse::<RecordId>().ok();
    match assigned(&room, &current, id, &project, account, key.as_str()).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::Refused("authorisation-helper-missing".into())),
    }
}

async fn document(
    room: &CounterRoom,
    reader: &Reader,
    id: RecordId,
    code: String,
    title: String,
) -> Result<HelpedDocument, Problem> {
    let outlooks = outlooks(room, reader, id).await?.into_iter().map(|one| OutlookDocument {
        number: one.number,
        state: one.title,
        asked: one.asked,
        open: one
            .open
            .into_iter()
            .map(|step| OpenStepDocument {
                name: step.name,
                organ: step.organ,
                due: step.due,
            })
            .collect(),
        next: one.next,
    });
    Ok(HelpedDocument {
        id: id.to_string(),
        code,
        title,
        applications: outlooks.collect(),
    })
}
