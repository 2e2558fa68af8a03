//! The portal's pages: home, search, the guides of matters and items, the preview of what follows from answers.

mod home;
mod item;
mod matter;
mod matters;
mod preview;
mod search;
mod tile;

use axum::Router;
use axum::routing::get;
use identity::RecordId;
use procedure::Answers;
use procedure::definition::MatterId;

use crate::portal::Portal;
use crate::questions;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/", get(home::show))
        .route("/search", get(search::show))
        .route("/matters", get(matters::index))
        .route("/matters/{matter}", get(matter::show))
        .route("/matters/{matter}/preview", get(preview::show))
        .route("/items/{item}", get(item::show))
}

/// Where a matter's guide is.
#[must_use]
pub fn guide_address(matter: &MatterId) -> String {
    format!("/matters/{matter}")
}

/// Where one answers the questions of a matter without signing in.
#[must_use]
pub fn preview_address(matter: &MatterId) -> String {
    format!("/matters/{matter}/preview")
}

/// Where applying for a matter begins, with what was answered already. Who is not signed in is led there by way of the
/// sign-in page.
#[must_use]
pub fn start_address(matter: &MatterId, answers: &Answers) -> String {
    match questions::in_query(answers) {
        answers if answers.is_empty() => format!("/applications/new?matter={matter}"),
        answers => format!("/applications/new?matter={matter}&{answers}"),
    }
}

/// The same for a project, whose own answers are known there.
#[must_use]
pub fn start_address_for_project(matter: &MatterId, project: RecordId) -> String {
    format!("/applications/new?matter={matter}&project={project}")
}
