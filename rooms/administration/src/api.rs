//! The same for programs: releases, posts and people, what is parked.

mod parked;
mod posts;
mod releases;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, post, put};
use utoipa::OpenApi;

use crate::archive::ARCHIVE_BYTES_MAX;
use crate::room::Administration;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(
        parked::list,
        parked::retry,
        parked::dismiss,
        posts::list,
        posts::appoint,
        posts::dismiss,
        releases::list,
        releases::create,
        releases::show,
        releases::schedule,
        releases::unschedule
    ),
    components(schemas(
        parked::ParkedDocument,
        parked::PlaceDocument,
        parked::RetriedDocument,
        posts::PostDocument,
        posts::Appointment,
        releases::ReleaseDocument,
        releases::ComparisonDocument,
        releases::ChangeDocument,
        releases::LeafDocument,
        releases::PromiseDocument,
        releases::FindingDocument,
        releases::Entry
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<Administration> {
    Router::new()
        .route("/api/v1/parked", get(parked::list))
        .route("/api/v1/parked/retry", post(parked::retry))
        .route("/api/v1/parked/dismissal", post(parked::dismiss))
        .route("/api/v1/posts", get(posts::list))
        .route("/api/v1/posts/{post}/holders", post(posts::appoint))
        .route("/api/v1/posts/{post}/holders/{account}", delete(posts::dismiss))
        .route(
            "/api/v1/releases",
            get(releases::list)
                .post(releases::create)
                .layer(DefaultBodyLimit::max(ARCHIVE_BYTES_MAX)),
        )
        .route("/api/v1/releases/{release}", get(releases::show))
        .route(
            "/api/v1/releases/{release}/entry",
            put(releases::schedule).delete(releases::unschedule),
        )
}
