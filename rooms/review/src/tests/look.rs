//! Not committed: a town to look at.
use super::town::Town;
use applications::record::command::*;
use procedure::definition::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn look() {
    if std::env::var("LOOK").is_err() {
        return;
    }
    let town = Town::new().await;
    let pdf = std::fs::read(std::env::var("PDF").unwrap()).unwrap();
    let late = town.submit("shop", &[], "迟到的面馆").await;
    let _ = late;
    town.work(6);
    for title in ["快到期的书店", "老街面馆", "黄河路便民超市"] {
        town.submit("shop", &[], title).await;
    }
    let a = town.factory().await;
    let b = town
        .submit(
            "factory",
            &[("takes_water", procedure::Answer::Flag(true))],
            "年产 2 万吨绿色印染改扩建项目（一期）",
        )
        .await;
    let state = b.state().await;
    let up = town.upload("water_plan", &pdf).await;
    let plan = state.plan.as_deref().cloned().unwrap();
    b.as_applicant(ChangePlan {
        answers: state.answers.clone(),
        plan,
        form: None,
        materials: vec![up],
        note: "换".into(),
    })
    .await;
    let c = town
        .submit("factory", &[("takes_water", procedure::Answer::Flag(true))], "冷链物流园")
        .await;
    c.until_decisions().await;
    // d: refined
    let d = town
        .submit("factory", &[("takes_water", procedure::Answer::Flag(true))], "面粉加工")
        .await;
    let mut li = town.at_desk("ligong").await;
    li.get(&d.step("water")).await;
    li.post_to(&format!("{}/claims", d.step("water")), &[]).await;
    li.post_to(
        &format!("{}/refinements", d.step("water")),
        &[
            (
                "request",
                "请补充枯水期（12 月至次年 3 月）的来水量和取水保证率，附水文站 10 年资料。\n图 4 比例尺不清楚，请重画。",
            ),
            ("materials[]", "water_plan"),
        ],
    )
    .await;
    // e: changed confirm
    let e = town
        .submit("factory", &[("takes_water", procedure::Answer::Flag(true))], "碧水污水厂扩建")
        .await;
    li.opine(&e.step("water"), "agree", "可以").await;
    let mut zhao = town.at_desk("zhaoke").await;
    zhao.get(&e.step("water")).await;
    zhao.post_to(&format!("{}/passes", e.step("water")), &[]).await;
    let state = e.state().await;
    let up = town.upload("water_plan", &pdf).await;
    let plan = state.plan.as_deref().cloned().unwrap();
    e.as_applicant(ChangePlan {
        answers: state.answers.clone(),
        plan,
        form: None,
        materials: vec![up],
        note: "换".into(),
    })
    .await;
    let mut sun = town.at_desk("sunhua").await;
    sun.get(&e.gate()).await;
    sun.post_to(
        &format!("{}/openings", e.gate()),
        &[("contract", "HT-1"), ("contract_day", "2026-11-02")],
    )
    .await;
    li.get(&e.step("water.confirm")).await;
    li.post_to(&format!("{}/claims", e.step("water.confirm")), &[]).await;
    // f: chain
    let f = town
        .submit("factory", &[("takes_water", procedure::Answer::Flag(true))], "高端化工")
        .await;
    li.opine(
        &f.step("water"),
        "conditional",
        "1. 日取水不超过 500 立方米；\n2. 装计量设施。",
    )
    .await;
    let mut wang = town.at_desk("wanggong").await;
    li.get(&a.step("water")).await;
    wang.get(&a.step("water")).await;
    std::fs::write(
        "/tmp/look.json",
        format!(
            "{{\"a\":\"{}\",\"b\":\"{}\",\"c\":\"{}\",\"d\":\"{}\",\"e\":\"{}\",\"f\":\"{}\"}}",
            a.record, b.record, c.record, d.record, e.record, f.record
        ),
    )
    .unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:48733").await.unwrap();
    let router = town.router.clone();
    let seconds: u64 = std::env::var("LOOK").unwrap().parse().unwrap();
    tokio::select! { _ = axum::serve(listener, router.into_make_service()) => {}, _ = tokio::time::sleep(std::time::Duration::from_secs(seconds)) => {} }
    let _ = StepId::from("x");
}
