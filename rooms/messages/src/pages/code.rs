//! The second page of every proof: type the code that was sent.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use front::{Chrome, FormData, FormErrors, Page, Problem};

use super::unavailable;
use crate::codes::CodeRefusal;

#[derive(Template)]
#[template(path = "pages/code.html")]
pub(super) struct CodePage {
    pub(super) chrome: Chrome,
    pub(super) form: FormData,
    pub(super) errors: FormErrors,
    /// Where the code was sent, as far as the reader may know.
    pub(super) lead: String,
    /// Where the form goes.
    pub(super) action: &'static str,
    /// What the form carries on.
    pub(super) carried: Vec<(&'static str, String)>,
    /// The way back, to ask for another code.
    pub(super) back: &'static str,
}

impl CodePage {
    /// The page again, with what was wrong with the code.
    pub(super) fn again(mut self, refusal: CodeRefusal) -> Result<Response, Problem> {
        match refusal {
            CodeRefusal::Wrong => {
                self.errors.add("code", "code-wrong");
                Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(self)).into_response())
            }
            CodeRefusal::TooOften { .. } | CodeRefusal::Unavailable(_) => Err(refused(refusal)),
        }
    }
}

/// A code that could not be had, as a problem of a page.
pub(crate) fn refused(refusal: CodeRefusal) -> Problem {
    match refusal {
        CodeRefusal::TooOften { after_seconds } => Problem::TooMany { after_seconds },
        CodeRefusal::Wrong => Problem::Refused(front::Message::new("code-wrong")),
        CodeRefusal::Unavailable(error) => unavailable(error),
    }
}
