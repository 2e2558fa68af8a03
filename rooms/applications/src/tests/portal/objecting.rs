//! Visitors who object to a notice through the API share their keys, and nothing else.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::Town;
use crate::record::state::StepStatus;

/// Somebody objects, under a key that a careless program chose.
async fn object(town: &Town, notice: &str, name: &str, words: &str) -> (StatusCode, Value) {
    let objection = json!({ "name": name, "phone": "13905430001", "words": words });
    let request = Request::builder()
        .method("POST")
        .uri(format!("/api/v1/notices/{notice}/objections"))
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", "1")
        .body(Body::from(objection.to_string()))
        .unwrap();
    let answer = town.router.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

#[tokio::test]
async fn two_visitors_under_one_key_are_not_given_each_others_code() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    while town.step(factory, "design-scheme-notice").await.status == StepStatus::Waiting {
        town.work(factory, &[]).await;
    }
    let notice = format!("{factory}/design-scheme-notice");
    let (status, first) = object(&town, &notice, "赵邻居", "离我家太近").await;
    assert_eq!(status, StatusCode::CREATED, "{first}");
    let (status, second) = object(&town, &notice, "钱邻居", "挡住了我家的光").await;
    assert_eq!(status, StatusCode::CONFLICT, "{second}");
    assert!(second["code"].as_str().is_none_or(|code| first["code"] != code), "{second}");
    let (status, again) = object(&town, &notice, "赵邻居", "离我家太近").await;
    assert_eq!((status, again), (StatusCode::CREATED, first), "sent twice, it happened once");
    assert_eq!(town.application(factory).await.objections.len(), 1);
}
