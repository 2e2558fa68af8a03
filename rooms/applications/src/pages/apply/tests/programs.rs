//! The same for programs: a whole application in one request.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::shop::PDF;
use super::town::Town;
use test_browser::{Answer, Browser};

/// A program of somebody of the sample, acting as what is asked for.
async fn program(town: &Town, name: &str, as_what: &str) -> Browser {
    let mut browser = town.browser(name, as_what).await;
    let token = read(browser.get("/api/v1/me").await)["form_token"]
        .as_str()
        .unwrap()
        .to_owned();
    browser.extra.push(("x-form-token", token));
    browser
}

fn read(answer: Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{} is not JSON: {}", answer.status, answer.body))
}

/// Sends it under a key.
async fn send(program: &mut Browser, method: &str, path: &str, key: &str, body: &Value) -> Answer {
    program.extra.retain(|(name, _)| *name != "idempotency-key");
    program.extra.push(("idempotency-key", key.to_owned()));
    program.json(method, path, body).await
}

async fn uploads(program: &mut Browser) -> Vec<Value> {
    let files = [
        ("material-place-plan", "平面图.pdf", PDF),
        ("material-hygiene-rules", "制度.pdf", PDF),
        ("material-hygiene-test", "检测报告.pdf", PDF),
    ];
    let answer = program.upload("/api/v1/uploads", &[], &files).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let papers = read(answer);
    assert_eq!(papers[0]["material"], "place-plan");
    assert_eq!(papers[0]["sha256"].as_str().unwrap().len(), 64);
    papers
        .as_array()
        .unwrap()
        .iter()
        .map(|paper| paper["upload"].clone())
        .collect()
}

fn salon(uploads: Vec<Value>) -> Value {
    let code = identity::sample::credit_code(identity::RegionCode::fixed(371_625), 7);
    json!({
        "region": "371625",
        "answers": { "place_kind": "beauty", "central_air": false },
        "form": {
            "place_name": "云朵理发", "place_owner": "刘婷婷", "place_phone": "13854300018", "place_licence_code": code.as_str(),
            "place_region": "371625", "place_address": "渤海路 12 号", "place_area": 68.5, "place_staff": 3, "place_delivery": "electronic",
        },
        "uploads": uploads,
    })
}

const APPLICATIONS: &str = "/api/v1/matters/public-place-hygiene/applications";

#[tokio::test]
async fn a_program_applies_in_one_request_and_sent_twice_it_is_one_application() {
    let town = Town::new().await;
    let mut liu = program(&town, "liutingting", "本人").await;
    let request = salon(uploads(&mut liu).await);
    let answer = send(&mut liu, "POST", APPLICATIONS, "first", &request).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let location = answer.location.clone();
    let submitted = read(answer);
    assert!(
        submitted["number"].as_str().unwrap().starts_with("371625-20261102-000001-"),
        "{submitted}"
    );
    assert_eq!(submitted["query_code"].as_str().unwrap().len(), 8);
    assert_eq!(submitted["status"], "in_progress");
    assert_eq!(
        (submitted["promise_days"].clone(), submitted["counted_days"].clone()),
        (json!(3), json!(0))
    );
    assert_eq!(submitted["materials"].as_array().unwrap().len(), 3);

    let again = read(send(&mut liu, "POST", APPLICATIONS, "first", &request).await);
    assert_eq!(again, submitted);
    let list = read(liu.get("/api/v1/applications").await);
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["id"], submitted["id"]);
    let shown = read(liu.get(&location).await);
    assert_eq!(shown["steps"], submitted["steps"]);
    assert_eq!(shown.get("query_code"), None);
    // The tokens are spent.
    let other = read(send(&mut liu, "POST", APPLICATIONS, "second", &request).await);
    assert_eq!(other["errors"][0]["field"], "uploads", "{other}");
}

#[tokio::test]
async fn everything_that_is_wrong_is_named() {
    let town = Town::new().await;
    let mut liu = program(&town, "liutingting", "本人").await;
    let mut request = salon(Vec::new());
    request["answers"]["central_air"] = json!("perhaps");
    request["form"]["place_licence_code"] = json!("91371625MA3ABCDE0X");
    request["form"].as_object_mut().unwrap().remove("place_name");
    request["form"]["place_colour"] = json!("red");
    request["region"] = json!("371600");
    let answer = send(&mut liu, "POST", APPLICATIONS, "wrong", &request).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let problem = read(answer);
    assert_eq!(problem["type"], "urn:zhoudao:problem:refused");
    let mut fields: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        ["central_air", "place_colour", "place_licence_code", "place_name", "region"]
    );

    let problem = read(send(&mut liu, "POST", APPLICATIONS, "papers", &salon(Vec::new())).await);
    assert_eq!(problem["errors"][0]["field"], "material-place-plan", "{problem}");
    for (body, status) in [
        (json!({"answers": 1}), 400),
        (json!({"answers": {}, "form": {}, "colour": "red"}), 400),
    ] {
        assert_eq!(send(&mut liu, "POST", APPLICATIONS, "x", &body).await.status.as_u16(), status);
    }
    liu.extra.retain(|(name, _)| *name != "idempotency-key");
    let answer = liu.json("POST", APPLICATIONS, &salon(Vec::new())).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("Idempotency-Key"), "{}", answer.body);
}

