//! Formal applications and decisions: acceptance, results of surveys, notices, signing off, giving back, refusing.

use applications::record::state::{CaseStatus, Status};
use axum::http::StatusCode;
use procedure::definition::ItemId;

use super::town::Town;

#[tokio::test]
async fn a_formal_application_is_accepted_surveyed_announced_and_signed() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let (mut fang, mut qian) = (town.at_desk("fangyi").await, town.at_desk("qianju").await);

    let page = fang.get(&filed.step("sign_acceptance")).await.body;
    assert!(
        page.contains("请在 11 月 9 日（周一）前决定是否受理（承诺时限）。依法最迟 11 月 9 日（周一）")
            && page.contains("招牌受理"),
        "{page}"
    );
    let page = fang
        .post_to(&format!("{}/acceptances", filed.step("sign_acceptance")), &[])
        .await
        .body;
    assert!(
        page.contains("已受理，后面的环节已经打开") && page.contains("11 月 2 日（周一）受理"),
        "{page}"
    );
    assert!(page.contains("办下一件：招牌勘验"), "{page}");

    let survey = fang.opine(&filed.step("sign_review"), "agree", "尺寸与申报一致").await.body;
    assert!(survey.contains("意见已提交"), "{survey}");
    let notice = fang.get(&filed.step("sign_notice")).await.body;
    assert!(
        notice.contains("正在公示，到 11 月 9 日（周一）为止。公示期满自动进入下一步，不用操作。"),
        "{notice}"
    );
    assert!(
        fang.get("/desk?duty=all&status=notice")
            .await
            .body
            .contains("公示至 11 月 9 日")
    );

    town.work(6);
    filed.until_open("sign.decide").await;
    let page = qian.get(&filed.step("sign.decide")).await.body;
    for words in [
        "招牌签发",
        "尺寸与申报一致",
        "签发后立即作出准予决定并编号，随后生成“准予许可决定书”送达申请人",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = qian
        .post_to(&format!("{}/sign-offs", filed.step("sign.decide")), &[])
        .await
        .body;
    assert!(page.contains("已签发。"), "{page}");
    assert_eq!(
        filed.state().await.case(&ItemId::from("sign")).unwrap().status,
        CaseStatus::Granted
    );
}

#[tokio::test]
async fn a_refusal_goes_on_from_what_the_reviewer_found() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let (mut fang, mut qian) = (town.at_desk("fangyi").await, town.at_desk("qianju").await);
    fang.get(&filed.step("sign_acceptance")).await;
    fang.post_to(&format!("{}/acceptances", filed.step("sign_acceptance")), &[])
        .await;
    let found = "招牌超出门楣三十厘米，不符合设置规范第五条";
    fang.opine(&filed.step("sign_review"), "not_supported", found).await;
    town.work(6);
    filed.until_open("sign.decide").await;
    let page = qian.get(&format!("{}/refusals/new", filed.step("sign.decide"))).await.body;
    assert!(
        super::town::between(&page, "name=\"reasons\"", "</textarea>").contains(found),
        "{page}"
    );
}

#[tokio::test]
async fn what_is_not_accepted_needs_reasons_and_ends() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let mut fang = town.at_desk("fangyi").await;
    fang.get(&filed.step("sign_acceptance")).await;
    let act = format!("{}/proposals", filed.step("sign_acceptance"));
    let answer = fang.post(&act, &[("act", "not-accept"), ("reasons", " ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("id=\"not-accept\" open"),
        "the form stays open: {}",
        answer.body
    );
    let reasons = "门店在县道两侧，归公路部门管";
    let typed = [("act", "not-accept"), ("reasons", reasons), ("elsewhere", "land-371625")];
    let page = fang.post_to(&act, &typed).await.body;
    assert!(
        page.contains("已提请审批。") && page.contains("已提请“不予受理”，等行政审批服务局审批"),
        "{page}"
    );
    let proposal = format!("/desk/{}/proposals/1", filed.record);
    let own = fang.get(&proposal).await.body;
    assert!(!own.contains("/approvals"), "who proposed it does not sign it: {own}");

    let mut signer = town.at_desk("qianju").await;
    let list = signer.get("/desk").await.body;
    assert!(list.contains("不予受理 · 招牌") && list.contains(&proposal), "{list}");
    let page = signer.get(&proposal).await.body;
    for words in [reasons, "等您审批", "告知申请人向博兴县自然资源和规划局申请", "60 日内"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let answer = signer.post(&format!("{proposal}/declines"), &[("reason", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = signer.post_to(&format!("{proposal}/approvals"), &[]).await.body;
    assert!(page.contains("已同意，立即生效。"), "{page}");
    assert_eq!(filed.state().await.status, Status::Finished);
}

#[tokio::test]
async fn the_signer_gives_a_draft_back_with_reasons() {
    let town = Town::new().await;
    let filed = town.factory().await;
    filed.until_decisions().await;
    let (mut qian, mut sun) = (town.at_desk("qianju").await, town.at_desk("sunhua").await);
    let page = qian.get(&filed.step("building.decide")).await.body;
    assert!(page.contains("签发后先不发证：“一起发证”还有 1 件没有签发（取水）"), "{page}");
    let act = format!("{}/send-backs", filed.step("building.decide"));
    let answer = qian.post(&act, &[("reason", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        qian.post_to(&act, &[("reason", "总平面图没有盖章")])
            .await
            .body
            .contains("已退回审查")
    );
    sun.get(&filed.step("building.confirm")).await;
    let page = sun.get(&filed.step("building.confirm")).await.body;
    assert!(page.contains("总平面图没有盖章"), "{page}");
}

#[tokio::test]
async fn refusing_says_first_what_follows_and_wants_reasons_and_a_tick() {
    let town = Town::new().await;
    let filed = town.factory().await;
    filed.until_decisions().await;
    let mut qian = town.at_desk("qianju").await;
    let page = qian
        .get(&format!("{}/refusals/new", filed.step("building.decide")))
        .await
        .body;
    for words in [
        "不予许可：建设工程规划许可",
        "缺了这一项，整个申请不能继续：其余 1 件同时终止（取水）",
        "60 日内申请行政复议",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let others = qian.get(&format!("{}/refusals/new", filed.step("water.decide"))).await.body;
    assert!(others.contains("其余 1 件不受影响"), "{others}");

    let act = format!("{}/refusals", filed.step("building.decide"));
    let reasons = "不符合控制性详细规划第三条";
    let answer = qian.post(&act, &[("reasons", reasons)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("请勾选确认") && answer.body.contains(reasons),
        "{}",
        answer.body
    );
    let answer = qian.post(&act, &[("sure", "yes"), ("reasons", "")]).await;
    assert!(answer.body.contains("请写明具体内容"), "{}", answer.body);
    let page = qian.post_to(&act, &[("sure", "yes"), ("reasons", reasons)]).await.body;
    assert!(page.contains("已作出不予许可决定"), "{page}");
    assert_eq!(filed.state().await.status, Status::Terminated);
    let history = qian.get(&format!("{}?tab=history", filed.step("building.decide"))).await.body;
    assert!(
        history.contains("不予许可〔2026〕1号") && history.contains(reasons),
        "{history}"
    );
}
