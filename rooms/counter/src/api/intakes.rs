//! `/api/v1/counter/intakes`: what the clerk's window took in.

use applications::access::see_intake;
use applications::views::{intake_counts, intakes};
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use calendar::Day;
use front::{FormData, Problem};
use identity::RecordId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::at_window::AtWindow;
use crate::room::CounterRoom;
use crate::words::{hidden, unavailable};

/// So many are listed at a time.
const LISTED_MAX: u32 = 200;

/// What a window took in on a day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IntakeList {
    /// The day.
    day: String,
    /// How many the window took in.
    all: usize,
    /// How many of them this clerk.
    own: usize,
    /// The newest 200 that the search finds.
    intakes: Vec<IntakeDocument>,
}

/// An application that a window took in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IntakeDocument {
    /// Its record.
    id: String,
    /// Its number, as on the receipt.
    number: String,
    /// The matter's id.
    matter: String,
    /// What it is called.
    title: String,
    /// `in_progress`, `finished`, `withdrawn`, `terminated`.
    status: String,
    /// When it was taken in, in milliseconds since 1970.
    at: i64,
}

/// Lists what the clerk's window took in on a day.
#[utoipa::path(
    get, path = "/api/v1/counter/intakes", tag = "counter",
    params(
        ("day" = Option<String>, Query, description = "The day; today if left out"),
        ("q" = Option<String>, Query, description = "A part of title or number"),
    ),
    responses(
        (status = 200, description = "The day's list with its counts", body = IntakeList),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not at a window"),
    )
)]
pub(crate) async fn list(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    query: RawQuery,
) -> Result<Json<IntakeList>, Problem> {
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let day: Day = query.value("day").parse().unwrap_or(room.today());
    let (ledger, organ) = (room.ledger(), &at.post.organ);
    let rows = intakes(ledger, organ, (day, day), query.value("q").trim(), LISTED_MAX)
        .await
        .map_err(unavailable)?;
    let counts = intake_counts(ledger, organ, day, at.account).await.map_err(unavailable)?;
    let intakes = rows.into_iter().map(|row| IntakeDocument {
        id: row.application.to_string(),
        number: row.number,
        matter: row.matter,
        title: row.title,
        status: row.status.as_str().to_owned(),
        at: row.at.0,
    });
    Ok(Json(IntakeList {
        day: day.to_string(),
        all: counts.all,
        own: counts.own,
        intakes: intakes.collect(),
    }))
}

/// Reads an intake back.
#[utoipa::path(
    get, path = "/api/v1/counter/intakes/{application}", tag = "counter",
    params(("application" = String, Path, description = "Its record")),
    responses(
        (status = 200, description = "Number and state", body = IntakeDocument),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not taken in by this window, or there is none"),
    )
)]
pub(crate) async fn show(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    Path(id): Path<RecordId>,
) -> Result<Json<IntakeDocument>, Problem> {
    let seen = see_intake(room.ledger(), &at.current.actor, id).await.map_err(hidden)?;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    Ok(Json(IntakeDocument {
        id: id.to_string(),
        number: filing.number.to_string(),
        matter: seen
            .application
            .plan
            .as_ref()
            .map(|plan| plan.matter.to_string())
            .unwrap_or_default(),
        title: filing.title.clone(),
        status: seen.application.status.as_str().to_owned(),
        at: filing.at.0,
    }))
}
