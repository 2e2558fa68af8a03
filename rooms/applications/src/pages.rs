//! The pages of applications: applying, following, answering, and what anybody may look up.

mod afterwards;
mod apply;
mod asks;
mod beside_the_way;
mod called;
mod cases;
mod change;
mod content;
mod document_list;
mod document_print;
mod documents;
mod hearing;
mod history;
mod home_card;
mod interests;
mod licences;
mod list;
mod notices;
mod objections;
mod omission;
mod on_projects;
mod owed;
mod papers;
mod payment;
mod preview;
mod procedures;
mod proofs;
mod rating;
mod receipt;
mod recusal;
mod refinement;
mod request;
mod sent_papers;
mod service;
mod show;
mod standing;
mod status;
mod style;
mod supplement;
mod trouble;
mod verification;
mod withdrawal;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::room::ApplicationRoom;

pub(crate) use afterwards::certificate as certificate_in_force;
pub use apply::in_words;
pub use called::called;
pub(crate) use notices::filter as notice_filter;
pub(crate) use procedures::special_key;
pub(crate) use receipt::evidence_of;
pub(crate) use standing::{asks as waits_for_applicant, lamp as application_lamp, title as application_title};
pub(crate) use trouble::{hidden, not_done, not_rendered, refused, unavailable};
pub(crate) use verification::found as paper_numbered;

/// The room's pages.
pub(crate) fn routes() -> Router<ApplicationRoom> {
    let with_papers = Router::new()
        .route(
            "/applications/{application}/refinements/{step}",
            get(refinement::new).post(refinement::create),
        )
        .route(
            "/applications/{application}/supplement",
            get(supplement::new).post(supplement::create),
        )
        .route("/applications/{application}/owed", get(owed::new).post(owed::create))
        .route("/applications/{application}/change", get(change::new).post(change::create))
        .route(
            "/applications/{application}/documents/{item}/requests",
            get(request::new).post(request::create),
        )
        // Each paper has its own limit, kept while it streams in.
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/applications", get(list::index))
        .route("/applications/assets/{name}", get(style::show))
        .route("/applications/{application}", get(show::show))
        .route("/applications/{application}/receipt", get(receipt::show))
        .route("/applications/{application}/receipt.pdf", get(receipt::pdf))
        .route("/applications/{application}/evidence", get(receipt::evidence))
        .route("/applications/{application}/proofs", get(proofs::index))
        .route("/applications/{application}/proofs/{version}", get(proofs::show))
        .route("/applications/{application}/query-code", post(receipt::renew_code))
        .route("/desk/counter/intakes/{application}/receipt", get(receipt::at_window))
        .route(
            "/applications/{application}/omissions/{item}",
            get(omission::new).post(omission::create),
        )
        .route(
            "/applications/{application}/hearings/{item}",
            get(hearing::new).post(hearing::create),
        )
        .route(
            "/applications/{application}/withdrawal",
            get(withdrawal::new).post(withdrawal::create),
        )
        .route(
            "/applications/{application}/recusals",
            get(recusal::show).post(recusal::create),
        )
        .route("/applications/{application}/rating", get(rating::new).post(rating::create))
        .route("/applications/{application}/documents", get(document_list::index))
        .route("/applications/{application}/documents/print", get(document_print::show))
        .route("/applications/{application}/delivery", post(document_list::choose))
        .route(
            "/applications/{application}/requests/{request}/withdrawals",
            post(request::withdraw),
        )
        .route("/applications/{application}/requests/{request}/proof", get(request::proof))
        .route(
            "/desk/documents/{application}/{document}/afterwards",
            get(afterwards::new).post(afterwards::create),
        )
        .route("/desk/service", get(service::index))
        .route("/desk/service/{application}", get(service::show))
        .route("/desk/service/{application}/handovers", post(service::hand_over))
        .route("/desk/service/{application}/postings", post(service::post))
        .route("/desk/service/{application}/arrivals", post(service::arrive))
        .route("/desk/service/{application}/returns", post(service::come_back))
        .route("/desk/{application}/{step}/preview", get(preview::show))
        .route("/applications/{application}/documents/{item}", get(documents::show))
        .route("/applications/{application}/documents/{item}/pdf", get(documents::pdf))
        .route("/applications/{application}/materials/{material}", get(documents::material))
        .route(
            "/applications/{application}/payments/{step}",
            get(payment::new).post(payment::create),
        )
        .route("/notices", get(notices::index))
        .route("/notices/{application}/{step}", get(notices::show).post(notices::object))
        .route("/objections", get(objections::new).post(objections::show))
        .route("/interests", get(interests::new).post(interests::show))
        .route("/interests/views", axum::routing::post(interests::state))
        .route("/licences", get(licences::index))
        .route("/status", get(status::new).post(status::show))
        .route("/verify", get(verification::new).post(verification::create))
        .route("/verify/{number}/{code}", get(verification::show))
        .merge(with_papers)
        .merge(apply::routes())
}
