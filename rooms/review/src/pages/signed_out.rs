//! Signed out while working: what was typed comes back, with the way to sign in and go on.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use front::{Chrome, FormData, Page, Place, Problem, Reader};

use super::beside::protect;
use crate::assets;
use crate::desks::Desks;

#[derive(Template)]
#[template(path = "pages/signed_out.html")]
struct SignedOut {
    chrome: Chrome,
    style: String,
    /// Where it was posted, and is posted again.
    action: String,
    /// Everything that was posted, as it was.
    typed: Vec<(String, String)>,
    /// What people wrote themselves.
    written: Vec<String>,
}

/// The page for somebody whose session ended before the form was sent. Sent again after signing in, the form shows the step
/// with everything typed; nothing is done before the person sends that.
pub(crate) async fn signed_out(parts: &mut Parts, desks: &Desks, form: &FormData) -> Response {
    let Ok(reader) = Reader::from_request_parts(parts, desks).await else {
        return Problem::Broken.into_response();
    };
    let typed: Vec<(String, String)> = form.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let written = ["text", "request", "reason", "reasons"]
        .into_iter()
        .filter_map(|name| form.given(name))
        .map(str::to_owned);
    let page = SignedOut {
        chrome: reader.desk("desk-signed-out-title", Place::Todo),
        style: assets::style(),
        action: parts.uri.path_and_query().map_or_else(String::new, ToString::to_string),
        written: written.collect(),
        typed,
    };
    let mut response = (StatusCode::UNAUTHORIZED, Page(page)).into_response();
    protect(&mut response);
    // Beside a list, only the work is replaced.
    response
        .headers_mut()
        .insert(HeaderName::from_static("hx-reselect"), HeaderValue::from_static("#work"));
    response
}
