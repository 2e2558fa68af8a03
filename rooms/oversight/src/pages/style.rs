//! The room's own style, under an address that changes with its content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use front::Problem;
use sha2::{Digest, Sha256};

/// The address of the room.
const OVERSIGHT: &str = "/desk/oversight";

const STYLE: &str = include_str!("../../assets/oversight.css");

static NAME: LazyLock<String> = LazyLock::new(|| {
    let digest: String = Sha256::digest(STYLE)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("oversight.{digest}.css")
});

/// Where it is.
pub(crate) fn address() -> String {
    format!("{OVERSIGHT}/style/{}", *NAME)
}

pub(super) async fn show(Path(name): Path<String>) -> Result<Response, Problem> {
    if name != *NAME {
        return Err(Problem::NotFound);
    }
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, STYLE).into_response())
}
