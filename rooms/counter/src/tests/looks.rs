//! “Who looked at my data.”

use axum::http::StatusCode;

use super::town::Town;
use super::window::applied;
use test_browser::between;

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

#[tokio::test]
async fn whoever_finds_a_look_asks_what_for_and_the_head_of_that_organ_answers() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let receipt = applied(&mut liu).await;
    let application = receipt.trim_end_matches("/receipt").to_owned();
    let record = application.trim_start_matches("/applications/").to_owned();
    let mut handler = town.browser("approval-371625-handle", "承办").await;
    handler.get(&format!("/desk/applications/{record}")).await.page();

    let looks = liu.get("/account/looks").await.page();
    let ask = format!(
        "/account/looks/questions/new?look={}",
        between(&looks, "/account/looks/questions/new?look=", "\"")
    );
    let page = liu.get(&ask).await.page();
    assert!(page.contains("卢卫东"), "{page}");
    let look = between(&page, "name=\"look\" value=\"", "\"").to_owned();
    let empty = liu
        .post("/account/looks/questions", &[("look", &look), ("words", " ")])
        .await
        .wrong();
    assert!(empty.contains("请写明内容"), "{empty}");
    let words = "已经办完了，为什么还看？";
    let led = liu
        .post("/account/looks/questions", &[("look", &look), ("words", words)])
        .await
        .leads();
    assert!(led.starts_with("/account/looks#question-"), "{led}");
    let question = led.trim_start_matches("/account/looks#question-").to_owned();
    let looks = liu.get("/account/looks").await.page();
    assert!(looks.contains(words) && looks.contains("等单位答复"), "{looks}");
    let mut other = town.browser("zhangsanfeng", "本人").await;
    assert_eq!(
        other.get(&ask).await.status,
        StatusCode::NOT_FOUND,
        "nobody asks about looks at what is not one's own"
    );

    let desk = format!("/desk/looks/{question}");
    assert_eq!(handler.get("/desk/looks").await.status, StatusCode::NOT_FOUND);
    assert_eq!(handler.get(&desk).await.status, StatusCode::NOT_FOUND);
    let mut elsewhere = town.browser("approval-371621-sign", "签发").await;
    assert!(elsewhere.get("/desk/looks").await.page().contains("没有提问"));
    assert_eq!(elsewhere.get(&desk).await.status, StatusCode::NOT_FOUND);
    let mut supervisor = town.browser("approval-371600-supervise", "督查").await;
    assert!(supervisor.get(&desk).await.page().contains(words));
    let mut head = town.browser("approval-371625-sign", "签发").await;
    let list = head.get("/desk/looks").await.page();
    assert!(list.contains(&desk) && list.contains("卢卫东"), "{list}");
    head.get(&desk).await.page();
    head.post(&format!("{desk}/answers"), &[("words", "归档前核对编号。")])
        .await
        .leads();
    let again = supervisor
        .post(&format!("{desk}/answers"), &[("words", "我也来答")])
        .await
        .wrong();
    assert!(again.contains("已经答复过了"), "{again}");
    let looks = liu.get("/account/looks").await.page();
    assert!(looks.contains("归档前核对编号。"), "{looks}");
    let said: Vec<String> = town
        .said(question.parse().unwrap())
        .await
        .into_iter()
        .map(|(event, _)| event)
        .collect();
    assert_eq!(said, ["asked", "answered"]);
}

#[tokio::test]
async fn nobody_answers_for_the_own_look() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let receipt = applied(&mut liu).await;
    let application = receipt.trim_end_matches("/receipt").to_owned();
    let record = application.trim_start_matches("/applications/").to_owned();
    let mut supervisor = town.browser("approval-371600-supervise", "督查").await;
    supervisor.get(&format!("/desk/applications/{record}")).await.page();
    let looks = liu.get("/account/looks").await.page();
    let look = between(&looks, "/account/looks/questions/new?look=", "\"").to_owned();
    liu.get(&format!("/account/looks/questions/new?look={look}")).await.page();
    let led = liu
        .post("/account/looks/questions", &[("look", &look), ("words", "为什么？")])
        .await
        .leads();
    let desk = led.replace("/account/looks#question-", "/desk/looks/");
    supervisor.get(&desk).await.page();
    let refused = supervisor
        .post(&format!("{desk}/answers"), &[("words", "例行抽查。")])
        .await
        .wrong();
    assert!(refused.contains("查看的人自己不能答复"), "{refused}");
}
