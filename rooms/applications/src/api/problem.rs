//! What is wrong field by field: a problem document (RFC 9457) with the extension `errors`.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use front::{Message, Problem, Texts};
use procedure::input::FieldError;
use serde::Serialize;
use utoipa::ToSchema;

/// A request that was understood and refused because of what its fields hold.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WrongDocument {
    /// `urn:zhoudao:problem:refused`.
    r#type: &'static str,
    /// What it is.
    title: String,
    /// 422.
    status: u16,
    /// What to do.
    detail: String,
    /// Everything that is wrong.
    errors: Vec<WrongField>,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WrongField {
    /// The question, the field of the form, `material-ID`, or the member of the request.
    field: String,
    /// What is wrong and what to do about it.
    detail: String,
}

/// Everything that is wrong with a request, collected before it is answered.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    errors: Vec<(String, Message)>,
}

impl Wrong {
    pub(super) fn add(&mut self, field: impl Into<String>, message: impl Into<Message>) {
        self.errors.push((field.into(), message.into()));
    }

    pub(super) fn add_all(&mut self, errors: &[FieldError]) {
        for wrong in errors {
            self.add(wrong.field.as_str(), catalogue::questions::said(&wrong.error));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub(super) fn answer(&self, texts: &Texts) -> Response {
        let errors = self.errors.iter().map(|(field, message)| WrongField {
            field: field.clone(),
            detail: texts.tell(message),
        });
        let document = WrongDocument {
            r#type: "urn:zhoudao:problem:refused",
            title: texts.say("problem-refused-title").to_string(),
            status: StatusCode::UNPROCESSABLE_ENTITY.as_u16(),
            detail: texts.say("errors-title").with("count", self.errors.len()).to_string(),
            errors: errors.collect(),
        };
        let mut response = (StatusCode::UNPROCESSABLE_ENTITY, Json(document)).into_response();
        let content_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
        response
    }
}

/// A body that is not what the description says.
pub(super) fn unreadable(rejection: &JsonRejection) -> Problem {
    // Where the description and the request part, for whoever writes the program: it names the member and the place.
    Problem::invalid(Message::new("api-unreadable").with("why", rejection.body_text()))
}
