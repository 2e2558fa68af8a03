//! The window for programs.

use std::sync::Arc;

use authority::{Actor, Duty, Permit, Post, Subject, acts, permit};
use axum::http::StatusCode;
use identity::{OrganId, RecordId, RegionCode};
use people::Service;
use people::record::service::{IssueToken, OpenService};
use serde_json::{Value, json};

use super::town::Town;
use super::window::somebody;
use test_browser::Browser;

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

/// A program that has a token for the post of the county's window.
async fn program_at_the_window(town: &Town) -> Browser {
    let city = RegionCode::fixed(371_600);
    let post = |name: &str, region, duty| {
        Arc::new(Post {
            id: format!("{name}-{duty}").parse().unwrap(),
            organ: OrganId::fixed("approval-371625"),
            region,
            functions: Vec::new(),
            duties: vec![duty],
        })
    };
    let service = RecordId::from_bytes([7; 16]);
    let administrator = Actor::post(
        town.account("approval-371600-administer"),
        post("approval-371600", city, Duty::Administer),
    );
    let permit: Permit<acts::Administer> = permit(&administrator, &Subject::new(service, city)).unwrap();
    let opening = OpenService {
        name: "排队机".into(),
        post: post("approval-371625", RegionCode::fixed(371_625), Duty::Clerk),
    };
    let token = people::draw_token().unwrap();
    let issuing = IssueToken {
        digest: token.digest,
        until: town.ledger.now().day(),
    };
    let ledger = &town.ledger;
    ledger
        .submit::<Service, _>(&permit, service, opening, "open".into())
        .await
        .unwrap();
    ledger
        .submit::<Service, _>(&permit, service, issuing, "issue".into())
        .await
        .unwrap();
    let mut program = town.stranger();
    program.extra = vec![
        ("authorization", format!("Bearer {}", token.secret)),
        ("idempotency-key", "machine-1".to_owned()),
    ];
    program
}

#[tokio::test]
async fn a_program_sees_no_face_and_so_takes_nobody_in_and_recovers_no_account() {
    let town = Town::new().await;
    let mut program = program_at_the_window(&town).await;
    program.get("/api/v1/counter/intakes").await.page();
    let (name, number) = somebody();
    let recovery = json!({
        "name": "刘婷婷", "resident_number": super::recovery::papers(&town).await, "checks": ["identity_card", "face"],
    });
    let mut with_phone = recovery.clone();
    with_phone["phone"] = json!("13854300018");
    let visit = json!({
        "kind": "person", "present": "oneself", "name": name, "resident_number": number, "checks": ["identity_card", "face"],
    });
    for (path, asked) in [
        ("/api/v1/counter/secrets", &recovery),
        ("/api/v1/counter/phones", &with_phone),
        ("/api/v1/counter/visits", &visit),
    ] {
        let answer = program.json("POST", path, asked).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} {}", answer.body);
    }
    let said = town.said(town.account("liutingting")).await;
    assert!(!said.iter().any(|(what, _)| what == "secret_handed_over"), "{said:?}");
}
