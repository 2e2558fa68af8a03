//! What the holders of certificates ask for, at the desk of the organ that issued them: answered by one, signed by another.

use applications::record::Application;
use applications::record::command::MakeRequest;
use applications::record::request::{PROOF, RequestKind, RequestNumber, RequestOutcome};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::api::program;
use super::town::{Filed, Town};

const WORDS: &str = "店名由“老街面馆”改为“新街面馆”";

/// A shop's sign was granted and served, and its holder asks that it be changed.
async fn asked(town: &Town) -> Filed<'_> {
    let filed = town.shop().await;
    let (mut fang, mut qian) = (town.at_desk("fangyi").await, town.at_desk("qianju").await);
    fang.get(&filed.step("sign_acceptance")).await;
    fang.post_to(&format!("{}/acceptances", filed.step("sign_acceptance")), &[])
        .await;
    fang.opine(&filed.step("sign_review"), "agree", "尺寸与申报一致").await;
    town.work(6);
    filed.until_open("sign.decide").await;
    qian.get(&filed.step("sign.decide")).await;
    qian.post_to(&format!("{}/sign-offs", filed.step("sign.decide")), &[]).await;
    ask_change(&filed, "sign").await;
    filed
}

/// Once its certificate is served, its holder asks that it be changed.
async fn ask_change(filed: &Filed<'_>, item: &str) {
    let served = |state: &Application| {
        let certificate = state.decision_on(&item.into());
        certificate.is_some_and(|certificate| certificate.delivery.served_on().is_some())
    };
    let state = filed.until("the certificate is served", served).await;
    let request = MakeRequest {
        document: state.decision_on(&item.into()).unwrap().ordinal,
        kind: RequestKind::Change,
        words: WORDS.into(),
        proof: Some(filed.town.upload(PROOF, b"%PDF-1.4 notice").await),
    };
    filed.as_applicant(request).await;
}

async fn outcome(filed: &Filed<'_>) -> Option<RequestOutcome> {
    filed.state().await.request(RequestNumber(1)).unwrap().outcome
}

