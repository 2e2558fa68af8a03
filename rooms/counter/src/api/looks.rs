//! `/api/v1/looks`: who of the staff looked at my data.

use axum::Json;
use axum::extract::{RawQuery, State};
use front::{FormData, Problem};
use people::RequireSignedIn;
use serde::Serialize;
use utoipa::ToSchema;

use crate::looks::of_party;
use crate::pages::{looks_filter, looks_permitted};
use crate::questions::LookName;
use crate::room::CounterRoom;
use crate::words::unavailable;

/// So many are listed at a time.
const LISTED_MAX: u32 = 200;

/// Somebody's looks at one thing in one hour.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LookDocument {
    /// Its name, with which one asks what it was for.
    look: String,
    /// Who looked: the account.
    account: String,
    /// In which post.
    post: String,
    /// At which application, if at one.
    application: Option<String>,
    /// `application`, `step`, `paper`, `document`, `receipt`, `draft`, `project`, `list` or `account`.
    what: String,
    /// `review`, `window`, `helping`, `supervision` or `other`.
    occasion: String,
    /// First, in milliseconds since 1970.
    first: i64,
    /// Last, likewise.
    last: i64,
    /// How often.
    times: u32,
}

/// Lists the looks of staff at what belongs to the party as whom one acts, the last first.
#[utoipa::path(
    get, path = "/api/v1/looks", tag = "counter",
    params(
        ("application" = Option<String>, Query, description = "At one application alone"),
        ("what" = Option<String>, Query, description = "At one kind of thing alone"),
        ("since" = Option<String>, Query, description = "From that day on"),
        ("before" = Option<i64>, Query, description = "Older than that moment, for the next page"),
    ),
    responses(
        (status = 200, description = "The last 200", body = [LookDocument]),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "In a post nothing is one's own"),
    )
)]
pub(crate) async fn list(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    query: RawQuery,
) -> Result<Json<Vec<LookDocument>>, Problem> {
    let party = looks_permitted(&room, &current)?;
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    room.looks.settled().await;
    let rows = of_party(room.ledger(), party, looks_filter(&query), LISTED_MAX)
        .await
        .map_err(unavailable)?;
    let documents = rows.into_iter().map(|row| LookDocument {
        look: LookName::of(&row).map(|name| name.to_string()).unwrap_or_default(),
        account: row.account.to_string(),
        post: row.post,
        application: row.application.map(|application| application.to_string()),
        what: row.what.as_str().to_owned(),
        occasion: row.occasion.as_str().to_owned(),
        first: row.first.0,
        last: row.last.0,
        times: row.times,
    });
    Ok(Json(documents.collect()))
}
