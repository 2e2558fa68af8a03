//! `/api/v1/posts`: who sits in which post, and putting people there.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use front::{IdempotencyKey, Message, Problem};
use identity::{PostId, RecordId};
use ledger::Key;
use people::PostEntry;
use people::views::{self, PostHolder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::pages::mendable;
use crate::releases::unavailable;
use crate::room::{Administration, Administrator};

/// A post.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostDocument {
    /// Its identifier: organ and duty.
    post: String,
    /// The organ's name.
    organ: String,
    /// Where.
    region: String,
    /// The accounts of whoever sits there.
    holders: Vec<String>,
}

/// Whom to put into a post.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Appointment {
    /// The name under which the person signs in.
    sign_in_name: String,
}

/// Lists every post with whoever sits there.
#[utoipa::path(
    get, path = "/api/v1/posts", tag = "administration",
    responses((status = 200, description = "All posts, organ by organ", body = [PostDocument]), (status = 404, description = "Not for this actor"))
)]
pub(crate) async fn list(State(room): State<Administration>, _: Administrator) -> Result<Json<Vec<PostDocument>>, Problem> {
    let posts = room.people.posts();
    let holders = views::holders(room.ledger()).await.map_err(unavailable)?;
    Ok(Json(posts.iter().map(|entry| document(entry, &holders)).collect()))
}

/// Puts somebody into a post.
#[utoipa::path(
    post, path = "/api/v1/posts/{post}/holders", tag = "administration", request_body = Appointment,
    responses((status = 201, description = "In the post", body = PostDocument), (status = 404, description = "No such post, or not for this actor"), (status = 422, description = "Nobody signs in under that name, or may not be appointed"))
)]
pub(crate) async fn appoint(
    State(room): State<Administration>,
    administrator: Administrator,
    Path(post): Path<String>,
    key: IdempotencyKey,
    Json(appointment): Json<Appointment>,
) -> Result<(StatusCode, Json<PostDocument>), Problem> {
    let entry = entry(&room, &post)?;
    let key = Key::derived(&["api", "appoint", key.as_str(), &post, &appointment.sign_in_name]);
    let appointed = room
        .people
        .appoint(&administrator.0.actor, appointment.sign_in_name.trim(), &entry.post.id, key);
    appointed.await.map_err(refused)?;
    let holders = views::holders_in(room.ledger(), &entry.post.organ)
        .await
        .map_err(unavailable)?;
    Ok((StatusCode::CREATED, Json(document(&entry, &holders))))
}

/// Takes somebody out of a post.
#[utoipa::path(
    delete, path = "/api/v1/posts/{post}/holders/{account}", tag = "administration",
    responses((status = 204, description = "Out of the post"), (status = 404, description = "No such post, or not for this actor"), (status = 422, description = "Nobody of that account sits there"))
)]
pub(crate) async fn dismiss(
    State(room): State<Administration>,
    administrator: Administrator,
    Path((post, account)): Path<(String, String)>,
    key: IdempotencyKey,
) -> Result<StatusCode, Problem> {
    let entry = entry(&room, &post)?;
    let key = Key::derived(&["api", "dismiss", key.as_str(), &post, &account]);
    let account: RecordId = account.parse().map_err(|_| Problem::NotFound)?;
    let dismissed = room.people.dismiss(&administrator.0.actor, account, &entry.post.id, key);
    dismissed.await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

fn refused(error: people::AppointError) -> Problem {
    match mendable(error) {
        Ok(key) => Problem::Refused(Message::new(key)),
        Err(problem) => problem,
    }
}

fn entry(room: &Administration, post: &str) -> Result<PostEntry, Problem> {
    let post: PostId = post.parse().map_err(|_| Problem::NotFound)?;
    room.people.posts().get(&post).cloned().ok_or(Problem::NotFound)
}

fn document(entry: &PostEntry, holders: &[PostHolder]) -> PostDocument {
    let here = holders.iter().filter(|holder| holder.post == entry.post.id);
    PostDocument {
        post: entry.post.id.to_string(),
        organ: entry.organ_name.clone(),
        region: entry.post.region.to_string(),
        holders: here.map(|holder| holder.account.to_string()).collect(),
    }
}
