//! What one person may give to another: a post, a deputy's place, a signature; and what nobody gives.

use axum::http::StatusCode;

use super::town::{Browser, Town, between};

const SUPERVISE: &str = "approval-371625-supervise";

impl Town {
    fn held(&self, name: &str, post: &str) -> String {
        format!("{}~{post}", self.seeded.accounts[name])
    }

    fn id(&self, name: &str) -> String {
        self.seeded.accounts[name].to_string()
    }
}

async fn declare(browser: &mut Browser, person: &str, from: &str, until: &str, deputy: &str) {
    browser.get("/desk/organ/absences/new").await;
    let form = [("person", person), ("from", from), ("until", until), ("deputy", deputy)];
    browser.post_to("/desk/organ/absences", &form).await;
}

#[tokio::test]
async fn a_signer_hands_over_posts_of_the_chain_among_colleagues_and_no_other() {
    let town = Town::new().await;
    let mut qian = town.at_desk("qianju").await;
    let form = qian.get("/desk/organ/handovers/new").await.body;
    assert!(form.contains("钱局 · ") && !form.contains(SUPERVISE), "{form}");
    let (watching, handling) = (town.held("wulan", SUPERVISE), town.held("fangyi", "approval-371625-handle"));
    let (own, citizen) = (town.id("qianju"), town.id("lijianguo"));
    for (held, to, told) in [
        (watching.as_str(), own.as_str(), "您只能交接承办、审核、签发岗位"),
        (handling.as_str(), citizen.as_str(), "接任的人要在本单位任职"),
    ] {
        let form = [("held", held), ("to", to), ("day", "2026-11-02")];
        let answer = qian.post("/desk/organ/handovers", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}: {}", answer.body);
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
    }
    let body = format!(
        r#"{{"post":"{SUPERVISE}","from":"{}","to":"{own}","day":"2026-11-02"}}"#,
        town.id("wulan")
    );
    qian.headers.push(("idempotency-key", "k-1".into()));
    qian.headers.push(("x-form-token", qian.token.clone()));
    let answer = qian.json("POST", "/api/v1/desk/handovers", &body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let holders = people::views::holders_in(&town.ledger, &"approval-371625".parse().unwrap()).await;
    let watches = holders.unwrap().into_iter().find(|holder| holder.post.as_str() == SUPERVISE);
    assert_eq!(watches.unwrap().account, town.seeded.accounts["wulan"]);
}

#[tokio::test]
async fn an_absence_that_somebody_else_declares_lends_the_work_of_the_chain_alone() {
    let town = Town::new().await;
    let (mut qian, mut wu) = (town.at_desk("qianju").await, town.at_desk("wulan").await);
    let (own, watcher, handler) = (town.id("qianju"), town.id("wulan"), town.id("fangyi"));
    declare(&mut qian, &watcher, "2026-11-02", "2026-11-02", &own).await;
    declare(&mut qian, &handler, "2026-11-02", "2026-11-02", &own).await;
    let capacities = qian.get("/capacity").await.body;
    assert!(
        capacities.contains("代方毅") && !capacities.contains("代吴岚"),
        "{capacities}"
    );
    assert_eq!(qian.get("/desk/oversight").await.status, StatusCode::NOT_FOUND);

    declare(&mut wu, &watcher, "2026-11-03", "2026-11-03", &own).await;
    town.work(1);
    let capacities = qian.get("/capacity").await.body;
    assert!(capacities.contains("代吴岚"), "the own word lends every post: {capacities}");
}

#[tokio::test]
async fn whoever_gives_a_signature_away_goes_on_with_what_he_handles() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut head) = (town.at_desk("ligong").await, town.at_desk("wuju").await);
    li.get(&filed.step("water")).await;
    li.post_to(&format!("{}/claims", filed.step("water")), &[]).await;
    town.takes("ligong", "water-371625-sign").await;
    let (signature, wang) = (town.held("ligong", "water-371625-sign"), town.id("wanggong"));
    let preview = head.get(&format!("/desk/organ/handovers/new?held={signature}")).await.body;
    assert!(preview.contains("李工手上有 0 件会一起转交"), "{preview}");
    let form = [("held", signature.as_str()), ("to", wang.as_str()), ("day", "2026-11-02")];
    let answer = head.post("/desk/organ/handovers", &form).await;
    let page = town.until(&mut head, &answer.location, "已交接").await;
    assert!(page.contains("转交 0 件"), "{page}");
    let state = filed.state().await;
    let step = state.step(&procedure::definition::StepId::from("water")).unwrap();
    assert_eq!(step.holder, Some(town.seeded.accounts["ligong"]));
}

