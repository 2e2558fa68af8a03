//! Notes: who reads them, whom they reach, and that no applicant can tell that there is one.

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::StatusCode;

use super::town::{Browser, Filed, Town};

const NOTE: &str = "申请人曾被处罚，重点核对";

async fn note(browser: &mut Browser, filed: &Filed<'_>, step: &str, form: &[(&str, &str)]) {
    browser.get(&filed.step("water")).await;
    let all: Vec<(&str, &str)> = [("note", NOTE), ("step", step)]
        .into_iter()
        .chain(form.iter().copied())
        .collect();
    browser.post_to(&format!("/desk/{}/notes", filed.record), &all).await;
}

#[tokio::test]
async fn a_note_is_read_by_the_organ_and_by_others_only_if_it_is_shared() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut wang) = (town.at_desk("ligong").await, town.at_desk("wanggong").await);
    let (mut sun, mut supervisor) = (town.at_desk("sunhua").await, town.at_desk("wulan").await);
    let page = format!("/desk/applications/{}", filed.record);
    note(&mut li, &filed, "water", &[]).await;
    assert!(
        wang.get(&format!("{}?tab=notes", filed.step("water")))
            .await
            .body
            .contains(NOTE)
    );
    for other in [&mut sun, &mut supervisor] {
        let seen = other.get(&page).await.body;
        assert!(seen.contains("备注 0") && !seen.contains(NOTE), "{seen}");
        assert!(
            !other
                .get(&format!("/api/v1/applications/{}/notes", filed.record))
                .await
                .body
                .contains(NOTE)
        );
    }
    note(&mut li, &filed, "", &[("audience", "taking_part")]).await;
    for other in [&mut sun, &mut supervisor] {
        assert!(other.get(&page).await.body.contains(NOTE));
    }
}

#[tokio::test]
async fn whoever_is_named_hears_of_it_on_the_desk_until_it_is_read() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut wang) = (town.at_desk("ligong").await, town.at_desk("wanggong").await);
    let account = town.seeded.accounts["wanggong"].to_string();
    note(&mut li, &filed, "water", &[("mention[]", account.as_str())]).await;
    let list = wang.get("/desk").await.body;
    assert!(list.contains("备注里提到您"), "{list}");
    assert!(!list.contains(NOTE), "the words are where they were written");
    assert!(!li.get("/desk").await.body.contains("备注里提到您"));
    wang.get("/desk").await;
    wang.post_to(&format!("/desk/mentions/{}/readings", filed.record), &[]).await;
    assert!(!wang.get("/desk").await.body.contains("备注里提到您"));
}

