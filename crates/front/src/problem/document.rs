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
        let document = serde_json::json!({
            "type": format!("urn:zhoudao:problem:{}", self.name()),
            "title": texts.say(&format!("problem-{}-title", self.name())).to_string(),
            "status": self.status().as_u16(),
            "detail": texts.tell(&self.message()),
        });
        let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))];
        (self.status(), content_type, document.to_string()).into_response()
    }
}