#[tokio::test]
async fn whoever_is_recused_neither_opens_nor_fails_the_gate_nor_writes_notes() {
    let town = Town::new().await;
    let filed = town.factory().await;
    town.takes("wanggong", "land-371625-handle").await;
    let mut sun = town.at_desk("sunhua").await;
    sun.get(&filed.gate()).await;
    sun.post_to(
        &format!("/desk/{}/conflicts", filed.record),
        &[("conflict", "亲属在该企业任职")],
    )
    .await;
    let page = sun.get(&filed.gate()).await.body;
    assert!(!page.contains("/openings\""), "{page}");
    for (act, form) in [
        ("openings", vec![("contract", "HT-2026-1"), ("contract_day", "2026-11-02")]),
        ("failures", vec![("reason", "没有竞得土地"), ("sure", "yes")]),
    ] {
        let answer = sun.post(&format!("{}/{act}", filed.gate()), &form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}: {}", answer.body);
    }
    let state = filed.state().await;
    let gate = state.gate(&procedure::definition::GateId::from("land_right")).unwrap();
    assert!(gate.opened_on.is_none() && gate.failed_on.is_none());
    let answer = sun
        .post(&format!("/desk/{}/notes", filed.record), &[("note", "我还有话说")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("您已经回避这件申请"), "{}", answer.body);
}

#[tokio::test]
async fn who_speaks_beside_the_applicant_is_known_to_the_organs_of_the_case_alone() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut zhao) = (town.at_desk("ligong").await, town.at_desk("zhaoke").await);
    let step = filed.step("water");
    li.get(&step).await;
    li.post_to(&format!("{step}/claims"), &[]).await;
    let told = [("name", "郑邻居"), ("phone", "13905430009"), ("interest", "取水影响您家鱼塘")];
    let page = li.post_to(&format!("{step}/parties"), &told).await.body;
    assert!(page.contains("郑邻居 13905430009"), "{page}");
    let code = between(&page, "查询码 ", "<").to_owned();
    assert!(!code.is_empty());
    let seen = zhao.get(&step).await.body;
    assert!(
        seen.contains("郑邻居") && !seen.contains(&code),
        "the checker does not hand the code over: {seen}"
    );
    for name in ["sunhua", "wulan"] {
        let mut other = town.at_desk(name).await;
        for path in [
            step.clone(),
            format!("{step}?tab=history"),
            format!("/desk/applications/{}", filed.record),
        ] {
            let page = other.get(&path).await.body;
            for secret in ["郑邻居", "13905430009", "取水影响您家鱼塘", code.as_str()] {
                assert!(!page.contains(secret), "{name} {path} {secret}: {page}");
            }
        }
        assert!(other.get(&step).await.body.contains("利害关系人（由承办单位联系）"));
    }
}

#[tokio::test]
async fn a_deputy_tells_third_parties_as_the_absent_colleague_would() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut zhao) = (town.at_desk("ligong").await, town.at_desk("zhaoke").await);
    let step = filed.step("water");
    li.get(&step).await;
    li.post_to(&format!("{step}/claims"), &[]).await;
    assert!(!zhao.get(&step).await.body.contains("id=\"party-form\""));
    li.get("/desk/organ/absences/new").await;
    // 赵科 alone checks, and does not check what he drafts: 李工 is told, and is sure.
    let (own, deputy) = (town.id("ligong"), town.id("zhaoke"));
    let form = [
        ("person", own.as_str()),
        ("from", "2026-11-02"),
        ("until", "2026-11-03"),
        ("deputy", deputy.as_str()),
        ("sure", "yes"),
    ];
    li.post_to("/desk/organ/absences", &form).await;
    let page = zhao.get(&step).await.body;
    assert!(page.contains("id=\"party-form\""), "{page}");
}
