//! `/api/v1/messages`: the messages of whom one acts for.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use front::form::Asked;
use front::{Problem, Reader};
use identity::RecordId;
use people::RequireSignedIn;
use serde::Serialize;
use utoipa::ToSchema;

use crate::pages::{audience_of, title, unavailable};
use crate::record::Messages;
use crate::room::MessageRoom;
use crate::views::{InboxFilter, mark_read, messages};
use crate::words;

/// The most messages that are answered at a time.
const MESSAGES_MAX: u32 = 100;

/// A message.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageDocument {
    /// Its record.
    id: String,
    /// What it tells: `refinement_asked`, `served`, ….
    #[schema(value_type = String)]
    kind: serde_json::Value,
    /// What it says first.
    title: String,
    /// What it says in full, in the reader's language.
    text: String,
    /// Its application, where it is about one.
    application: Option<String>,
    /// When it was told.
    at: String,
    /// Whether the person has read it.
    read: bool,
}

/// Lists the messages of whom one acts for, the newest first.
#[utoipa::path(
    get, path = "/api/v1/messages", tag = "messages",
    params(
        ("unread" = Option<bool>, Query, description = "Only those not read"),
        ("application" = Option<String>, Query, description = "Only those about this application"),
    ),
    responses((status = 200, description = "The newest 100", body = [MessageDocument]), (status = 401, description = "Not signed in"))
)]
pub(crate) async fn index(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    Asked(asked): Asked,
) -> Result<Json<Vec<MessageDocument>>, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let audience = audience_of(&current).ok_or(Problem::NotFound)?;
    let filter = InboxFilter {
        unread_only: asked.value("unread") == "true",
        application: asked.value("application").parse().ok(),
    };
    let rows = messages(room.ledger(), &audience, account, filter, (0, MESSAGES_MAX))
        .await
        .map_err(unavailable)?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let snapshot = room.ledger().state::<Messages>(row.message).await.map_err(unavailable)?;
        let Some(told) = snapshot.and_then(|snapshot| snapshot.state.told.clone()) else {
            continue;
        };
        let about = told.fact.about.as_ref();
        let called = match about {
            Some(about) => title(&room, &reader.texts, about.application).await?,
            None => String::new(),
        };
        documents.push(MessageDocument {
            id: row.message.to_string(),
            kind: serde_json::to_value(told.fact.kind).map_err(|_| Problem::Broken)?,
            title: reader.texts.say(told.fact.kind.key()).to_string(),
            text: words::full(&room, &reader.texts, &told.fact, &called),
            application: about.map(|about| about.application.to_string()),
            at: row.at.to_string(),
            read: row.is_read,
        });
    }
    Ok(Json(documents))
}

/// Marks a message as read by the person.
#[utoipa::path(
    post, path = "/api/v1/messages/{message}/reading", tag = "messages",
    params(("message" = String, Path, description = "The message")),
    responses((status = 204, description = "Read"), (status = 401, description = "Not signed in"), (status = 404, description = "No such message"))
)]
pub(crate) async fn read(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(message): Path<RecordId>,
) -> Result<StatusCode, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let audience = audience_of(&current).ok_or(Problem::NotFound)?;
    let snapshot = room.ledger().state::<Messages>(message).await.map_err(unavailable)?;
    let told = snapshot.and_then(|snapshot| snapshot.state.told.clone());
    told.filter(|told| told.audience == audience).ok_or(Problem::NotFound)?;
    mark_read(room.ledger(), account, message).await.map_err(unavailable)?;
    Ok(StatusCode::NO_CONTENT)
}
