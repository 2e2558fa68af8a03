//! Asking: what there is to choose, when it counts as asked, and what whoever answers is shown.

use axum::http::StatusCode;

use super::erasing::{applied, asked, record};
use super::town::Town;

#[tokio::test]
async fn whoever_has_nothing_to_choose_is_told_what_can_be_done_instead() {
    let town = Town::new().await;
    let mut zhang = town.browser("zhangsanfeng", "本人").await;
    for (wish, said, leads) in [
        (
            "erasure",
            "这里没有可以选出来删除的",
            "/account/data/requests/new?wish=closing",
        ),
        ("restriction", "限制使用针对已经办结的申请和项目", "/account/looks"),
    ] {
        let page = zhang.get(&format!("/account/data/requests/new?wish={wish}")).await.page();
        assert!(page.contains(said) && page.contains(&format!("href=\"{leads}\"")), "{page}");
        assert!(
            !page.contains("action=\"/account/data/requests\""),
            "no form that leads nowhere: {page}"
        );
    }
    // What runs cannot be restricted, and is not offered.
    let application = applied(&mut zhang).await;
    let page = zhang.get("/account/data/requests/new?wish=restriction").await.page();
    assert!(page.contains("正在办的申请"), "{page}");
    let page = zhang.get("/account/data/requests/new?wish=erasure").await.page();
    assert!(page.contains(&format!("application:{}", record(&application))), "{page}");
}

#[tokio::test]
async fn what_is_asked_in_the_evening_was_asked_that_day_and_has_its_whole_term() {
    let town = Town::new().await;
    // Monday, 2 November, half past eight in the evening.
    town.pass_hours(11);
    let mut liu = town.browser("liutingting", "本人").await;
    let request = asked(&mut liu, &[("wish", "explanation"), ("words", "怎么保存？")]).await;
    let page = liu.get(&request).await.page();
    assert!(page.contains("2026-11-02") || page.contains("11 月 2 日"), "{page}");
    assert!(page.contains("剩 15 个工作日"), "{page}");
    assert!(page.contains("11 月 24 日"), "the term counts from the day after: {page}");
    town.pass_hours(24);
    let page = liu.get(&request).await.page();
    assert!(page.contains("剩 15 个工作日"), "it counts as asked on Tuesday: {page}");
    town.pass_hours(24);
    assert!(liu.get(&request).await.page().contains("剩 14 个工作日"));
}

#[tokio::test]
async fn a_request_that_nobody_answers_in_time_is_told_to_the_head_of_the_bureau() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let request = asked(&mut liu, &[("wish", "explanation"), ("words", "怎么用？")]).await;
    town.pass_hours(24 * 22);
    town.until("telling the head", || async {
        let mut head = town.browser("approval-371600-sign", "签发").await;
        head.get("/desk/inbox").await.page().contains("个人信息申请超过期限没有答复")
    })
    .await;
    let said = town.said(record(&request)).await;
    assert_eq!(said.iter().filter(|(event, _)| event == "escalated").count(), 1);
}

#[tokio::test]
async fn an_address_that_names_no_request_leads_nowhere() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    for address in [
        "/account/data/requests/abc",
        "/desk/data-requests/abc",
        "/desk/restricted/abc",
    ] {
        let answer = liu.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.body.contains("没有找到这个页面"), "{address}: {}", answer.body);
    }
}

#[tokio::test]
async fn whoever_answers_a_correction_compares_both_values_and_the_person_reads_that_somebody_looked() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let application = applied(&mut liu).await;
    let field = format!("form/{}/shop/place_phone", record(&application));
    let form = [
        ("wish", "correction"),
        ("of", field.as_str()),
        ("corrected", "13854300019"),
        ("words", ""),
    ];
    let request = asked(&mut liu, &form).await;
    let mut protector = town.protector().await;
    let list = protector.get("/desk/data-requests").await.page();
    assert!(list.contains("刘**") && !list.contains("刘婷婷"), "lists name nobody: {list}");
    let desk = format!("/desk/data-requests/{}", record(&request));
    let page = protector.get(&desk).await.page();
    for said in [
        "13854300018",
        "13854300019",
        "刘婷婷",
        "经营场所平面图和卫生设施布局图",
        "公共场所卫生许可",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let file: serde_json::Value = serde_json::from_str(&liu.get("/account/data/file").await.page()).unwrap();
    let looks = file["looks"].as_array().unwrap();
    assert!(looks.iter().any(|look| look["what"] == "data_request"), "{looks:?}");

    // What does not ask who it is shows that to nobody.
    let request = asked(&mut liu, &[("wish", "explanation"), ("words", "怎么用？")]).await;
    let page = protector
        .get(&format!("/desk/data-requests/{}", record(&request)))
        .await
        .page();
    assert!(page.contains("刘**") && !page.contains("刘婷婷"), "{page}");
}
