//! “Who looked at my data.”

use super::town::Town;
use super::window::applied;

#[tokio::test]
async fn every_look_of_staff_is_shown_to_whom_it_belongs() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    assert!(liu.get("/account/looks").await.page().contains("还没有人查看"));
    let receipt = applied(&mut liu).await;
    let application = receipt.trim_end_matches("/receipt").to_owned();
    liu.get(&application).await.page();
    assert!(
        liu.get("/account/looks").await.page().contains("还没有人查看"),
        "one's own looks are no looks of staff"
    );
    let mut handler = town.browser("approval-371625-handle", "承办").await;
    let record = application.trim_start_matches("/applications/").to_owned();
    handler.get(&format!("/desk/applications/{record}")).await.page();
    let page = liu.get("/account/looks").await.page();
    assert!(page.contains("卢卫东") && page.contains("整个申请"), "{page}");
    handler.get(&format!("/api/v1/applications/{record}")).await.page();
    let page = liu.get("/account/looks?what=application").await.page();
    assert!(page.contains("×2"), "{page}");
    assert!(
        liu.get("/account/looks?what=paper")
            .await
            .page()
            .contains("按这些条件没有记录")
    );
    // Nobody else sees them, and who may not see the application leaves no trace of having tried.
    let mut other = town.browser("zhangsanfeng", "本人").await;
    assert!(!other.get("/account/looks").await.page().contains("卢卫东"));
    let mut elsewhere = town.browser("approval-371621-handle", "承办").await;
    elsewhere.get(&format!("/desk/applications/{record}")).await;
    assert!(!liu.get("/account/looks").await.page().contains("惠民"));
}

#[tokio::test]
async fn a_step_that_is_shown_with_an_expired_form_is_a_look_too() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let receipt = applied(&mut liu).await;
    let record = receipt
        .trim_start_matches("/applications/")
        .trim_end_matches("/receipt")
        .to_owned();
    let mut handler = town.browser("approval-371625-handle", "承办").await;
    let state = town
        .ledger
        .state::<applications::record::Applications>(record.parse().unwrap())
        .await;
    let state = state.unwrap().unwrap().state;
    let step = &state.steps.first().unwrap().planned.step;
    handler.token = "x".into();
    let answer = handler
        .post(
            &format!("/desk/{record}/{step}/opinions"),
            &[("opinion", "agree"), ("text", "")],
        )
        .await;
    assert_eq!(answer.status, axum::http::StatusCode::FORBIDDEN, "{}", answer.body);
    assert!(answer.body.contains("大娘理发"), "{}", answer.body);
    let page = liu.get("/account/looks?what=step").await.page();
    assert!(page.contains("卢卫东"), "{page}");
}
