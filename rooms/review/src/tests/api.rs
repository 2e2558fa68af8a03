//! The desks for programs.

use axum::http::StatusCode;
use serde_json::{Value, json};
use utoipa::OpenApi;

use super::town::{Browser, Town};

/// A program signed in at a desk, with a key for its next act.
pub(super) async fn program(town: &Town, name: &str) -> Browser {
    let mut program = town.browser();
    let credentials = json!({"name": name, "password": "黄河入海流 2026"}).to_string();
    let opened = program.json("POST", "/api/v1/sessions", &credentials).await;
    let opened: Value = serde_json::from_str(&opened.body).unwrap();
    program.headers = vec![
        ("authorization", format!("Bearer {}", opened["token"].as_str().unwrap())),
        ("idempotency-key", "first".into()),
    ];
    program
}

#[tokio::test]
async fn a_program_sends_no_body_where_nothing_is_required() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let acceptances = format!("/api/v1/applications/{}/steps/sign_acceptance/acceptances", filed.record);
    let mut fang = program(&town, "fangyi").await;
    let broken = fang.json("POST", &acceptances, "{").await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST, "{}", broken.body);
    assert!(broken.body.contains("提交的内容无法识别"), "{}", broken.body);
    let accepted = fang.json("POST", &acceptances, "").await;
    assert_eq!(accepted.status, StatusCode::CREATED, "{}", accepted.body);
}

#[tokio::test]
async fn a_program_without_a_key_for_its_act_is_told_to_give_one() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let mut fang = program(&town, "fangyi").await;
    let claims = format!("/api/v1/applications/{}/steps/sign_acceptance/acceptances", filed.record);
    for key in [None, Some(" ".to_owned()), Some("k".repeat(129))] {
        fang.headers.retain(|(name, _)| *name != "idempotency-key");
        fang.headers.extend(key.map(|key| ("idempotency-key", key)));
        let answer = fang.json("POST", &claims, "").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
        assert!(answer.body.contains("Idempotency-Key"), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_program_works_through_a_desk() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = program(&town, "ligong").await;
    let list: Value = serde_json::from_str(&li.get("/api/v1/desk/tasks").await.body).unwrap();
    assert_eq!(
        (&list["tasks"][0]["step"], &list["tasks"][0]["due"], &list["counts"]["open"]),
        (&json!("water"), &json!("2026-11-16"), &json!(1))
    );

    let step = format!("/api/v1/applications/{}/steps/water", filed.record);
    let claimed = li.json("POST", &format!("{step}/claims"), "").await;
    assert_eq!(claimed.status, StatusCode::CREATED, "{}", claimed.body);
    let claimed: Value = serde_json::from_str(&claimed.body).unwrap();
    assert_eq!((&claimed["status"], &claimed["duty"]), (&json!("open"), &json!("handle")));

    let refused = li
        .json(
            "POST",
            &format!("{step}/opinions"),
            &json!({"opinion": "conditional"}).to_string(),
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem: Value = serde_json::from_str(&refused.body).unwrap();
    assert_eq!(
        (&problem["status"], &problem["detail"]),
        (&json!(422), &json!("请写明具体内容"))
    );
    assert_eq!(refused.headers["content-type"], "application/problem+json");

    let opinion = json!({"opinion": "agree", "points": [0, 1]}).to_string();
    let given = li.json("POST", &format!("{step}/opinions"), &opinion).await;
    assert_eq!(given.status, StatusCode::CREATED, "{}", given.body);
    let given: Value = serde_json::from_str(&given.body).unwrap();
    assert_eq!((&given["draft"], &given["duty"]), (&json!("agree"), &json!("check")));

    let mut zhao = program(&town, "zhaoke").await;
    let passed = zhao.json("POST", &format!("{step}/passes"), "").await;
    let twice = zhao.json("POST", &format!("{step}/passes"), "").await;
    assert_eq!(
        (passed.status, &passed.body),
        (twice.status, &twice.body),
        "one key, one act, one answer"
    );
    zhao.headers[1].1 = "second".into();
    assert_eq!(
        zhao.json("POST", &format!("{step}/passes"), "").await.status,
        StatusCode::CONFLICT
    );
}

#[tokio::test]
async fn a_program_records_a_gate_and_decides() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let gate = format!("/api/v1/applications/{}/gates/land_right", filed.record);
    let mut sun = program(&town, "sunhua").await;
    let wrong = sun
        .json(
            "PUT",
            &gate,
            &json!({"outcome": "open", "facts": {"contract": "HT-1"}}).to_string(),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    let facts = json!({"outcome": "open", "facts": {"contract": "HT-1", "contract_day": "2026-11-01"}}).to_string();
    let recorded = sun.json("PUT", &gate, &facts).await;
    assert_eq!(recorded.status, StatusCode::OK, "{}", recorded.body);
    let recorded: Value = serde_json::from_str(&recorded.body).unwrap();
    assert_eq!(recorded["opened_on"], "2026-11-02");
    assert_eq!(town.at_desk("ligong").await.get(&gate).await.status, StatusCode::NOT_FOUND);

    let shop = town.shop().await;
    let mut qian = program(&town, "qianju").await;
    let step = format!("/api/v1/applications/{}/steps/sign.decide", shop.record);
    let early = qian
        .json(
            "POST",
            &format!("{step}/decisions"),
            &json!({"decision": "sign_off"}).to_string(),
        )
        .await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.body);
    qian.headers.pop();
    let keyless = qian
        .json(
            "POST",
            &format!("{step}/decisions"),
            &json!({"decision": "sign_off"}).to_string(),
        )
        .await;
    assert_eq!(keyless.status, StatusCode::BAD_REQUEST, "{}", keyless.body);
}

#[test]
fn every_act_is_described() {
    let description = serde_json::to_value(crate::api::Api::openapi()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 43, "{:?}", paths.keys());
}
