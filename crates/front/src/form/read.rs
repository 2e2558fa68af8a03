//! Forms as they arrive: bounded in size, and only from our own pages.

use super::{FormData, FormFault};
use crate::{Problem, chrome::Presence, security::VisitToken};
use axum::{
    body::{Body, to_bytes},
    extract::{FromRequest, FromRequestParts, Request},
    http::{header, request::Parts},
};

/// The largest form without files; free text of 20,000 Chinese characters fits, encoded.
pub const FORM_BYTES_MAX: usize = 256 * 1024;
/// The most fields a form may hold.
pub const FORM_FIELDS_MAX: usize = 1_000;
/// The field (and, for scripts, the header `x-form-token`) that proves that a form is ours.
pub const FORM_TOKEN: &str = "form_token";

impl<S: Sync> FromRequest<S> for FormData {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<FormData, Problem> {
        let (parts, body) = request.into_parts();
        let mut form = FormData::parse(&read(&parts, body).await?)?;
        check_token(&parts, form.given(FORM_TOKEN))?;
        form.forget(FORM_TOKEN);
        Ok(form)
    }
}

/// The parameters of an address: filters, searches, pages. Read as carefully as a form, without its token.
#[derive(Clone, Debug, Default)]
pub struct Asked(pub FormData);

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked, Problem> {
        Ok(Asked(FormData::parse(parts.uri.query().unwrap_or_default().as_bytes())?))
    }
}

async fn read(parts: &Parts, body: Body) -> Result<Vec<u8>, Problem> {
    let content_type = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !content_type.starts_with("application/x-www-form-urlencoded") {
        return Err(Problem::invalid("form-unreadable"));
    }
    let too_large = Problem::TooLarge {
        bytes_max: FORM_BYTES_MAX,
    };
    let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| too_large)?;
    Ok(bytes.into())
}

/// Refuse a form that did not come from a page we showed to this reader.
pub fn check_token(parts: &Parts, posted: Option<&str>) -> Result<(), Problem> {
    let expected = match parts.extensions.get::<Presence>() {
        Some(presence) => Some(presence.form_token.as_str()),
        None => parts.extensions.get::<VisitToken>().map(|token| token.0.as_str()),
    };
    let posted = posted.or_else(|| parts.headers.get("x-form-token").and_then(|value| value.to_str().ok()));
    match (expected, posted) {
        (Some(expected), Some(posted)) if !expected.is_empty() && same(expected, posted) => Ok(()),
        (Some(_) | None, Some(_) | None) => Err(Problem::FormExpired),
    }
}

/// Compared in a time that does not tell where two tokens differ.
fn same(expected: &str, posted: &str) -> bool {
    let differences = expected
        .bytes()
        .zip(posted.bytes())
        .fold(0, |seen, (one, other)| seen | (one ^ other));
    expected.len() == posted.len() && differences == 0
}

impl From<FormFault> for Problem {
    fn from(fault: FormFault) -> Problem {
        tracing::info!(%fault, "a form was refused");
        match fault {
            FormFault::Doubled(_) => Problem::invalid("form-doubled"),
            FormFault::TooManyFields => Problem::invalid("form-too-many-fields"),
            FormFault::Unreadable => Problem::invalid("form-unreadable"),
        }
    }
}
