//! The room's pages: signing in and out, the capacity, the account, registering, mandates.

mod account;
mod back;
mod capacity;
mod enterprise;
mod history;
mod mandate;
mod password;
mod phone;
mod registration;
mod revocation;
mod sample_sign_in;
mod sessions;
mod sign_in;
mod sign_out;
mod trouble;

use axum::Router;
use axum::routing::{get, post};

use crate::people::People;

pub(crate) use trouble::{not_let_in, unavailable};

pub(crate) fn routes() -> Router<People> {
    Router::new()
        .route("/sign-in", get(sign_in::new).post(sign_in::create))
        .route("/sign-in/sample", post(sample_sign_in::create))
        .route("/sign-out", post(sign_out::create))
        .route("/capacity", get(capacity::new).post(capacity::create))
        .route("/account", get(account::show))
        .route("/account/password", get(password::new).post(password::create))
        .route("/account/history", get(history::show))
        .route("/account/phone", get(phone::new).post(phone::create))
        .route("/account/other-sessions/end", post(sessions::end_others))
        .route("/register", get(registration::new).post(registration::create))
        .route("/enterprises/new", get(enterprise::new))
        .route("/enterprises", post(enterprise::create))
        .route("/enterprises/{enterprise}", get(enterprise::show))
        .route("/enterprises/{enterprise}/mandates/new", get(mandate::new))
        .route("/enterprises/{enterprise}/mandates", post(mandate::create))
        .route(
            "/enterprises/{enterprise}/mandates/{mandate}/revocation",
            get(revocation::new).post(revocation::create),
        )
}
