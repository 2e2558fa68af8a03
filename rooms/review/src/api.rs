//! The desks for programs.

use axum::Router;

use crate::desks::Desks;

pub(crate) fn routes() -> Router<Desks> {
    Router::new()
}
