//! The same for programs: projects of whom one acts for.

mod projects;

use axum::Router;
use axum::routing::get;
use utoipa::OpenApi;

use crate::room::ProjectRoom;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(projects::list, projects::create, projects::show, projects::change),
    components(schemas(
        projects::ProjectLine,
        projects::ProjectPage,
        projects::ProjectDocument,
        projects::ContactDocument,
        projects::NewProject,
        projects::ProjectChange
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<ProjectRoom> {
    Router::new()
        .route("/api/v1/projects", get(projects::list).post(projects::create))
        .route("/api/v1/projects/{project}", get(projects::show).patch(projects::change))
}