#[tokio::test]
async fn a_request_is_read_at_the_desk_granted_and_signed() {
    let town = Town::with_portal().await;
    let filed = asked(&town).await;
    let path = format!("/desk/{}/requests/1", filed.record);
    let mut fang = town.at_desk("fangyi").await;
    let list = fang.get("/desk?status=open").await.body;
    assert!(list.contains("变更申请 · 招牌") && list.contains(&path), "{list}");
    let page = fang.get(&path).await.body;
    for words in [WORDS, "持证人申请，请在", "提请准予", "提请不予办理"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let proof = format!("/desk/{}/materials/request-proof/1", filed.record);
    assert!(page.contains(&proof), "{page}");
    assert_eq!(fang.get(&proof).await.body, "%PDF-1.4 notice");
    let document = filed.state().await.request(RequestNumber(1)).unwrap().document;
    let beside = format!("/desk/documents/{}/{document}/afterwards", filed.record);
    let page = fang.get(&beside).await.body;
    assert!(
        page.contains("持证人提出的变更申请还没有决定") && page.contains(&path),
        "{page}"
    );
    fang.get(&path).await;
    let empty = fang.post(&format!("{path}/grants"), &[("reasons", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("请写明具体内容"), "{}", empty.body);
    let page = fang.post_to(&format!("{path}/grants"), &[("reasons", WORDS)]).await.body;
    assert!(
        page.contains("已经提请，负责人批准后生效。") && !page.contains("提请不予办理"),
        "{page}"
    );
    let list = fang.get("/desk?status=open").await.body;
    assert!(!list.contains(&path), "its signer has it now: {list}");
    assert_eq!(outcome(&filed).await, None);

    let mut qian = town.at_desk("qianju").await;
    let proposal = format!("/desk/{}/proposals/1", filed.record);
    let list = qian.get("/desk").await.body;
    assert!(list.contains("变更许可 · 招牌") && list.contains(&proposal), "{list}");
    assert!(list.contains("light green\">剩 20 天"), "it has its light: {list}");
    let page = qian.get(&proposal).await.body;
    assert!(page.contains("答复的申请") && page.contains(&path), "{page}");
    qian.post_to(&format!("{proposal}/approvals"), &[]).await;
    assert!(matches!(outcome(&filed).await, Some(RequestOutcome::Granted(_))));
    let page = fang.get(&path).await.body;
    assert!(page.contains("已经准予办理") && !page.contains("提请准予"), "{page}");
    let history = qian.get(&format!("/desk/applications/{}", filed.record)).await.body;
    assert!(history.contains("准予持证人就“招牌”提出的申请"), "{history}");
}

#[tokio::test]
async fn what_waits_for_its_signature_moves_with_the_calendar() {
    let town = Town::with_portal().await;
    let filed = asked(&town).await;
    let path = format!("/desk/{}/requests/1", filed.record);
    let mut fang = town.at_desk("fangyi").await;
    fang.get(&path).await;
    fang.post_to(&format!("{path}/grants"), &[("reasons", WORDS)]).await;
    let due = filed.state().await.request(RequestNumber(1)).unwrap().due.day;
    let mut wu = town.at_desk("wulan").await;
    wu.get("/desk/administration/calendar").await;
    let typhoon = [
        ("what", "day"),
        ("region", "371625"),
        ("day", "2026-11-19"),
        ("kind", "off"),
        ("reason", "台风“梅花”"),
        ("ground", "博防指〔2026〕3号"),
    ];
    wu.post_to("/desk/administration/calendar/declarations", &typhoon).await;
    let moved = |state: &Application| state.request(RequestNumber(1)).unwrap().due.day > due;
    filed.until("the day moves", moved).await;
    let list = town.at_desk("qianju").await.get("/desk").await.body;
    assert!(list.contains("light green\">剩 20 天"), "{list}");
}

#[tokio::test]
async fn a_refusal_says_why_and_what_can_be_done_against_it() {
    let town = Town::with_portal().await;
    let filed = asked(&town).await;
    let path = format!("/desk/{}/requests/1", filed.record);
    let mut fang = town.at_desk("fangyi").await;
    fang.get(&path).await;
    let empty = fang.post(&format!("{path}/refusals"), &[("why-not", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.body.contains("id=\"refuse\" open"),
        "the form stays open: {}",
        empty.body
    );
    let why = "新店名与登记的字号不一致";
    fang.post_to(&format!("{path}/refusals"), &[("why-not", why)]).await;
    let mut qian = town.at_desk("qianju").await;
    let proposal = format!("/desk/{}/proposals/1", filed.record);
    let page = qian.get(&proposal).await.body;
    for words in ["不予办理持证人的申请", why, "六十日内申请行政复议"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    qian.post_to(&format!("{proposal}/approvals"), &[]).await;
    let Some(RequestOutcome::Refused { document, .. }) = outcome(&filed).await else {
        panic!("{:?}", outcome(&filed).await);
    };
    let paper = format!("/applications/{}/documents/{document}", filed.record);
    let page = town.until(&mut qian, &paper, "不予变更决定书").await;
    for words in [why, "六十日内", "六个月内", "第四十九条"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn another_organ_reads_it_and_answers_nothing() {
    let town = Town::with_portal().await;
    let filed = town.factory().await;
    filed.until_decisions().await;
    let mut qian = town.at_desk("qianju").await;
    for decision in ["water.decide", "building.decide"] {
        qian.get(&filed.step(decision)).await;
        qian.post_to(&format!("{}/sign-offs", filed.step(decision)), &[]).await;
    }
    ask_change(&filed, "water").await;
    let path = format!("/desk/{}/requests/1", filed.record);
    let mut li = town.at_desk("ligong").await;
    let page = li.get(&path).await.body;
    assert!(
        page.contains(WORDS) && !page.contains("提请准予"),
        "who reviewed reads: {page}"
    );
    let answer = li.post(&format!("{path}/grants"), &[("reasons", "同意")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let page = qian.get(&path).await.body;
    assert!(
        page.contains(WORDS) && !page.contains("提请准予"),
        "who signs proposes nothing: {page}"
    );
    let page = town.at_desk("fangyi").await.get(&path).await.body;
    assert!(page.contains("提请准予"), "who issued it answers: {page}");
}

#[tokio::test]
async fn whoever_has_no_part_in_the_application_does_not_see_it() {
    let town = Town::with_portal().await;
    let filed = asked(&town).await;
    let path = format!("/desk/{}/requests/1", filed.record);
    let mut li = town.at_desk("ligong").await;
    assert_eq!(li.get(&path).await.status, StatusCode::NOT_FOUND);
    let answer = li.post(&format!("{path}/grants"), &[("reasons", "同意")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn programs_answer_too() {
    let town = Town::with_portal().await;
    let filed = asked(&town).await;
    let mut fang = program(&town, "fangyi").await;
    let tasks: Value = serde_json::from_str(&fang.get("/api/v1/desk/tasks?status=open").await.body).unwrap();
    assert_eq!(
        (&tasks["tasks"][0]["request"], &tasks["tasks"][0]["step"]),
        (&json!(1), &Value::Null)
    );
    let listed = fang
        .get(&format!("/api/v1/applications/{}/requests", filed.record))
        .await
        .body;
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed[0]["words"], json!(WORDS), "who decides reads what is asked");
    let request = format!("/api/v1/applications/{}/requests/1", filed.record);
    let reasons = json!({"reasons": "符合条件"}).to_string();
    let granted = fang.json("POST", &format!("{request}/grants"), &reasons).await;
    assert_eq!(granted.status, StatusCode::CREATED, "{}", granted.body);
    let proposal: Value = serde_json::from_str(&granted.body).unwrap();
    assert_eq!(proposal["proposal"]["what"]["what"], json!("change"));
    let refused = fang.json("POST", &format!("{request}/refusals"), &reasons).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    let document = filed.state().await.request(RequestNumber(1)).unwrap().document;
    let reissue = MakeRequest {
        document,
        kind: RequestKind::Reissue,
        words: "遗失".into(),
        proof: None,
    };
    filed.as_applicant(reissue).await;
    let request = format!("/api/v1/applications/{}/requests/2", filed.record);
    let granted = fang.json("POST", &format!("{request}/grants"), &reasons).await;
    let proposal: Value = serde_json::from_str(&granted.body).unwrap();
    assert_eq!(proposal["proposal"]["what"]["what"], json!("reissue"), "{}", granted.body);
    assert_eq!(filed.state().await.proposals.len(), 2, "another request under the same key");
}
