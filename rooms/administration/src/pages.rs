//! The pages: what is to be administered, releases, posts and people, service accounts, what is parked.

mod index;
mod pack;
mod parked;
mod posts;
mod release;
mod releases;
mod services;
mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::archive::ARCHIVE_BYTES_MAX;
use crate::room::Administration;

pub(crate) use posts::mendable;
pub(crate) use words::short;

/// What a form takes beside the archive in it.
const FORM_BYTES: usize = 64 << 10;

pub(crate) fn routes() -> Router<Administration> {
    Router::new()
        .route("/desk/administration", get(index::show))
        .route(
            "/desk/administration/releases",
            get(releases::list)
                .post(releases::create)
                .layer(DefaultBodyLimit::max(ARCHIVE_BYTES_MAX + FORM_BYTES)),
        )
        .route("/desk/administration/releases/{release}", get(release::show))
        .route("/desk/administration/releases/{release}/entry", post(release::schedule))
        .route(
            "/desk/administration/releases/{release}/entry/withdrawal",
            post(release::unschedule),
        )
        .route("/desk/administration/releases/{release}/discard", post(release::discard))
        .route("/desk/administration/packs/{digest}", get(pack::show))
        .route("/desk/administration/posts", get(posts::list))
        .route("/desk/administration/posts/{post}", get(posts::show))
        .route("/desk/administration/posts/{post}/holders", post(posts::appoint))
        .route(
            "/desk/administration/posts/{post}/holders/{account}/departure",
            post(posts::dismiss),
        )
        .route("/desk/administration/parked", get(parked::list))
        .route("/desk/administration/parked/retry", post(parked::retry))
        .route("/desk/administration/parked/retry/all", post(parked::retry_failed))
        .route("/desk/administration/parked/dismissal", post(parked::dismiss))
        .route("/desk/administration/services", get(services::list).post(services::create))
        .route("/desk/administration/services/{service}/token", post(services::issue))
        .route("/desk/administration/services/{service}/closure", post(services::close))
}
