//! Signing off several at once: a preview, then one by one, and what came of each.

use applications::record::Application;
use applications::record::state::CaseStatus;

use super::town::Town;

#[tokio::test]
async fn several_decisions_are_previewed_and_signed_off_one_by_one() {
    let town = Town::new().await;
    let filed = town.factory().await;
    filed.until_decisions().await;
    let tasks = [
        format!("{}/water.decide", filed.record),
        format!("{}/building.decide", filed.record),
    ];
    let (mut qian, mut zhou) = (town.at_desk("qianju").await, town.at_desk("zhouju").await);

    let list = qian.get("/desk?select=1").await.body;
    assert!(list.contains(&format!("value=\"{}\"", tasks[0])), "{list}");
    let query: String = tasks.iter().map(|task| format!("&task[]={task}")).collect();
    let page = qian.get(&format!("/desk/sign-offs/new?select=1{query}")).await.body;
    for words in ["下面 2 件会逐件签发", "取水论证：<b>同意</b>", "同组 2 件一次发证"] {
        assert!(page.contains(words), "{words}: {page}");
    }

    zhou.get(&filed.step("water.decide")).await;
    zhou.post_to(&format!("{}/sign-offs", filed.step("water.decide")), &[]).await;

    let form: Vec<(&str, &str)> = tasks.iter().map(|task| ("task[]", task.as_str())).collect();
    let sent = qian.clone();
    let page = qian.post("/desk/sign-offs", &form).await.body;
    for words in ["签发成功 1 件，没有签发 1 件", "周菊（行政审批服务局 签发）：签发“取水签发”"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let all_granted = |state: &Application| state.cases.iter().all(|case| case.status == CaseStatus::Granted);
    filed.until("every case is granted", all_granted).await;
    let state = filed.state().await;
    assert!(
        state.cases.iter().all(|case| case.status == CaseStatus::Granted),
        "the last sign-off issues the group"
    );
    for _ in 0..2 {
        let again = sent.clone().post("/desk/sign-offs", &form).await.body;
        assert!(
            again.contains("签发成功 1 件，没有签发 1 件"),
            "the same form answers the same: {again}"
        );
    }
    assert_eq!(qian.get("/desk/sign-offs").await.location, "/desk");
}

#[tokio::test]
async fn a_decision_that_is_not_signed_off_is_told_with_the_reason_that_the_record_gave() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let (mut fang, mut qian) = (town.at_desk("fangyi").await, town.at_desk("qianju").await);
    fang.get(&filed.step("sign_acceptance")).await;
    fang.post_to(&format!("{}/acceptances", filed.step("sign_acceptance")), &[])
        .await;
    fang.opine(&filed.step("sign_review"), "agree", "尺寸与申报一致").await;
    town.work(3);
    fang.get(&filed.step("sign_notice")).await;
    let neighbour = [("name", "周大爷"), ("phone", "13905430008"), ("interest", "招牌挡住二楼的窗")];
    fang.post_to(&format!("{}/parties", filed.step("sign_notice")), &neighbour)
        .await;
    town.work(3);
    filed.until_open("sign.decide").await;
    let task = format!("{}/sign.decide", filed.record);
    qian.get(&format!("/desk/sign-offs/new?select=1&task[]={task}")).await;
    let page = qian.post("/desk/sign-offs", &[("task[]", &task)]).await.body;
    for words in [
        "签发成功 0 件，没有签发 1 件",
        "还有利害关系人在期限内没有陈述意见，11 月 12 日（周四）",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn nobody_signs_off_in_bulk_without_being_a_signer() {
    let town = Town::new().await;
    let filed = town.factory().await;
    filed.until_decisions().await;
    let mut fang = town.at_desk("fangyi").await;
    fang.get("/desk").await;
    let task = format!("{}/water.decide", filed.record);
    assert_eq!(fang.get(&format!("/desk/sign-offs/new?task[]={task}")).await.status, 404);
    assert_eq!(fang.post("/desk/sign-offs", &[("task[]", &task)]).await.status, 404);
    assert!(!fang.get("/desk?select=1").await.body.contains("name=\"task[]\""));
}
