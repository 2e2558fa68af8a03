//! What is restricted is shown to staff for a reason alone, which the person reads.

use axum::http::StatusCode;

use super::erasing::{applied, asked, granted, record};
use super::town::Town;

#[tokio::test]
async fn staff_say_why_before_they_are_shown_what_is_restricted() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let application = applied(&mut liu).await;
    let id = record(&application);
    liu.get(&format!("{application}/withdrawal")).await.page();
    liu.post(&format!("{application}/withdrawal"), &[("reason", "")])
        .await
        .leads();
    let mut handler = town.handler().await;
    let page = format!("/desk/applications/{id}");
    handler.get(&page).await.page();

    let part = format!("application:{id}");
    let request = asked(&mut liu, &[("wish", "restriction"), ("parts[]", &part), ("words", "有争议")]).await;
    granted(&town, &request).await;

    let leads = handler.get(&page).await.leads();
    assert_eq!(leads, format!("/desk/restricted/{id}?back={page}"));
    for program in [format!("/api/v1/applications/{id}"), format!("/applications/{id}/receipt")] {
        let answer = handler.get(&program).await;
        assert!(!answer.body.contains("云朵理发"), "{program}");
        assert_ne!(answer.status, StatusCode::OK, "{program}");
    }
    let question = handler.get(&leads).await.page();
    assert!(
        question.contains("已限制使用") && !question.contains("云朵理发"),
        "{question}"
    );
    let asking = format!("/desk/restricted/{id}");
    let wrong = handler.post(&asking, &[("words", ""), ("back", &page)]).await.wrong();
    assert!(wrong.contains("请写下内容"), "{wrong}");
    let leads = handler
        .post(&asking, &[("words", "复核退费"), ("back", "https://elsewhere.example/")])
        .await
        .leads();
    assert_eq!(leads, "/desk", "only to an address of this house");
    handler.get(&page).await.page();

    // A colleague has to say so for himself, and tomorrow everybody again.
    let mut supervisor = town.browser("approval-371600-supervise", "督查").await;
    supervisor.get(&page).await.leads();
    town.pass_hours(24);
    handler.get(&page).await.leads();

    // The person reads who was shown it, and why, and is not asked.
    liu.get(&application).await.page();
    let own = liu.get("/account/data").await.page();
    assert!(own.contains("复核退费") && own.contains("卢卫东"), "{own}");

    liu.get(&request).await.page();
    liu.post(&format!("{request}/end"), &[]).await.leads();
    handler.get(&page).await.page();
}

#[tokio::test]
async fn who_may_not_see_it_learns_nothing_from_the_restriction() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let application = applied(&mut liu).await;
    let id = record(&application);
    liu.get(&format!("{application}/withdrawal")).await.page();
    liu.post(&format!("{application}/withdrawal"), &[("reason", "")])
        .await
        .leads();
    let part = format!("application:{id}");
    let request = asked(&mut liu, &[("wish", "restriction"), ("parts[]", &part), ("words", "")]).await;
    granted(&town, &request).await;
    let mut elsewhere = town.browser("approval-371621-handle", "承办").await;
    let answer = elsewhere.get(&format!("/desk/restricted/{id}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let asked = elsewhere
        .post(&format!("/desk/restricted/{id}"), &[("words", "看看"), ("back", "")])
        .await;
    assert_eq!(asked.status, StatusCode::NOT_FOUND);
}
