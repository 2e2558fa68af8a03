//! The same for programs: sessions, and who one is.

mod me;
mod sessions;

use axum::Router;
use axum::routing::{get, post, put};
use utoipa::OpenApi;

use crate::people::People;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(sessions::create, sessions::end, me::show, me::choose_capacity),
    components(schemas(sessions::Credentials, sessions::Opened, me::Me, me::CapacityDocument, me::CapacityChosen))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<People> {
    Router::new()
        .route("/api/v1/sessions", post(sessions::create).delete(sessions::end))
        .route("/api/v1/me", get(me::show))
        .route("/api/v1/me/capacity", put(me::choose_capacity))
}
