//! The room's pages: what the city holds of me, my requests; the desk that answers; the question before what is restricted.

mod choosing;
mod compared;
mod data;
mod desk;
mod opening;
mod request;
mod told;

use axum::Router;
use axum::routing::{get, post};

use crate::room::PrivacyRoom;

pub(crate) use choosing::asked;
pub(crate) use data::{document, owner};

pub(crate) fn routes() -> Router<PrivacyRoom> {
    Router::new()
        .route("/account/data", get(data::show))
        .route("/account/data/file", get(data::file))
        .route("/account/data/requests/new", get(choosing::new))
        .route("/account/data/requests", post(choosing::create))
        .route("/account/data/requests/{request}", get(request::show))
        .route("/account/data/requests/{request}/end", post(request::end))
        .route("/account/data/email/withdrawal", post(data::withdraw_email))
        .route("/desk/data-requests", get(desk::index))
        .route("/desk/data-requests/{request}", get(desk::show))
        .route("/desk/data-requests/{request}/answers", post(desk::create))
        .route("/desk/restricted/{record}", get(opening::new).post(opening::create))
}
