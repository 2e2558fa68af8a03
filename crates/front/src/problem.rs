//! When a page cannot be shown: why, in words, and what to do. One designed page for people, RFC 9457 for programs.

mod document;
mod render;

use crate::texts::Message;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
pub use render::problems_become_pages;

/// Why there is no page. Nothing here tells what happens inside the house.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// It does not exist, or this reader may not know that it does: both answer alike, to the byte.
    NotFound,
    /// One must sign in first. A page that was asked for leads there and back.
    SignedOut,
    /// Somebody else did it first.
    Conflict(Message),
    /// It was refused, for a reason the reader can do something about.
    Refused(Message),
    /// What was sent cannot be read as what was asked for.
    Invalid(Message),
    /// The form is not of this session: signed out meanwhile, or not from our page.
    FormExpired,
    /// What was sent is larger than agreed.
    TooLarge {
        /// The largest that is accepted.
        bytes_max: usize,
    },
    /// Too often in too short a time.
    TooMany {
        /// When to try again.
        after_seconds: u32,
    },
    /// The method does not fit the address.
    WrongMethod,
    /// The house cannot do it now: the disk is full, it is closing. Whether what was sent is there is known when it is sent again under its key.
    Unavailable,
    /// A mistake of ours.
    Broken,
}

impl Problem {
    /// What was sent cannot be read; `message` says why.
    pub fn invalid(message: impl Into<Message>) -> Problem {
        Problem::Invalid(message.into())
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::SignedOut => StatusCode::UNAUTHORIZED,
            Problem::Conflict(_) => StatusCode::CONFLICT,
            Problem::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Invalid(_) => StatusCode::BAD_REQUEST,
            Problem::FormExpired => StatusCode::FORBIDDEN,
            Problem::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Problem::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Its name: the stem of its texts and the end of its type.
    pub fn name(&self) -> &'static str {
        match self {
            Problem::NotFound => "not-found",
            Problem::SignedOut => "signed-out",
            Problem::Conflict(_) => "conflict",
            Problem::Refused(_) => "refused",
            Problem::Invalid(_) => "invalid",
            Problem::FormExpired => "form-expired",
            Problem::TooLarge { .. } => "too-large",
            Problem::TooMany { .. } => "too-many",
            Problem::WrongMethod => "wrong-method",
            Problem::Unavailable => "unavailable",
            Problem::Broken => "broken",
        }
    }

    /// What to tell the reader.
    fn message(&self) -> Message {
        match self {
            Problem::Conflict(message) | Problem::Refused(message) | Problem::Invalid(message) => message.clone(),
            Problem::TooLarge { bytes_max } => Message::new("problem-too-large").with("megabytes", megabytes(*bytes_max)),
            Problem::TooMany { after_seconds } => Message::new("problem-too-many").with("minutes", after_seconds.div_ceil(60)),
            Problem::NotFound
            | Problem::SignedOut
            | Problem::FormExpired
            | Problem::WrongMethod
            | Problem::Unavailable
            | Problem::Broken => Message::new(format!("problem-{}", self.name())),
        }
    }

    /// The problem that a bare status of the router means.
    fn of_status(status: StatusCode) -> Problem {
        match status.as_u16() {
            401 => Problem::SignedOut,
            403 | 404 => Problem::NotFound,
            405 => Problem::WrongMethod,
            409 => Problem::Conflict(Message::new("problem-conflict")),
            413 => Problem::TooLarge {
                bytes_max: crate::form::FORM_BYTES_MAX,
            },
            429 => Problem::TooMany { after_seconds: 60 },
            400..=499 => Problem::invalid("problem-invalid"),
            503 => Problem::Unavailable,
            _ => Problem::Broken,
        }
    }
}

/// In binary megabytes, to one digit.
fn megabytes(bytes: usize) -> f64 {
    (bytes as f64 / 1_048_576.0 * 10.0).round() / 10.0
}

impl IntoResponse for Problem {
    /// Its status and itself; [`problems_become_pages`] gives it its words, which need the reader.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
