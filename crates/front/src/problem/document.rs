//! A problem for programs: `application/problem+json` (RFC 9457).

use super::Problem;
use crate::Texts;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

impl Problem {
    /// The problem as a document for programs.
    pub(super) fn document(&self, texts: &Texts) -> Response {
        let (title, detail) = match self {
            // Where people look for a page, programs look for an address.
            Problem::NotFound | Problem::WrongMethod => (
                texts.say("problem-no-address-title").to_string(),
                texts.say("problem-no-address").to_string(),
            ),
            Problem::SignedOut
            | Problem::Conflict(_)
            | Problem::Refused(_)
            | Problem::Invalid(_)
            | Problem::FormExpired
            | Problem::TooLarge { .. }
            | Problem::TooMany { .. }
            | Problem::Unavailable
            | Problem::Broken => (
                texts.say(&format!("problem-{}-title", self.name())).to_string(),
                texts.tell(&self.message()),
            ),
        };
        let document = serde_json::json!({
            "type": format!("urn:zhoudao:problem:{}", self.name()),
            "title": title,
            "status": self.status().as_u16(),
            "detail": detail,
        });
        let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))];
        (self.status(), content_type, document.to_string()).into_response()
    }
}
