//! The same for programs: papers, submission, applications and what their applicants may ask of them.
//!
//! Every act carries a header `Idempotency-Key`: sent twice, it happens once and answers the same. What is wrong is a
//! problem document (RFC 9457); where fields are wrong, its member `errors` names each.

mod acts;
mod around;
mod document;
mod list;
mod papers;
mod party;
mod problem;
mod recusals;
mod requests;
mod service;
mod show;
mod submission;
pub(crate) mod tokens;
mod uploads;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use utoipa::OpenApi;

use crate::room::ApplicationRoom;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(
        uploads::create,
        submission::create,
        list::index,
        show::show,
        show::evidence,
        acts::refine,
        acts::supply,
        acts::ask_hearing,
        acts::change,
        acts::leave_out,
        acts::withdraw,
        recusals::list,
        recusals::create,
        requests::list,
        requests::create,
        requests::withdraw,
        acts::rate,
        around::notices,
        around::notice,
        around::object,
        around::objection,
        around::interest,
        around::state_view,
        around::report_payment,
        around::supply_owed,
        papers::index,
        papers::choose,
        papers::verify,
        service::index,
        service::show,
        service::hand_over,
        service::post,
        service::arrive,
        service::come_back,
        service::propose
    ),
    components(schemas(
        uploads::UploadDocument,
        submission::Submission,
        submission::Submitted,
        list::ApplicationLine,
        document::ApplicationDocument,
        document::CaseDocument,
        document::StatutoryDocument,
        document::SpecialDocument,
        document::StepDocument,
        document::GateDocument,
        document::PaperDocument,
        document::RefinementDocument,
        acts::Refinement,
        acts::Supplying,
        acts::HearingAsk,
        acts::Change,
        acts::Omission,
        acts::Withdrawal,
        acts::Rating,
        recusals::RecusalRequest,
        recusals::RecusalDocument,
        requests::RequestMade,
        requests::RequestDocument,
        around::NoticeList,
        around::NoticeLine,
        around::NoticeDocument,
        around::Shown,
        around::Objection,
        around::SlipDocument,
        around::SlipCode,
        around::ObjectionDocument,
        around::InterestDocument,
        around::ViewStatement,
        around::PaymentReport,
        around::OwedPapers,
        papers::IssuedPaper,
        papers::RegisteredPaper,
        papers::DeliveryChoice,
        service::WaitingPaper,
        service::ServiceDocument,
        service::ReceiverDocument,
        service::HandOverRequest,
        service::PostingRequest,
        service::ArrivalRequest,
        service::ReturnRequest,
        service::AfterwardsRequest,
        problem::WrongDocument,
        problem::WrongField
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<ApplicationRoom> {
    let with_papers = Router::new()
        .route("/api/v1/uploads", post(uploads::create))
        // Each paper has its own limit, kept while it streams in.
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/api/v1/matters/{matter}/applications", post(submission::create))
        .route("/api/v1/applications", get(list::index))
        .route("/api/v1/applications/{application}", get(show::show))
        .route("/api/v1/applications/{application}/evidence", get(show::evidence))
        .route("/api/v1/applications/{application}/refinements", post(acts::refine))
        .route("/api/v1/applications/{application}/supplements", post(acts::supply))
        .route("/api/v1/applications/{application}/hearings", post(acts::ask_hearing))
        .route("/api/v1/notices", get(around::notices))
        .route("/api/v1/notices/{application}/{step}", get(around::notice))
        .route("/api/v1/notices/{application}/{step}/objections", post(around::object))
        .route("/api/v1/objections/{number}/readings", post(around::objection))
        .route("/api/v1/interests/{number}/readings", post(around::interest))
        .route("/api/v1/interests/{number}/views", post(around::state_view))
        .route(
            "/api/v1/applications/{application}/payments/{step}/receipts",
            post(around::report_payment),
        )
        .route("/api/v1/applications/{application}/owed", post(around::supply_owed))
        .route("/api/v1/applications/{application}/changes", post(acts::change))
        .route("/api/v1/applications/{application}/omissions", post(acts::leave_out))
        .route(
            "/api/v1/applications/{application}/recusals",
            get(recusals::list).post(recusals::create),
        )
        .route("/api/v1/applications/{application}/requests", get(requests::list))
        .route(
            "/api/v1/applications/{application}/documents/{document}/requests",
            post(requests::create),
        )
        .route(
            "/api/v1/applications/{application}/requests/{request}/withdrawal",
            put(requests::withdraw),
        )
        .route("/api/v1/applications/{application}/withdrawal", put(acts::withdraw))
        .route("/api/v1/applications/{application}/rating", put(acts::rate))
        .route("/api/v1/applications/{application}/documents", get(papers::index))
        .route(
            "/api/v1/applications/{application}/documents/{document}/afterwards",
            post(service::propose),
        )
        .route("/api/v1/applications/{application}/delivery", put(papers::choose))
        .route("/api/v1/documents", get(papers::verify))
        .route("/api/v1/desk/service", get(service::index))
        .route("/api/v1/desk/service/{application}", get(service::show))
        .route("/api/v1/desk/service/{application}/handovers", post(service::hand_over))
        .route("/api/v1/desk/service/{application}/postings", post(service::post))
        .route("/api/v1/desk/service/{application}/arrivals", post(service::arrive))
        .route("/api/v1/desk/service/{application}/returns", post(service::come_back))
        .merge(with_papers)
}
