//! Who acts through the API, and under which key an act happens once.

use authority::Party;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use front::Problem;
use ledger::{KEY_BYTES_MAX, Key};
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

/// The header `Idempotency-Key`.
pub(super) struct IdempotencyKey(pub(super) String);

impl IdempotencyKey {
    pub(super) fn key(&self) -> Key {
        Key::new(self.0.clone())
    }
}

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let key = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        let key = key.map(str::trim).filter(|key| !key.is_empty() && key.len() <= KEY_BYTES_MAX);
        key.map(|key| Self(key.to_owned()))
            .ok_or_else(|| Problem::invalid("api-key-missing"))
    }
}
