//! Who acts through the API.

use authority::Party;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use front::Problem;
use people::{CurrentActor, RequireSignedIn};

/// Somebody signed in who acts for an applicant: for himself or for an enterprise, not in a post.
pub(super) struct Applicant {
    pub(super) current: CurrentActor,
    pub(super) party: Party,
}

impl<S: Sync> FromRequestParts<S> for Applicant {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let RequireSignedIn(current) = RequireSignedIn::from_request_parts(parts, state).await?;
        let party = current.actor.party().ok_or(Problem::NotFound)?;
        Ok(Self { current, party })
    }
}
