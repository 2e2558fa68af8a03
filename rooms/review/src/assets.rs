//! The room's own script and style, served from the binary under addresses that change with their content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use front::Problem;
use sha2::{Digest, Sha256};

struct Asset {
    content_type: &'static str,
    content: &'static str,
    name: String,
}

static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "review",
        "js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/review.js"),
    )
});
static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "review",
        "css",
        "text/css; charset=utf-8",
        include_str!("../assets/review.css"),
    )
});

impl Asset {
    fn new(stem: &str, extension: &str, content_type: &'static str, content: &'static str) -> Self {
        let digest: String = Sha256::digest(content)
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            content_type,
            content,
            name: format!("{stem}.{digest}.{extension}"),
        }
    }
}

/// Where the script is.
pub(crate) fn script() -> String {
    format!("/desk/assets/{}", SCRIPT.name)
}

/// Where the style is.
pub(crate) fn style() -> String {
    format!("/desk/assets/{}", STYLE.name)
}

/// Script or style.
pub(crate) async fn show(Path(name): Path<String>) -> Result<Response, Problem> {
    let asset = [&SCRIPT, &STYLE]
        .into_iter()
        .find(|asset| asset.name == name)
        .ok_or(Problem::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.content).into_response())
}
