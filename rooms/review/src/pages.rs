//! The pages: the list with the work beside it, applications, a region.

mod absences;
mod applications;
mod around_acts;
mod beside;
mod check;
mod gate;
mod handovers;
mod live;
mod notes;
mod organ;
mod paper;
mod presence;
mod proposal;
mod reassignments;
mod recusals;
mod refusal;
mod region;
mod requests;
mod sign_offs;
mod signed_out;
mod step;
mod step_acts;
mod todo;

use axum::Router;
use axum::routing::{get, post};

use crate::assets;
use crate::desks::Desks;

pub(crate) use absences::{Asked as AbsenceAsked, declare as declare_absence, finish as end_absence};
pub(crate) use gate::definition;
pub(crate) use handovers::{Asked as HandoverAsked, administered, plan as plan_handover, seen as seen_handover};
pub(crate) use notes::{Asked as NoteAsked, mark_read, write as write_note};
pub(crate) use proposal::known as known_proposal;
pub(crate) use reassignments::give;
pub(crate) use recusals::{decided as decide_recusal, declared as declare_conflict};
pub(crate) use requests::{granting, known as known_request, propose as propose_answer, refusing};

pub(crate) use signed_out::signed_out;

/// The addresses of the room. Acts are resources that are created.
pub(crate) fn routes() -> Router<Desks> {
    Router::new()
        .route("/desk", get(todo::show))
        .route("/desk/live", get(live::follow))
        .route("/desk/applications", get(applications::list))
        .route("/desk/applications/{application}", get(applications::show))
        .route(
            "/desk/applications/{application}/presences",
            post(presence::create_on_application),
        )
        .route("/desk/region", get(region::list))
        .route("/desk/organ", get(organ::show))
        .route("/desk/organ/absences/new", get(absences::new))
        .route("/desk/organ/absences", post(absences::create))
        .route("/desk/organ/absences/{account}/{number}/endings", post(absences::end))
        .route("/desk/organ/handovers/new", get(handovers::new))
        .route("/desk/organ/handovers", post(handovers::create))
        .route("/desk/organ/handovers/{handover}", get(handovers::show))
        .route("/desk/organ/handovers/{handover}/cancellations", post(handovers::call_off))
        .route("/desk/organ/reassignments/new", get(reassignments::new))
        .route("/desk/organ/reassignments", post(reassignments::create))
        .route("/desk/mentions/{application}/readings", post(notes::read))
        .route("/desk/{application}/notes", post(notes::create))
        .route("/desk/{application}/conflicts", post(recusals::declare))
        .route("/desk/{application}/recusals/{recusal}", get(recusals::show))
        .route("/desk/{application}/recusals/{recusal}/decisions", post(recusals::decide))
        .route("/desk/{application}/{step}/takeovers", post(step_acts::take_over))
        .route("/desk/sign-offs/new", get(sign_offs::new))
        .route("/desk/sign-offs", get(sign_offs::show).post(sign_offs::create))
        .route("/desk/{application}/{step}", get(step::show))
        .route("/desk/{application}/{step}/presences", post(presence::create))
        .route("/desk/{application}/{step}/claims", post(step_acts::claim))
        .route("/desk/{application}/{step}/releases", post(step_acts::release))
        .route("/desk/{application}/{step}/refinements", post(step_acts::refinement))
        .route("/desk/{application}/{step}/opinions", post(step_acts::opinion))
        .route("/desk/{application}/{step}/passes", post(step_acts::pass))
        .route("/desk/{application}/{step}/returns", post(step_acts::give_back))
        .route("/desk/{application}/{step}/acceptances", post(step_acts::accept))
        .route("/desk/{application}/{step}/proposals", post(proposal::create))
        .route("/desk/{application}/{step}/supplements", post(step_acts::supplement))
        .route(
            "/desk/{application}/{step}/supplement-notices",
            post(step_acts::supplement_notice),
        )
        .route("/desk/{application}/{step}/special-results", post(step_acts::special_result))
        .route("/desk/{application}/{step}/hearing-rights", post(step_acts::hearing_right))
        .route("/desk/{application}/{step}/hearing-asks", post(step_acts::hearing_ask))
        .route(
            "/desk/{application}/{step}/hearing-announcements",
            post(step_acts::hearing_announcement),
        )
        .route("/desk/{application}/{step}/hearing-records", post(step_acts::hearing_record))
        .route("/desk/{application}/proposals/{number}", get(proposal::show))
        .route("/desk/{application}/proposals/{number}/approvals", post(proposal::approve))
        .route("/desk/{application}/proposals/{number}/declines", post(proposal::decline))
        .route("/desk/{application}/requests/{number}", get(requests::show))
        .route("/desk/{application}/requests/{number}/grants", post(requests::grant))
        .route("/desk/{application}/requests/{number}/refusals", post(requests::refuse))
        .route("/desk/{application}/{step}/answers", post(around_acts::answer))
        .route("/desk/{application}/{step}/parties", post(around_acts::tell))
        .route("/desk/{application}/{step}/invoices", post(around_acts::ask_payment))
        .route("/desk/{application}/{step}/payments", post(around_acts::record_payment))
        .route("/desk/{application}/{step}/waivers", post(around_acts::waive_payment))
        .route("/desk/{application}/checks/{material}", get(check::show).post(check::create))
        .route("/desk/{application}/{step}/sign-offs", post(step_acts::sign_off))
        .route("/desk/{application}/{step}/send-backs", post(step_acts::send_back))
        .route("/desk/{application}/{step}/refusals/new", get(refusal::new))
        .route("/desk/{application}/{step}/refusals", post(refusal::create))
        .route("/desk/{application}/gates/{gate}", get(gate::show))
        .route("/desk/{application}/gates/{gate}/openings", post(gate::open))
        .route("/desk/{application}/gates/{gate}/failures/new", get(gate::new_failure))
        .route("/desk/{application}/gates/{gate}/failures", post(gate::fail))
        .route("/desk/{application}/materials/{material}/{version}", get(paper::show))
        .route("/desk/assets/{name}", get(assets::show))
}

/// What was just done, by the key in the address.
pub(crate) fn said(visit: &crate::visit::Visit) -> Option<String> {
    let key = format!("desk-said-{}", visit.query.given("said")?);
    visit.texts().knows(&key).then(|| visit.texts().say(&key).to_string())
}
