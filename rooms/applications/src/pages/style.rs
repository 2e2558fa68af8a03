//! The style sheet of documents on a page, served under an address that changes with its content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use front::Problem;
use sha2::{Digest, Sha256};

static NAME: LazyLock<String> = LazyLock::new(|| {
    let digest: String = Sha256::digest(document::STYLE)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("sheet.{digest}.css")
});

/// Where it is.
pub(super) fn address() -> String {
    format!("/applications/assets/{}", *NAME)
}

pub(super) async fn show(Path(name): Path<String>) -> Result<Response, Problem> {
    if name != *NAME {
        return Err(Problem::NotFound);
    }
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, document::STYLE).into_response())
}
