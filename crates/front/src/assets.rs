//! Style sheet and scripts, served from the binary under addresses that change with their content.

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, io::Write, sync::LazyLock};

struct Asset {
    name: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    address: String,
    gzip: Option<Vec<u8>>,
}

macro_rules! asset {
    ($name:literal, $content_type:literal) => {
        (
            $name,
            $content_type,
            include_bytes!(concat!("../assets/", $name)) as &'static [u8],
        )
    };
}

const FILES: &[(&str, &str, &[u8])] = &[
    asset!("zhoudao.css", "text/css; charset=utf-8"),
    asset!("mark.svg", "image/svg+xml"),
    asset!("page.js", "text/javascript; charset=utf-8"),
    asset!("live.js", "text/javascript; charset=utf-8"),
    asset!("desk.js", "text/javascript; charset=utf-8"),
    asset!("htmx-4.0.1.min.js", "text/javascript; charset=utf-8"),
];

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| FILES.iter().map(Asset::new).collect());

impl Asset {
    fn new(&(name, content_type, plain): &(&'static str, &'static str, &'static [u8])) -> Asset {
        let digest = Sha256::digest(plain);
        let hash: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let gzip = compressed(plain).ok().filter(|gzip| gzip.len() < plain.len() * 9 / 10);
        Asset {
            name,
            content_type,
            plain,
            address: format!("/assets/{stem}.{hash}.{extension}"),
            gzip,
        }
    }
}

fn compressed(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}

/// Where an asset is served: `/assets/zhoudao.1a2b3c4d5e6f.css`. For a name that does not exist, an address that answers 404.
pub fn address(name: &str) -> Cow<'static, str> {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => Cow::Borrowed(&asset.address),
        None => {
            tracing::error!(name, "no such asset");
            Cow::Owned(format!("/assets/{name}"))
        }
    }
}

/// `/assets/…`
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{name}", get(show))
}

async fn show(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS
        .iter()
        .find(|asset| asset.address.strip_prefix("/assets/") == Some(&name))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepts_gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accepted| {
            accepted
                .split(',')
                .any(|coding| coding.trim().split(';').next() == Some("gzip"))
        });
    let fixed = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    match &asset.gzip {
        Some(gzip) if accepts_gzip => (
            fixed,
            [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))],
            gzip.as_slice(),
        )
            .into_response(),
        Some(_) | None => (fixed, asset.plain).into_response(),
    }
}
