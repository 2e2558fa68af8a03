//! What programs send beside what they ask for: the key under which an act happens once, and bodies that may be left out.

use crate::Problem;
use crate::form::FORM_BYTES_MAX;
use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{FromRequest, FromRequestParts, OptionalFromRequestParts, Request, rejection::JsonRejection},
    http::request::Parts,
};

/// The longest key that a program may choose.
pub const IDEMPOTENCY_KEY_BYTES_MAX: usize = 128;

/// The header `Idempotency-Key`: an act that is sent twice under it happens once. Where an act may come without, it is asked for
/// as `Option<IdempotencyKey>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// As it was sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let given = <Self as OptionalFromRequestParts<S>>::from_request_parts(parts, state).await?;
        given.ok_or_else(|| Problem::invalid("idempotency-key-missing"))
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else {
            return Ok(None);
        };
        let key = value.to_str().unwrap_or_default().trim();
        match key.len() {
            1..=IDEMPOTENCY_KEY_BYTES_MAX => Ok(Some(Self(key.to_owned()))),
            _ => Err(Problem::invalid("idempotency-key-missing")),
        }
    }
}

/// A body in JSON of which nothing is required, so that it may be left out, whatever the content type says.
#[derive(Clone, Copy, Debug, Default)]
pub struct OptionalBody<T>(pub T);

impl<S, T> FromRequest<S> for OptionalBody<T>
where
    S: Send + Sync,
    T: Default,
    Json<T>: FromRequest<S, Rejection = JsonRejection>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let too_large = Problem::TooLarge {
            bytes_max: FORM_BYTES_MAX,
        };
        let body = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| too_large)?;
        if body.trim_ascii().is_empty() {
            return Ok(Self::default());
        }
        let request = Request::from_parts(parts, Body::from(body));
        let Json(body) = Json::from_request(request, state)
            .await
            .map_err(|_| Problem::invalid("problem-invalid"))?;
        Ok(Self(body))
    }
}
