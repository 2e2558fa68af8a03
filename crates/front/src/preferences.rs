//! Language and size of type, remembered: a link sets them once (`?lang=en`, `?size=large`), a cookie keeps them.

use crate::{Language, reader::parameter};
use axum::{
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// A year, in seconds.
const REMEMBERED_SECONDS: u32 = 31_536_000;

/// Middleware: what the address asks for is remembered.
pub async fn preferences_are_remembered(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let language = parameter(query, "lang").and_then(Language::named).map(Language::code);
    let size = parameter(query, "size").and_then(|size| ["large", "normal"].into_iter().find(|known| *known == size));
    let mut response = next.run(request).await;
    for (name, value) in [("lang", language), ("size", size)] {
        if let Some(cookie) = value.and_then(|value| cookie(name, value)) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

fn cookie(name: &str, value: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!(
        "{name}={value}; Path=/; Max-Age={REMEMBERED_SECONDS}; SameSite=Lax; HttpOnly"
    ))
    .ok()
}
