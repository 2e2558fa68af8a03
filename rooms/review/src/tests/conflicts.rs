//! Two people on one step, one form sent twice, a session that ended meanwhile: what happens once, who is told what, what stays.

use axum::http::StatusCode;
use people::IDLE_MINUTES_MAX;

use super::town::Town;

const WORDS: &str = "枯水期流量没有论证，依据不足";

#[tokio::test]
async fn the_second_of_two_reviewers_is_told_who_did_what_and_keeps_what_was_typed() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut wang) = (town.at_desk("ligong").await, town.at_desk("wanggong").await);
    li.get(&filed.step("water")).await;
    wang.get(&filed.step("water")).await;
    li.post_to(&format!("{}/claims", filed.step("water")), &[]).await;

    let answer = wang.post(&format!("{}/claims", filed.step("water")), &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for words in ["已经有人先办了", "今天 09:30，李工（城乡水务局 承办）：认领“取水论证”"] {
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    let answer = wang
        .post(
            &format!("{}/opinions", filed.step("water")),
            &[("opinion", "not_supported"), ("text", WORDS), ("unticked", "yes")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer.body.contains("您刚才写的内容还在这里") && answer.body.contains(WORDS),
        "{}",
        answer.body
    );

    li.post_to(
        &format!("{}/opinions", filed.step("water")),
        &[("opinion", "agree"), ("unticked", "yes")],
    )
    .await;
    let answer = wang
        .post(
            &format!("{}/opinions", filed.step("water")),
            &[("opinion", "not_supported"), ("text", WORDS), ("unticked", "yes")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer.body.contains("李工（城乡水务局 承办）：“取水论证”拟提出意见：同意"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains(WORDS), "{}", answer.body);
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    li.get(&filed.step("water")).await;
    li.post_to(&format!("{}/claims", filed.step("water")), &[]).await;

    let form = [("opinion", "agree"), ("text", "可以"), ("unticked", "yes")];
    let first = li.post(&format!("{}/opinions", filed.step("water")), &form).await;
    let version = town
        .ledger
        .state::<applications::record::Applications>(filed.record)
        .await
        .unwrap()
        .unwrap()
        .version;
    let second = li.post(&format!("{}/opinions", filed.step("water")), &form).await;
    assert_eq!(
        (first.status, second.status),
        (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER),
        "{}",
        second.body
    );
    assert_eq!(first.location, second.location);
    let after = town
        .ledger
        .state::<applications::record::Applications>(filed.record)
        .await
        .unwrap()
        .unwrap()
        .version;
    assert_eq!(version, after, "nothing happened the second time");
}

#[tokio::test]
async fn a_form_sent_again_with_other_content_is_not_taken_for_the_first() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut sun = town.at_desk("sunhua").await;
    sun.get(&filed.step("building")).await;
    sun.post_to(&format!("{}/claims", filed.step("building")), &[]).await;
    let key = sun.key.clone();
    sun.post_to(
        &format!("{}/refinements", filed.step("building")),
        &[("request", "请补总平面图")],
    )
    .await;
    sun.key = key;
    let answer = sun
        .post(
            &format!("{}/opinions", filed.step("building")),
            &[("opinion", "not_supported"), ("text", WORDS), ("unticked", "yes")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains(WORDS), "{}", answer.body);
}

#[tokio::test]
async fn a_refusal_says_beside_the_field_what_to_do_and_keeps_what_was_typed() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    li.get(&filed.step("water")).await;
    li.post_to(&format!("{}/claims", filed.step("water")), &[]).await;

    let opinions = format!("{}/opinions", filed.step("water"));
    let answer = li.post(&opinions, &[("text", WORDS), ("points[]", "1")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("请选择意见") && answer.body.contains(WORDS),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("value=\"1\" checked"), "the tick stays: {}", answer.body);

    let answer = li
        .post(&opinions, &[("opinion", "conditional"), ("text", "  "), ("unticked", "yes")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("id=\"text-error\"") && answer.body.contains("请写明具体内容"),
        "{}",
        answer.body
    );

    let long = "长".repeat(4001);
    let answer = li
        .post(&opinions, &[("opinion", "conditional"), ("text", &long), ("unticked", "yes")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("最多 4,000 个字") && answer.body.contains(&long));
}

#[tokio::test]
async fn a_page_that_is_open_all_by_itself_keeps_nobody_signed_in() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    li.get(&filed.step("water")).await;
    town.idle_minutes(IDLE_MINUTES_MAX - 1);
    let beat = li.post(&format!("{}/presences", filed.step("water")), &[]).await;
    assert_eq!(beat.status, StatusCode::OK);
    li.headers = vec![("x-live", "1".into())];
    assert_eq!(li.get("/desk").await.status, StatusCode::OK);
    li.headers.clear();
    town.idle_minutes(2);
    let answer = li.get("/desk").await;
    assert_ne!(answer.status, StatusCode::OK, "nobody has been there: {}", answer.body);
}

#[tokio::test]
async fn what_was_typed_comes_back_when_the_session_ended_meanwhile() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    li.get(&filed.step("water")).await;
    li.post_to(&format!("{}/claims", filed.step("water")), &[]).await;
    town.idle_minutes(IDLE_MINUTES_MAX + 1);

    let opinions = format!("{}/opinions", filed.step("water"));
    let form = [("opinion", "not_supported"), ("text", WORDS), ("unticked", "yes")];
    let answer = li.post(&opinions, &form).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(
        answer.body.contains("请重新登录，您写的内容还在") && answer.body.contains(WORDS),
        "{}",
        answer.body
    );
    assert!(answer.body.contains(&format!("action=\"{opinions}\"")), "{}", answer.body);

    let stale = li.token.clone();
    let mut again = town.at_desk("ligong").await;
    again.token = stale;
    let answer = again.post(&opinions, &form).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        answer.body.contains("请核对后再提交一次") && answer.body.contains(WORDS),
        "{}",
        answer.body
    );
    let page = again.post_to(&opinions, &form).await.body;
    assert!(page.contains("意见已提交"), "{page}");
}
