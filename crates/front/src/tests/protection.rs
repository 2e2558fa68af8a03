//! What keeps the reader safe.

use super::{ask, look};
use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header},
};
use std::{fs, path::Path};

#[tokio::test]
async fn every_answer_is_protected() {
    for address in [
        "/",
        "/nothing",
        "/api/nothing",
        "/assets/nothing.css",
        &crate::assets::address("page.js"),
    ] {
        let answer = look(address).await;
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(part), "{address}: {policy}");
        }
        assert!(!policy.contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
        assert!(!answer.header("cache-control").is_empty(), "{address}");
    }
    assert_eq!(look("/").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn an_act_is_only_taken_from_our_own_pages() {
    let post = || {
        Request::post("/")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "city.example")
    };
    let form = "phone=1&form_token=of-the-visit";
    for (name, value, status) in [
        ("sec-fetch-site", "same-origin", StatusCode::UNPROCESSABLE_ENTITY),
        ("sec-fetch-site", "none", StatusCode::UNPROCESSABLE_ENTITY),
        ("sec-fetch-site", "same-site", StatusCode::FORBIDDEN),
        ("sec-fetch-site", "cross-site", StatusCode::FORBIDDEN),
        ("origin", "https://city.example", StatusCode::UNPROCESSABLE_ENTITY),
        ("origin", "https://city.example.evil.example", StatusCode::FORBIDDEN),
        ("origin", "null", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(ask(post().header(name, value), form).await.status, status, "{name}: {value}");
    }
}

#[tokio::test]
async fn looking_is_free_from_anywhere() {
    let answer = ask(Request::get("/").header("sec-fetch-site", "cross-site"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK);
}

/// The content security policy forbids them, and then they silently do nothing.
#[test]
fn no_template_has_styles_or_scripts_of_its_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for (path, text) in files(&folder) {
        assert!(!text.contains(" style=") && !text.contains("<style"), "{path}");
        assert!(!text.contains("javascript:") && !text.contains("|safe"), "{path}");
        assert_eq!(
            text.matches("<script").count(),
            text.matches("<script src=").count(),
            "{path}"
        );
        for word in text.split_whitespace().filter(|word| word.starts_with("on")) {
            assert!(
                !word
                    .split('=')
                    .next()
                    .is_some_and(|name| word.contains('=') && name.chars().all(|letter| letter.is_ascii_lowercase())),
                "{path}: {word}"
            );
        }
    }
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}
