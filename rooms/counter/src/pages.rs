//! The room's pages: the window, helping, and what parties decide about both.

mod accounts;
mod asked_checks;
mod authorisation;
mod authorisations;
mod counter;
mod helped;
mod helping;
mod intake;
mod look_question;
mod looks;
mod questions;
mod revocation;
mod visit;
mod visit_end;

use axum::Router;
use axum::routing::{get, post};

use crate::room::CounterRoom;

pub(crate) use accounts::{handed_over, phone_changed};
pub(crate) use asked_checks::checks_of;
pub(crate) use authorisation::{give as give_authorisation, read as read_authorisation};
pub(crate) use authorisations::LISTED_MAX as AUTHORISATIONS_LISTED_MAX;
pub(crate) use helped::{assigned, seen as seen_as_helper};
pub(crate) use helping::outlooks;
pub(crate) use looks::{filter as looks_filter, permitted as looks_permitted};
pub(crate) use revocation::revoke as revoke_authorisation;
pub(crate) use visit::{person as read_person, read as read_visit};
pub(crate) use visit_end::end as end_visit;

pub(crate) fn routes() -> Router<CounterRoom> {
    Router::new()
        .route("/desk/counter", get(counter::show))
        .route("/desk/counter/visits/new", get(visit::new))
        .route("/desk/counter/visits", post(visit::create))
        .route("/desk/counter/visits/end", post(visit_end::create))
        .route("/desk/counter/intakes", get(intake::by_number))
        .route("/desk/counter/intakes/{application}", get(intake::show))
        .route("/desk/counter/accounts", get(accounts::new))
        .route("/desk/counter/secrets", post(accounts::hand_over))
        .route("/desk/counter/phones", post(accounts::change_phone))
        .route("/desk/helping", get(helping::show))
        .route("/desk/helping/{project}", get(helped::show).post(helped::assign))
        .route("/authorisations", get(authorisations::index).post(authorisation::create))
        .route("/authorisations/new", get(authorisation::new))
        .route(
            "/authorisations/{authorisation}/revocation",
            get(revocation::new).post(revocation::create),
        )
        .route("/authorisations/{authorisation}/beside", post(authorisations::beside))
        .route("/account/looks", get(looks::index))
        .route("/account/looks/questions/new", get(look_question::new))
        .route("/account/looks/questions", post(look_question::create))
        .route("/desk/looks", get(questions::index))
        .route("/desk/looks/{question}", get(questions::show))
        .route("/desk/looks/{question}/answers", post(questions::create))
}
