//! The same for programs: releases.

mod releases;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, put};
use utoipa::OpenApi;

use crate::archive::ARCHIVE_BYTES_MAX;
use crate::room::Administration;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(releases::list, releases::create, releases::show, releases::schedule, releases::unschedule),
    components(schemas(
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
