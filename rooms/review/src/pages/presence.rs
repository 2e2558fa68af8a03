//! The heartbeat of a page: somebody still looks at the step.

use axum::extract::Path;
use front::Problem;

use super::step::onlookers;
use crate::seeing;
use crate::visit::Posted;

/// `POST /desk/{application}/{step}/presences`: answers who else looks, in a sentence; nothing if nobody.
pub(super) async fn create(Path((application, step)): Path<(String, String)>, posted: Posted) -> Result<String, Problem> {
    if !posted.is_ours {
        return Err(Problem::FormExpired);
    }
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let step = seeing::step(&seen, &step)?;
    Ok(onlookers(visit, &seen, step))
}
