//! The gate: its facts are checked, what stands behind it opens; or it never will, and what ends is said before.

use applications::record::command::ChangePlan;
use applications::record::state::{Status, StepStatus};
use axum::http::StatusCode;

use super::town::Town;

#[tokio::test]
async fn recording_the_gate_checks_its_facts_and_opens_what_is_behind_it() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut sun, mut li, mut zhao) = (
        town.at_desk("sunhua").await,
        town.at_desk("ligong").await,
        town.at_desk("zhaoke").await,
    );
    li.opine(&filed.step("water"), "agree", "").await;
    zhao.get(&filed.step("water")).await;
    zhao.post_to(&format!("{}/passes", filed.step("water")), &[]).await;

    assert!(
        sun.get("/desk?status=gate")
            .await
            .body
            .contains("取得土地使用权 · 铝轮毂项目")
    );
    let page = sun.get(&filed.gate()).await.body;
    assert!(page.contains("登记后立即打开") && page.contains("取水复核"), "{page}");
    let act = format!("{}/openings", filed.gate());
    let answer = sun.post(&act, &[("contract", "HT-2026-1"), ("contract_day", "昨天")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("请填真实的日期") && answer.body.contains("HT-2026-1"),
        "{}",
        answer.body
    );
    let page = sun
        .post_to(&act, &[("contract", "HT-2026-1"), ("contract_day", "2026年11月1日")])
        .await
        .body;
    for words in [
        "已登记，等着它的事项已经打开",
        "取得土地使用权已于 11 月 2 日（周一）登记",
        "2026-11-01",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(filed.status("water.confirm").await, StepStatus::Open);
    let again = sun.post(&act, &[("contract", "HT-2"), ("contract_day", "2026-11-02")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(
        again.body.contains("已经登记过了") && again.body.contains("孙华（自然资源和规划局 承办）：登记：取得土地使用权"),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn that_it_never_opens_is_recorded_with_reason_after_seeing_what_ends() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut sun = town.at_desk("sunhua").await;
    let page = sun.get(&format!("{}/failures/new", filed.gate())).await.body;
    for words in ["下面 2 件等着它，同时终止", "取水、工程规划", "整个申请随之终止", "不能撤回"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let act = format!("{}/failures", filed.gate());
    let answer = sun.post(&act, &[("reason", "没有竞得土地")]).await;
    assert!(
        answer.body.contains("请勾选确认") && answer.body.contains("没有竞得土地"),
        "{}",
        answer.body
    );
    sun.post_to(&act, &[("reason", "没有竞得土地"), ("sure", "yes")]).await;
    assert_eq!(filed.state().await.status, Status::Terminated);
}

#[tokio::test]
async fn a_confirmation_says_that_nothing_changed() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = opened(&town, &filed, false).await;
    let page = li.get(&filed.step("water.confirm")).await.body;
    assert!(page.contains("没有变化：材料没有换版，情形回答没有改"), "{page}");
    let page = li
        .post_to(&format!("{}/opinions", filed.step("water.confirm")), &[("opinion", "agree")])
        .await
        .body;
    assert!(page.contains("意见已提交"), "{page}");
}

#[tokio::test]
async fn a_confirmation_says_exactly_what_changed_and_asks_for_words() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = opened(&town, &filed, true).await;
    let page = li.get(&filed.step("water.confirm")).await.body;
    assert!(page.contains("取水方案：第 1 版换成第 2 版"), "{page}");
    assert!(!page.contains("没有变化"), "{page}");
    let act = format!("{}/opinions", filed.step("water.confirm"));
    let answer = li.post(&act, &[("opinion", "agree")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("审查以后有变化，同意也要写明怎么看这些变化"),
        "{}",
        answer.body
    );
    li.post_to(&act, &[("opinion", "agree"), ("text", "新方案取水量更小")]).await;
    assert_eq!(filed.status("water.confirm").await, StepStatus::Done);
}

/// 取水 was supported, a paper was replaced since or not, the gate is open, 李工 has claimed the confirmation.
async fn opened(town: &Town, filed: &super::town::Filed<'_>, changed: bool) -> super::town::Browser {
    let (mut sun, mut li, mut zhao) = (
        town.at_desk("sunhua").await,
        town.at_desk("ligong").await,
        town.at_desk("zhaoke").await,
    );
    li.opine(&filed.step("water"), "agree", "").await;
    zhao.get(&filed.step("water")).await;
    zhao.post_to(&format!("{}/passes", filed.step("water")), &[]).await;
    if changed {
        let state = filed.state().await;
        let materials = vec![town.upload("water_plan", b"%PDF-1.4 smaller").await];
        let plan = state.plan.as_deref().cloned().unwrap();
        filed
            .as_applicant(ChangePlan {
                answers: state.answers.clone(),
                plan,
                form: None,
                materials,
                note: "换了水泵".into(),
            })
            .await;
    }
    sun.get(&filed.gate()).await;
    sun.post_to(
        &format!("{}/openings", filed.gate()),
        &[("contract", "HT-1"), ("contract_day", "2026-11-02")],
    )
    .await;
    li.get(&filed.step("water.confirm")).await;
    li.post_to(&format!("{}/claims", filed.step("water.confirm")), &[]).await;
    li
}
