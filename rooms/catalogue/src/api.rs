//! The same for programs: matters, their guides, and the plan that answers lead to.

mod matters;
mod plan;

use axum::Router;
use axum::routing::{get, post};
use utoipa::OpenApi;

use crate::portal::Portal;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(matters::list, matters::show, plan::create),
    components(schemas(
        matters::MatterSummary,
        matters::MatterDocument,
        matters::ItemDocument,
        matters::MaterialDocument,
        plan::PlanRequest,
        plan::PlanDocument,
        plan::PlannedItemDocument,
        plan::PlannedStepDocument,
        plan::AskedMaterialDocument
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/api/v1/matters", get(matters::list))
        .route("/api/v1/matters/{matter}", get(matters::show))
        .route("/api/v1/matters/{matter}/plan", post(plan::create))
}
