//! `/desk/oversight`: all applications of a region, where days are lost, what was saved, inquiries, exports.

mod days;
mod exports;
mod filter;
mod inquiries;
mod inquiry;
mod overview;
mod savings;
mod style;
mod words;

use axum::Router;
use axum::routing::{get, post};

use crate::room::OversightRoom;

pub(crate) use exports::{export, sent};
pub(crate) use filter::Filter;
pub(crate) use inquiry::{Act, act, ask, seen};
pub(crate) use savings::{SavingLine, lines as saving_lines};
pub(crate) use words::{Now, message, standing_words, unavailable, waits_key};

pub(crate) fn routes() -> Router<OversightRoom> {
    Router::new()
        .route("/desk/oversight", get(overview::show))
        .route("/desk/oversight/days", get(days::show))
        .route("/desk/oversight/savings", get(savings::show))
        .route("/desk/oversight/inquiries", get(inquiries::of_region).post(inquiry::create))
        .route("/desk/oversight/inquiries/new", get(inquiry::new))
        .route("/desk/oversight/exports", post(exports::create))
        .route("/desk/oversight/exports/{id}", get(exports::show))
        .route("/desk/oversight/exports/{id}/file", get(exports::file))
        .route("/desk/oversight/style/{name}", get(style::show))
        .route("/desk/inquiries", get(inquiries::of_organ))
        .route("/desk/inquiries/{id}", get(inquiry::show))
        .route("/desk/inquiries/{id}/answers", post(inquiry::answer))
        .route("/desk/inquiries/{id}/reminders", post(inquiry::remind))
        .route("/desk/inquiries/{id}/questions", post(inquiry::ask_again))
        .route("/desk/inquiries/{id}/closures", post(inquiry::close))
}