#[tokio::test]
async fn a_token_is_its_partys_alone_and_a_wrong_paper_gets_none() {
    let town = Town::new().await;
    let mut liu = program(&town, "liutingting", "本人").await;
    let tokens = uploads(&mut liu).await;
    let mut chen = program(&town, "chenmo", "本人").await;
    let problem = read(send(&mut chen, "POST", APPLICATIONS, "stolen", &salon(tokens)).await);
    assert_eq!(problem["errors"][0]["field"], "uploads", "{problem}");
    assert_eq!(read(chen.get("/api/v1/applications").await), json!([]));

    let files = [
        ("material-place-plan", "a.pdf", b"MZ\x90\0" as &[u8]),
        ("material-hygiene-rules", "b.pdf", PDF),
    ];
    let answer = chen.upload("/api/v1/uploads", &[], &files).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(read(answer)["errors"][0]["field"], "material-place-plan");
    assert_eq!(town.attachments().len(), 3);
}

#[tokio::test]
async fn what_an_applicant_may_ask_is_a_resource_of_the_application() {
    let town = Town::new().await;
    let mut liu = program(&town, "liutingting", "本人").await;
    let request = salon(uploads(&mut liu).await);
    let id = read(send(&mut liu, "POST", APPLICATIONS, "first", &request).await)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let here = format!("/api/v1/applications/{id}");
    let answer = send(
        &mut liu,
        "PUT",
        &format!("{here}/rating"),
        "rate",
        &json!({"grade": "satisfied"}),
    )
    .await;
    assert_eq!(
        (answer.status, read(answer)["type"].clone()),
        (StatusCode::UNPROCESSABLE_ENTITY, json!("urn:zhoudao:problem:refused"))
    );
    let refinement = json!({"step": "public-place-hygiene.review", "note": "x"});
    assert!(
        send(&mut liu, "POST", &format!("{here}/refinements"), "refine", &refinement)
            .await
            .status
            .is_client_error()
    );
    assert!(
        send(
            &mut liu,
            "POST",
            &format!("{here}/omissions"),
            "omit",
            &json!({"item": "public-place-hygiene"})
        )
        .await
        .status
        .is_client_error()
    );
    let form_alone = json!({"form": {"place_name": "x"}});
    let problem = read(send(&mut liu, "POST", &format!("{here}/changes"), "change", &form_alone).await);
    assert_eq!(problem["errors"][0]["field"], "form", "{problem}");

    let mut chen = program(&town, "chenmo", "本人").await;
    for (method, path) in [
        ("GET", ""),
        ("PUT", "/withdrawal"),
        ("PUT", "/rating"),
        ("POST", "/changes"),
        ("POST", "/omissions"),
        ("POST", "/refinements"),
    ] {
        let body = match path {
            "/rating" => json!({"grade": "satisfied"}),
            "/omissions" => json!({"item": "x"}),
            "/refinements" => json!({"step": "x"}),
            _ => json!({}),
        };
        let answer = send(&mut chen, method, &format!("{here}{path}"), "x", &body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} {}", answer.body);
    }

    let withdrawal = json!({"reason": "不开店了"});
    for _ in 0..2 {
        let withdrawn = read(send(&mut liu, "PUT", &format!("{here}/withdrawal"), "withdraw", &withdrawal).await);
        assert_eq!(withdrawn["status"], "withdrawn", "{withdrawn}");
    }
}

#[test]
fn the_description_names_every_way_in() {
    use utoipa::OpenApi;
    let description = crate::api::Api::openapi();
    let paths: Vec<&String> = description.paths.paths.keys().collect();
    assert_eq!(
        paths,
        [
            "/api/v1/applications",
            "/api/v1/applications/{application}",
            "/api/v1/applications/{application}/changes",
            "/api/v1/applications/{application}/delivery",
            "/api/v1/applications/{application}/documents",
            "/api/v1/applications/{application}/documents/{document}/afterwards",
            "/api/v1/applications/{application}/documents/{document}/requests",
            "/api/v1/applications/{application}/evidence",
            "/api/v1/applications/{application}/hearings",
            "/api/v1/applications/{application}/omissions",
            "/api/v1/applications/{application}/owed",
            "/api/v1/applications/{application}/payments/{step}/receipts",
            "/api/v1/applications/{application}/rating",
            "/api/v1/applications/{application}/recusals",
            "/api/v1/applications/{application}/refinements",
            "/api/v1/applications/{application}/requests",
            "/api/v1/applications/{application}/requests/{request}/withdrawal",
            "/api/v1/applications/{application}/supplements",
            "/api/v1/applications/{application}/withdrawal",
            "/api/v1/desk/service",
            "/api/v1/desk/service/{application}",
            "/api/v1/desk/service/{application}/arrivals",
            "/api/v1/desk/service/{application}/handovers",
            "/api/v1/desk/service/{application}/postings",
            "/api/v1/desk/service/{application}/returns",
            "/api/v1/documents",
            "/api/v1/interests/{number}/readings",
            "/api/v1/interests/{number}/views",
            "/api/v1/matters/{matter}/applications",
            "/api/v1/notices",
            "/api/v1/notices/{application}/{step}",
            "/api/v1/notices/{application}/{step}/objections",
            "/api/v1/objections/{number}/readings",
            "/api/v1/uploads",
        ]
    );
}

#[tokio::test]
async fn a_program_files_no_shop_with_another_county_either() {
    let town = Town::new().await;
    let mut liu = program(&town, "liutingting", "本人").await;
    let mut request = salon(uploads(&mut liu).await);
    request["form"]["place_region"] = json!("371602");
    let answer = send(&mut liu, "POST", APPLICATIONS, "elsewhere", &request).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert_eq!(read(answer)["errors"][0]["field"], "place_region");
}
