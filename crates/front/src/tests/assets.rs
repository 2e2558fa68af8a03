//! Assets: served once, kept for ever, small.

use super::{ask, look};
use crate::assets::address;
use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header},
};
use flate2::read::GzDecoder;
use std::io::Read;

#[tokio::test]
async fn an_asset_is_kept_for_ever() {
    for (name, content_type) in [
        ("zhoudao.css", "text/css; charset=utf-8"),
        ("page.js", "text/javascript; charset=utf-8"),
        ("mark.svg", "image/svg+xml"),
        ("htmx-4.0.1.min.js", "text/javascript; charset=utf-8"),
    ] {
        let answer = look(&address(name)).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (StatusCode::OK, content_type),
            "{name}"
        );
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    }
    assert!(address("zhoudao.css").starts_with("/assets/zhoudao.") && address("zhoudao.css").ends_with(".css"));
    assert_eq!(look("/assets/zhoudao.css").await.status, StatusCode::NOT_FOUND);
    assert_eq!(look("/assets/..%2fCargo.toml").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_understands_gzip_gets_it() {
    let plain = look(&address("zhoudao.css")).await;
    let packed = ask(
        Request::get(&*address("zhoudao.css")).header(header::ACCEPT_ENCODING, "br, gzip;q=0.8"),
        Body::empty(),
    )
    .await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.bytes);
}

/// Every applicant page works on a slow line: less than 60 kB before pictures. What all pages share is a good part less.
#[tokio::test]
async fn the_shared_weight_of_a_portal_page_is_small() {
    let mut weight = 0;
    for name in ["zhoudao.css", "page.js", "live.js", "mark.svg"] {
        let request = Request::get(&*address(name)).header(header::ACCEPT_ENCODING, "gzip");
        weight += ask(request, Body::empty()).await.bytes.len();
    }
    weight += look("/").await.bytes.len();
    assert!(weight < 20_000, "{weight} bytes");
}

#[test]
fn the_style_sheet_loads_nothing() {
    let sheet = include_str!("../../assets/zhoudao.css");
    assert!(!sheet.contains("url(") && !sheet.contains("@import") && !sheet.contains("@font-face"));
}

#[test]
fn braces_of_the_style_sheet_match() {
    let sheet = include_str!("../../assets/zhoudao.css");
    assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
}
