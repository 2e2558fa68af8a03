//! Applying: from “开始申请” to the receipt, without scripts.
//!
//! Who applies and for which project, the guided questions, the form part by part, the papers, the letter. Every page
//! keeps what was typed before it looks whether it is right.

mod asked;
mod commitment;
mod deletion;
mod draft;
mod letter;
mod materials;
mod part;
mod passage;
mod place;
mod project;
mod removal;
mod signed_letter;
mod situation;
mod start;
mod submission;
mod summary;
mod trouble;
mod words;

#[cfg(test)]
mod tests;

pub use words::in_words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::room::ApplicationRoom;

/// The pages of applying.
pub(super) fn routes() -> Router<ApplicationRoom> {
    let with_papers = Router::new()
        .route("/drafts/{draft}/materials", get(materials::show).post(materials::create))
        .route("/drafts/{draft}/signed-letter", post(signed_letter::create))
        // Each paper has its own limit, kept while it streams in.
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/applications/new", get(start::by_query))
        .route("/matters/{matter}/apply", get(start::new).post(start::create))
        .route("/matters/{matter}/apply/project", get(project::new).post(project::create))
        .route("/drafts/{draft}", get(draft::show))
        .route("/drafts/{draft}/place", get(place::show).post(place::update))
        .route("/drafts/{draft}/situation", get(situation::show).post(situation::update))
        .route("/drafts/{draft}/form/{part}", get(part::show).post(part::update))
        .route("/drafts/{draft}/materials/{material}", get(materials::file))
        .route(
            "/drafts/{draft}/materials/{material}/removal",
            get(removal::new).post(removal::create),
        )
        .route("/drafts/{draft}/commitment", get(commitment::show).post(submission::create))
        .route("/drafts/{draft}/letter", get(letter::show))
        .route("/drafts/{draft}/deletion", get(deletion::new).post(deletion::create))
        .merge(with_papers)
}
