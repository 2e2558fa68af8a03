//! The same for programs.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::town::{PASSWORD, Person, Town};

fn li() -> Person {
    Person::new("李建国", "lijianguo", 11)
}

fn read(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|_| panic!("not JSON: {body}"))
}

#[tokio::test]
async fn a_program_signs_in_asks_who_it_is_and_signs_out() {
    let town = Town::new();
    town.registered(&li()).await;
    let mut program = town.browser();
    let answer = program
        .json(
            "POST",
            "/api/v1/sessions",
            &json!({"name": "lijianguo", "password": PASSWORD}).to_string(),
        )
        .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    assert!(answer.set_cookies.is_empty());
    let opened = read(&answer.body);
    assert_eq!(opened["capacity"], "person");
    program
        .extra
        .push(("authorization", format!("Bearer {}", opened["token"].as_str().unwrap())));

    let me = read(&program.get("/api/v1/me").await.body);
    assert_eq!(
        (me["name"].as_str(), me["capacity"]["key"].as_str()),
        (Some("李建国"), Some("person"))
    );
    assert_eq!(
        program.json("DELETE", "/api/v1/sessions", "").await.status,
        StatusCode::NO_CONTENT
    );
    let answer = program.get("/api/v1/me").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(read(&answer.body)["type"], "urn:zhoudao:problem:signed-out");
}

#[tokio::test]
async fn what_cannot_be_right_is_a_problem_in_words() {
    let town = Town::new();
    town.registered(&li()).await;
    let mut program = town.browser();
    for (body, status) in [
        (
            json!({"name": "lijianguo", "password": "vertippt und vertippt"}).to_string(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            json!({"name": "lijianguo", "password": PASSWORD, "is_admin": true}).to_string(),
            StatusCode::BAD_REQUEST,
        ),
        ("{".to_owned(), StatusCode::BAD_REQUEST),
    ] {
        let answer = program.json("POST", "/api/v1/sessions", &body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(read(&answer.body)["detail"].is_string());
        assert!(!answer.body.contains("vertippt"));
    }
}

#[tokio::test]
async fn a_browsers_cookie_is_no_programs_token_and_the_other_way_round() {
    let town = Town::new();
    let browser = town.registered(&li()).await;
    let mut program = town.browser();
    program
        .extra
        .push(("authorization", format!("Bearer {}", browser.cookies["session"])));
    assert_eq!(program.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);

    let mut program = town.browser();
    let answer = program
        .json(
            "POST",
            "/api/v1/sessions",
            &json!({"name": "lijianguo", "password": PASSWORD}).to_string(),
        )
        .await;
    let token = read(&answer.body)["token"].as_str().unwrap().to_owned();
    program.cookies.insert("session".to_owned(), token);
    assert_eq!(program.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_cookie_acts_through_the_api_only_with_the_form_token() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    assert_eq!(browser.get("/api/v1/me").await.status, StatusCode::OK);
    let person = json!({"capacity": "person"}).to_string();
    assert_eq!(
        browser.json("PUT", "/api/v1/me/capacity", &person).await.status,
        StatusCode::FORBIDDEN
    );
    let token = read(&browser.get("/api/v1/me").await.body)["form_token"]
        .as_str()
        .unwrap()
        .to_owned();
    browser.extra.push(("x-form-token", token));
    assert_eq!(
        browser.json("PUT", "/api/v1/me/capacity", &person).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_program_chooses_among_its_own_capacities() {
    let town = Town::demo().await;
    let mut program = town.browser();
    let password = super::town::binzhou().password;
    let answer = program
        .json(
            "POST",
            "/api/v1/sessions",
            &json!({"name": "lijianguo", "password": password}).to_string(),
        )
        .await;
    program.extra.push((
        "authorization",
        format!("Bearer {}", read(&answer.body)["token"].as_str().unwrap()),
    ));
    let me = read(&program.get("/api/v1/me").await.body);
    let keys: Vec<&str> = me["capacities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["key"].as_str().unwrap())
        .collect();
    assert_eq!((keys.len(), keys[0]), (3, "person"));
    let answer = program
        .json("PUT", "/api/v1/me/capacity", &json!({"capacity": keys[1]}).to_string())
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(read(&program.get("/api/v1/me").await.body)["capacity"]["key"], keys[1]);
    let answer = program
        .json(
            "PUT",
            "/api/v1/me/capacity",
            &json!({"capacity": "post:approval-371600-administer"}).to_string(),
        )
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[test]
fn the_description_names_every_way_in() {
    use utoipa::OpenApi;
    let description = crate::api::Api::openapi();
    let paths: Vec<&String> = description.paths.paths.keys().collect();
    assert_eq!(paths, ["/api/v1/me", "/api/v1/me/capacity", "/api/v1/sessions"]);
}