#[tokio::test]
async fn a_note_needs_words_and_has_an_end() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    let long = "长".repeat(2001);
    for (words, told) in [("  ", "还没有写内容"), (long.as_str(), "最多 2000 字")] {
        li.get(&filed.step("water")).await;
        let answer = li.post(&format!("/desk/{}/notes", filed.record), &[("note", words)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
    }
}

#[tokio::test]
async fn what_was_written_stays_where_it_was_written_when_it_cannot_be_kept() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    let long = "长".repeat(2001);
    let notes = format!("/desk/{}/notes", filed.record);
    for step in ["water", ""] {
        li.get(&filed.step("water")).await;
        let form = [("note", long.as_str()), ("step", step), ("audience", "taking_part")];
        let answer = li.post(&notes, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(&long), "{step}: {}", answer.body);
        assert!(
            answer.body.contains("value=\"taking_part\" checked"),
            "{step}: {}",
            answer.body
        );
    }
    let kept = std::mem::replace(&mut li.token, "another".to_owned());
    let answer = li.post(&notes, &[("note", NOTE), ("step", "water")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        answer.body.contains(NOTE) && answer.body.contains("请核对后再提交一次"),
        "{}",
        answer.body
    );
    li.token = kept;
    assert!(
        !li.get(&format!("{}?tab=notes", filed.step("water")))
            .await
            .body
            .contains(NOTE)
    );
}

/// Every address of the applicants' rooms that can be read, out of their sources.
fn read_by_applicants() -> BTreeSet<String> {
    let mut routes = BTreeSet::new();
    for room in ["applications", "people"] {
        let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(room).join("src");
        each_source(&source, &mut |text| {
            for rest in text.split(".route(").skip(1) {
                let path = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
                if let Some((path, _)) = path.filter(|(_, rest)| rest.contains("get(")) {
                    routes.insert(path.to_owned());
                }
            }
        });
    }
    routes
}

fn each_source(folder: &Path, visit: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("tests") {
            each_source(&path, visit);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            visit(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// An address with something real in each of its places.
fn real(route: &str, filed: &Filed<'_>) -> String {
    let place = |part: &str| match part {
        "{application}" | "{id}" => filed.record.to_string(),
        "{step}" | "{item}" => "water".to_owned(),
        "{material}" => "opinion".to_owned(),
        part if part.starts_with('{') => "1".to_owned(),
        part => part.to_owned(),
    };
    let parts: Vec<String> = route.split('/').map(place).collect();
    parts.join("/")
}

/// What an address answers, without what changes with every answer.
async fn answer(browser: &mut Browser, address: &str) -> (StatusCode, String) {
    let answer = browser.get(address).await;
    let mut told = String::new();
    let mut rest = answer.body.as_str();
    while let Some((before, after)) = rest.split_once("name=\"key\" value=\"") {
        told.push_str(before);
        rest = after.split_once('"').map_or("", |(_, after)| after);
    }
    told.push_str(rest);
    (answer.status, without_the_head(told))
}

/// Evidence proves a filing by the last head of the city's log, in which everybody's acts stand.
fn without_the_head(told: String) -> String {
    match serde_json::from_str(&told) {
        Ok(serde_json::Value::Object(mut evidence)) if evidence.contains_key("leaf") => {
            evidence.remove("head");
            evidence.remove("hashes");
            serde_json::Value::Object(evidence).to_string()
        }
        _ => told,
    }
}

#[tokio::test]
async fn no_applicant_can_tell_by_any_address_that_there_is_a_note() {
    let town = Town::with_portal().await;
    let filed = town.factory().await;
    let (mut li, mut applicant) = (town.at_desk("ligong").await, town.at_desk("lijianguo").await);
    let routes = read_by_applicants();
    assert!(routes.len() > 20, "{routes:?}");
    let mut before = Vec::new();
    for route in &routes {
        before.push(answer(&mut applicant, &real(route, &filed)).await);
    }
    let read = before.iter().filter(|(status, _)| status.is_success()).count();
    assert!(read > 10, "the applicant reads something: {read}");
    let (version, mut committed) = (filed.version().await, town.ledger.watch());
    let wang = town.seeded.accounts["wanggong"].to_string();
    note(&mut li, &filed, "water", &[("mention[]", wang.as_str())]).await;
    note(&mut li, &filed, "", &[("audience", "taking_part")]).await;

    for (route, before) in routes.iter().zip(before) {
        let after = answer(&mut applicant, &real(route, &filed)).await;
        assert!(!after.1.contains(NOTE), "{route}");
        assert!(after == before, "{route} tells that something was written");
    }
    for address in [
        format!("/api/v1/applications/{}/notes", filed.record),
        format!("/api/v1/applications/{}/presences", filed.record),
        "/api/v1/desk/mentions".into(),
    ] {
        assert_eq!(applicant.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let form = [("note", "我也写一条")];
    let written = applicant.post(&format!("/desk/{}/notes", filed.record), &form).await;
    assert_eq!(written.status, StatusCode::NOT_FOUND);
    assert_eq!(filed.version().await, version, "the application itself has not moved");
    while let Ok(done) = committed.try_recv() {
        assert_ne!(done.record, filed.record, "no live stream of the application hears of it");
    }
}
