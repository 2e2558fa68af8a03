//! The window for programs.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::town::Town;
use super::window::somebody;

#[tokio::test]
async fn a_program_opens_a_visit_acts_in_it_and_ends_it() {
    let town = Town::new().await;
    let mut clerk = town.clerk().await;
    let me: Value = serde_json::from_str(&clerk.get("/api/v1/me").await.page()).unwrap();
    clerk.extra = vec![
        ("x-form-token", me["form_token"].as_str().unwrap().to_owned()),
        ("idempotency-key", "visit-1".to_owned()),
    ];
    let (name, number) = somebody();
    let visit = json!({
        "kind": "person", "present": "oneself", "name": name, "resident_number": number,
        "checks": ["identity_card"], "matter": "public-place-hygiene",
    });
    let answer = clerk.json("POST", "/api/v1/counter/visits", &visit).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let opened: Value = serde_json::from_str(&answer.body).unwrap();
    let again: Value = serde_json::from_str(&clerk.json("POST", "/api/v1/counter/visits", &visit).await.body).unwrap();
    assert_eq!(opened, again, "sent twice, it is one visit");
    let chosen = clerk
        .json("PUT", "/api/v1/me/capacity", &json!({ "capacity": opened["capacity"] }))
        .await;
    assert_eq!(chosen.status, StatusCode::OK, "{}", chosen.body);
    let me: Value = serde_json::from_str(&clerk.get("/api/v1/me").await.page()).unwrap();
    clerk.extra[0].1 = me["form_token"].as_str().unwrap().to_owned();
    assert_eq!(clerk.get("/api/v1/applications").await.page(), "[]");
    let ended = clerk.json("DELETE", "/api/v1/counter/visits/current", &Value::Null).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.body);
    assert_eq!(clerk.get("/api/v1/applications").await.status, StatusCode::NOT_FOUND);
    let today: Value = serde_json::from_str(&clerk.get("/api/v1/counter/intakes").await.page()).unwrap();
    assert_eq!((&today["all"], &today["day"]), (&json!(0), &json!("2026-11-02")));
}

#[tokio::test]
async fn an_applicant_reads_authorisations_and_looks() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let me: Value = serde_json::from_str(&liu.get("/api/v1/me").await.page()).unwrap();
    liu.extra = vec![
        ("x-form-token", me["form_token"].as_str().unwrap().to_owned()),
        ("idempotency-key", "authorisation-1".to_owned()),
    ];
    let given = json!({
        "helper": town.account("approval-371625-helper").to_string(), "mode": "do_for", "reach": "all", "until": "2026-12-01",
    });
    let answer = liu.json("POST", "/api/v1/authorisations", &given).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let id: String = serde_json::from_str(&answer.body).unwrap();
    let list: Value = serde_json::from_str(&liu.get("/api/v1/authorisations").await.page()).unwrap();
    assert_eq!((&list[0]["id"], &list[0]["in_force"]), (&json!(id), &json!(true)));
    let path = format!("/api/v1/authorisations/{id}");
    assert_eq!(liu.json("DELETE", &path, &Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(liu.json("DELETE", &path, &Value::Null).await.status, StatusCode::NOT_FOUND);
    assert_eq!(liu.get("/api/v1/looks").await.page(), "[]");
}
