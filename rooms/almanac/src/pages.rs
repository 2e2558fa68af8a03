//! `/desk/administration/calendar`: the coming months, what was declared, and declaring more.

mod at_desk;
mod calendar;
mod declaration;
mod months;
mod style;
mod taking_back;
mod typed;
mod words;

use axum::Router;
use axum::routing::{get, post};

use crate::room::AlmanacRoom;

pub(crate) use at_desk::AtDesk;
pub(crate) use words::{problem, unavailable};

/// The address of the room.
const CALENDAR: &str = "/desk/administration/calendar";

pub(crate) fn routes() -> Router<AlmanacRoom> {
    Router::new()
        .route("/desk/administration/calendar", get(calendar::show))
        .route("/desk/administration/calendar/preview", post(declaration::preview))
        .route("/desk/administration/calendar/declarations", post(declaration::create))
        .route(
            "/desk/administration/calendar/declarations/{number}/taking-back",
            get(taking_back::new).post(taking_back::create),
        )
        .route("/desk/administration/calendar/style/{name}", get(style::show))
}
