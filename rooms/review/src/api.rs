//! The desks for programs: the same list, the same acts, each act a resource that is created.

mod answer;
mod around;
mod gates;
mod organ;
mod procedures;
mod proposals;
mod requests;
mod steps;
mod tasks;

use axum::Router;
use axum::routing::{get, post, put};
use utoipa::OpenApi;

use crate::desks::Desks;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(
        tasks::list,
        steps::show,
        steps::claim,
        steps::release,
        steps::refine,
        steps::opine,
        steps::pass,
        steps::give_back,
        steps::accept,
        proposals::propose,
        proposals::list,
        proposals::approve,
        proposals::decline,
        requests::grant,
        requests::refuse,
        procedures::supplement,
        procedures::send,
        procedures::end_special,
        procedures::tell_hearing,
        procedures::hearing_asked,
        procedures::announce_hearing,
        procedures::record_hearing,
        steps::decide,
        around::answer,
        around::tell,
        around::ask_payment,
        around::record_payment,
        around::waive_payment,
        around::check,
        gates::show,
        gates::record,
        organ::show,
        organ::declare,
        organ::end,
        organ::hand_over,
        organ::handover,
        organ::reassign,
        organ::take_over,
        organ::conflict,
        organ::decide,
        organ::list_notes,
        organ::note,
        organ::mentions,
        organ::read,
        organ::presences,
    ),
    components(schemas(
        tasks::TaskList,
        tasks::TaskDocument,
        crate::list::Counts,
        answer::StepDocument,
        steps::Refinement,
        steps::OpinionGiven,
        steps::OpinionWord,
        steps::Acceptance,
        steps::OwnSupplementWord,
        steps::Return,
        proposals::ProposalMade,
        proposals::ProposedAct,
        proposals::Declined,
        proposals::ProposalDocument,
        requests::RequestGrant,
        requests::RequestRefusal,
        procedures::Missing,
        procedures::SpecialResult,
        procedures::Spoken,
        procedures::HearingAnnounced,
        steps::DecisionMade,
        around::ObjectionAnswer,
        around::ThirdParty,
        around::Invoice,
        around::PaymentRecord,
        around::PaymentWaiver,
        around::PromiseCheck,
        around::CheckDocument,
        gates::GateDocument,
        gates::GateRecord,
        organ::OrganDocument,
        organ::PersonDocument,
        organ::LoadDocument,
        organ::AbsenceDocument,
        organ::AbsenceDeclared,
        organ::HandoverOrdered,
        organ::HandoverDocument,
        organ::MovedDocument,
        organ::Reassigned,
        organ::Conflict,
        organ::RecusalDecision,
        organ::NoteWritten,
        organ::NoteDocument,
        organ::MentionDocument,
        organ::PresenceDocument,
        crate::notes::Audience,
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<Desks> {
    let step = "/api/v1/applications/{application}/steps/{step}";
    Router::new()
        .route("/api/v1/desk/tasks", get(tasks::list))
        .route(step, get(steps::show))
        .route(&format!("{step}/claims"), post(steps::claim))
        .route(&format!("{step}/releases"), post(steps::release))
        .route(&format!("{step}/refinements"), post(steps::refine))
        .route(&format!("{step}/opinions"), post(steps::opine))
        .route(&format!("{step}/passes"), post(steps::pass))
        .route(&format!("{step}/returns"), post(steps::give_back))
        .route(&format!("{step}/acceptances"), post(steps::accept))
        .route(&format!("{step}/proposals"), post(proposals::propose))
        .route(&format!("{step}/supplements"), post(procedures::supplement))
        .route(&format!("{step}/supplement-notices"), post(procedures::send))
        .route(&format!("{step}/special-results"), post(procedures::end_special))
        .route(&format!("{step}/hearing-rights"), post(procedures::tell_hearing))
        .route(&format!("{step}/hearing-asks"), post(procedures::hearing_asked))
        .route(&format!("{step}/hearing-announcements"), post(procedures::announce_hearing))
        .route(&format!("{step}/hearing-records"), post(procedures::record_hearing))
        .route("/api/v1/applications/{application}/proposals", get(proposals::list))
        .route(
            "/api/v1/applications/{application}/proposals/{number}/approvals",
            post(proposals::approve),
        )
        .route(
            "/api/v1/applications/{application}/proposals/{number}/declines",
            post(proposals::decline),
        )
        .route(
            "/api/v1/applications/{application}/requests/{request}/grants",
            post(requests::grant),
        )
        .route(
            "/api/v1/applications/{application}/requests/{request}/refusals",
            post(requests::refuse),
        )
        .route(&format!("{step}/decisions"), post(steps::decide))
        .route(&format!("{step}/reassignments"), post(organ::reassign))
        .route(&format!("{step}/takeovers"), post(organ::take_over))
        .route("/api/v1/desk/organ", get(organ::show))
        .route("/api/v1/desk/absences", post(organ::declare))
        .route("/api/v1/desk/absences/{account}/{absence}/endings", post(organ::end))
        .route("/api/v1/desk/handovers", post(organ::hand_over))
        .route("/api/v1/desk/handovers/{handover}", get(organ::handover))
        .route("/api/v1/desk/mentions", get(organ::mentions))
        .route("/api/v1/desk/mentions/{application}/readings", post(organ::read))
        .route("/api/v1/applications/{application}/conflicts", post(organ::conflict))
        .route(
            "/api/v1/applications/{application}/recusals/{recusal}/decision",
            put(organ::decide),
        )
        .route(
            "/api/v1/applications/{application}/notes",
            get(organ::list_notes).post(organ::note),
        )
        .route("/api/v1/applications/{application}/presences", get(organ::presences))
        .route(&format!("{step}/answers"), post(around::answer))
        .route(&format!("{step}/parties"), post(around::tell))
        .route(&format!("{step}/invoices"), post(around::ask_payment))
        .route(&format!("{step}/payments"), post(around::record_payment))
        .route(&format!("{step}/waivers"), post(around::waive_payment))
        .route("/api/v1/applications/{application}/checks/{material}", put(around::check))
        .route(
            "/api/v1/applications/{application}/gates/{gate}",
            get(gates::show).put(gates::record),
        )
}
