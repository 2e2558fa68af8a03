//! Notes: who reads them, whom they reach, and that no applicant can tell that there is one.

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
