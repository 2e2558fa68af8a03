//! The list of a desk, with nothing chosen from it yet.

use axum::response::{IntoResponse, Redirect, Response};
use front::Problem;

use super::beside::nothing_chosen;
use crate::visit::Visit;

/// `GET /desk`: the reader's list; whoever watches over a region instead of working at a desk is led there.
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    match (visit.at.organ(), visit.at.region()) {
        (Some(_), _) => nothing_chosen(&visit).await,
        (None, Some(_)) => Ok(Redirect::to("/desk/region").into_response()),
        (None, None) => Err(Problem::NotFound),
    }
}
