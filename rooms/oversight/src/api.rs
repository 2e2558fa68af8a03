//! Oversight for programs: the same lists, numbers, inquiries and exports.

mod inquiries;
mod lists;

use axum::Router;
use axum::routing::{get, post};
use front::IdempotencyKey;
use ledger::Key;
use utoipa::OpenApi;

use crate::room::OversightRoom;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(
        lists::applications,
        lists::days,
        lists::savings,
        lists::export,
        lists::export_progress,
        lists::export_file,
        inquiries::list,
        inquiries::ask,
        inquiries::show,
        inquiries::answer,
        inquiries::remind,
        inquiries::ask_again,
        inquiries::close,
    ),
    components(schemas(
        lists::ApplicationList,
        lists::ApplicationDocument,
        lists::NumbersDocument,
        lists::StepTimeDocument,
        lists::SavingDocument,
        lists::ExportDocument,
        inquiries::InquiryDocument,
        inquiries::SaidDocument,
        inquiries::Question,
        inquiries::NextQuestion,
        inquiries::Words,
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<OversightRoom> {
    Router::new()
        .route("/api/v1/oversight/applications", get(lists::applications))
        .route("/api/v1/oversight/days", get(lists::days))
        .route("/api/v1/oversight/savings", get(lists::savings))
        .route("/api/v1/oversight/exports", post(lists::export))
        .route("/api/v1/oversight/exports/{id}", get(lists::export_progress))
        .route("/api/v1/oversight/exports/{id}/file", get(lists::export_file))
        .route("/api/v1/oversight/inquiries", get(inquiries::list).post(inquiries::ask))
        .route("/api/v1/inquiries/{id}", get(inquiries::show))
        .route("/api/v1/inquiries/{id}/answers", post(inquiries::answer))
        .route("/api/v1/inquiries/{id}/reminders", post(inquiries::remind))
        .route("/api/v1/inquiries/{id}/questions", post(inquiries::ask_again))
        .route("/api/v1/inquiries/{id}/closures", post(inquiries::close))
}

/// The key of an act: under the same header, another act has another key.
fn act_key(key: &IdempotencyKey, act: &str) -> Key {
    Key::new(key.as_str()).and(act)
}
