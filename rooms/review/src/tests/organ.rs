//! Inside an organ: other hands for a task, absences and deputies, handing a post over, recusal, the organ at a glance.

use applications::record::Applications;
use applications::record::command::AskRecusal;
use applications::record::state::{RecusalOutcome, StepStatus};
use axum::http::StatusCode;
use procedure::definition::StepId;

use super::town::{Browser, Filed, Response, Town, between};

const WATER: &str = "water-371625";

impl Town {
    fn account(&self, name: &str) -> String {
        self.seeded.accounts[name].to_string()
    }
}

/// Who holds a step, by sign-in name.
async fn holder(town: &Town, filed: &Filed<'_>, step: &str) -> Option<String> {
    let state = filed.state().await;
    let holder = state.step(&StepId::from(step)).unwrap().holder?;
    town.seeded
        .accounts
        .iter()
        .find(|(_, account)| **account == holder)
        .map(|(name, _)| name.clone())
}

async fn claim(browser: &mut Browser, filed: &Filed<'_>, step: &str) -> Response {
    browser.get(&filed.step(step)).await;
    browser.post_to(&format!("{}/claims", filed.step(step)), &[]).await
}

/// The head gives a task to somebody.
async fn reassign(head: &mut Browser, filed: &Filed<'_>, step: &str, to: &str, reason: &str) -> Response {
    let preview = head
        .get(&format!(
            "/desk/organ/reassignments/new?task[]={}/{step}&to={to}",
            filed.record
        ))
        .await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    let task = between(&preview.body, "name=\"task[]\" value=\"", "\"").to_owned();
    head.post(
        "/desk/organ/reassignments",
        &[("task[]", task.as_str()), ("to", to), ("reason", reason)],
    )
    .await
}

#[tokio::test]
async fn the_head_gives_a_task_to_somebody_else_and_the_history_says_who_when_and_why() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut head) = (town.at_desk("ligong").await, town.at_desk("wuju").await);
    claim(&mut li, &filed, "water").await;

    let answer = reassign(&mut head, &filed, "water", &town.account("wanggong"), "李工另有任务").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.body.contains("已交给王工：1 件"), "{}", answer.body);
    assert_eq!(holder(&town, &filed, "water").await.as_deref(), Some("wanggong"));

    let history = head.get(&format!("{}?tab=history", filed.step("water"))).await.body;
    assert!(history.contains("吴局（城乡水务局 签发）"), "{history}");
    assert!(history.contains("把“取水论证”由李工改派给王工"), "{history}");
    assert!(history.contains("李工另有任务"), "{history}");

    let answer = li
        .post(&format!("{}/opinions", filed.step("water")), &[("opinion", "agree")])
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "who was faster is told: {}", answer.body);
    assert!(answer.body.contains("改派给王工"), "{}", answer.body);
}

#[tokio::test]
async fn of_a_head_and_a_holder_at_once_one_succeeds_and_the_other_is_told() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut head) = (town.at_desk("ligong").await, town.at_desk("wuju").await);
    let preview = head
        .get(&format!("/desk/organ/reassignments/new?task[]={}/water", filed.record))
        .await;
    let task = between(&preview.body, "name=\"task[]\" value=\"", "\"").to_owned();
    claim(&mut li, &filed, "water").await;
    let wang = town.account("wanggong");
    let form = [("task[]", task.as_str()), ("to", wang.as_str()), ("reason", "分工")];
    let answer = head.post("/desk/organ/reassignments", &form).await;
    assert!(answer.body.contains("没有改派：1 件"), "{}", answer.body);
    assert!(
        answer.body.contains("李工（城乡水务局 承办）：认领“取水论证”"),
        "{}",
        answer.body
    );
    assert_eq!(holder(&town, &filed, "water").await.as_deref(), Some("ligong"));
}

#[tokio::test]
async fn who_is_no_head_cannot_reassign_and_words_are_asked_for() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut wang, mut head) = (town.at_desk("wanggong").await, town.at_desk("wuju").await);
    for path in ["/desk/organ/reassignments/new", "/desk/organ/handovers/new"] {
        assert_eq!(wang.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let answer = reassign(&mut head, &filed, "water", &town.account("wanggong"), " ").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("请写明改派的理由"), "{}", answer.body);
    let answer = reassign(&mut head, &filed, "water", &town.account("sunhua"), "分工").await;
    assert!(answer.body.contains("已经不在承办岗位"), "of another organ: {}", answer.body);
}

/// 李工 is away today and tomorrow, 王工 stands in.
async fn away(town: &Town, li: &mut Browser) {
    li.get("/desk/organ/absences/new").await;
    let (li_account, wang) = (town.account("ligong"), town.account("wanggong"));
    li.post_to(
        "/desk/organ/absences",
        &[
            ("person", li_account.as_str()),
            ("from", "2026-11-02"),
            ("until", "2026-11-03"),
            ("deputy", wang.as_str()),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_deputy_acts_for_an_absent_colleague_with_both_names_until_the_absence_ends_by_itself() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut wang) = (town.at_desk("ligong").await, town.at_desk("wanggong").await);
    claim(&mut li, &filed, "water").await;
    assert!(!li.get(&filed.step("water")).await.body.contains("没有别人能办"));
    let held = wang.get(&filed.step("water")).await.body;
    assert!(!held.contains("id=\"opinion-form\""), "{held}");
    away(&town, &mut li).await;

    let list = wang.get("/desk").await.body;
    assert!(list.contains("代李工"), "{list}");
    assert!(
        wang.get("/desk?mine=1").await.body.contains("铝轮毂项目"),
        "it is among the deputy's own"
    );
    let seen = town.at_desk("zhaoke").await.get(&filed.step("water")).await.body;
    let application = town
        .at_desk("zhaoke")
        .await
        .get(&format!("/desk/applications/{}", filed.record))
        .await
        .body;
    assert!(
        application.contains("请假至") && application.contains("王工代"),
        "who is absent is visible wherever a holder's name stands: {application} {seen}"
    );

    wang.get(&filed.step("water")).await;
    wang.post_to(
        &format!("{}/opinions", filed.step("water")),
        &[("opinion", "agree"), ("text", "可以"), ("unticked", "yes")],
    )
    .await;
    let history = wang.get(&format!("{}?tab=history", filed.step("water"))).await.body;
    assert!(history.contains("王工（城乡水务局 承办，代李工）"), "{history}");
    assert_eq!(
        holder(&town, &filed, "water").await.as_deref(),
        Some("ligong"),
        "it is there when 李工 is back"
    );

    let other = town.factory().await;
    claim(&mut li, &other, "water").await;
    town.work(2);
    let page = wang.get(&other.step("water")).await.body;
    assert!(!page.contains("id=\"opinion-form\""), "the absence has ended: {page}");
    let answer = wang
        .post(
            &format!("{}/opinions", other.step("water")),
            &[("opinion", "agree"), ("unticked", "yes")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
}

#[tokio::test]
async fn whoever_drafted_for_a_colleague_does_not_check_it() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut zhao = town.at_desk("zhaoke").await;
    let (zhao_account, li) = (town.account("zhaoke"), town.account("ligong"));
    let mut ligong = town.at_desk("ligong").await;
    claim(&mut ligong, &filed, "water").await;
    ligong.get("/desk/organ/absences/new").await;
    let form = [
        ("person", li.as_str()),
        ("from", "2026-11-02"),
        ("until", "2026-11-06"),
        ("deputy", zhao_account.as_str()),
    ];
    let warned = ligong.post("/desk/organ/absences", &form).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "代理期间由赵科起草的意见",
        "没有别人能办“审核”",
        "请另选代理人",
        "name=\"sure\"",
    ] {
        assert!(warned.body.contains(words), "{words}: {}", warned.body);
    }
    ligong
        .post_to("/desk/organ/absences", &[&form[..], &[("sure", "yes")]].concat())
        .await;
    let page = zhao.get(&filed.step("water")).await.body;
    assert!(
        page.contains("您提出后，本单位没有别人能办“审核”"),
        "whoever drafts is told before: {page}"
    );
    zhao.post_to(
        &format!("{}/opinions", filed.step("water")),
        &[("opinion", "agree"), ("unticked", "yes")],
    )
    .await;
    let page = zhao.get(&filed.step("water")).await.body;
    assert!(!page.contains("id=\"pass-form\""), "{page}");
    let answer = zhao.post(&format!("{}/passes", filed.step("water")), &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
}

#[tokio::test]
async fn an_absence_is_checked_before_it_is_believed() {
    let town = Town::new().await;
    let mut li = town.at_desk("ligong").await;
    let (own, wang, sun) = (town.account("ligong"), town.account("wanggong"), town.account("sunhua"));
    for (from, until, deputy, told) in [
        ("2026-11-05", "2026-11-03", "", "结束日期不能早于开始日期"),
        ("2026-10-30", "2026-11-03", "", "从今天或以后"),
        ("2026-11-05", "2027-12-03", "", "最多登记 366 天"),
        ("2026-11-05", "2026-11-06", own.as_str(), "不能自己代理自己"),
        ("2026-11-05", "2026-11-06", sun.as_str(), "不在本单位岗位"),
        ("", "2026-11-06", wang.as_str(), "请选择开始日期"),
    ] {
        li.get("/desk/organ/absences/new").await;
        let form = [("person", own.as_str()), ("from", from), ("until", until), ("deputy", deputy)];
        let answer = li.post("/desk/organ/absences", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}: {}", answer.body);
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
    }
    let form = [("person", wang.as_str()), ("from", "2026-11-05"), ("until", "2026-11-06")];
    li.get("/desk/organ/absences/new").await;
    let answer = li.post("/desk/organ/absences", &form).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "a colleague's is for the head");
}

#[tokio::test]
async fn a_post_goes_with_its_open_work_and_what_came_of_each_is_listed() {
    let town = Town::new().await;
    let (first, second) = (town.factory().await, town.factory().await);
    let (mut li, mut head) = (town.at_desk("ligong").await, town.at_desk("wuju").await);
    claim(&mut li, &first, "water").await;
    claim(&mut li, &second, "water").await;
    let (li_account, wang) = (town.account("ligong"), town.account("wanggong"));

    // 王工 may not work on the second.
    let mut wanggong = town.at_desk("wanggong").await;
    wanggong.get(&second.step("water")).await;
    wanggong
        .post_to(
            &format!("/desk/{}/conflicts", second.record),
            &[("conflict", "亲属在该企业任职")],
        )
        .await;

    let preview = head.get(&format!("/desk/organ/handovers/new?from={li_account}")).await.body;
    assert!(preview.contains("李工手上有 2 件会一起转交"), "{preview}");
    let held = format!("{li_account}~{WATER}-handle");
    let form = [("held", held.as_str()), ("to", wang.as_str()), ("day", "2026-11-02")];
    let answer = head.post("/desk/organ/handovers", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = town.until(&mut head, &answer.location, "已交接").await;
    assert!(page.contains("转交 1 件，退回待认领 1 件，没有转交 0 件"), "{page}");
    assert_eq!(holder(&town, &first, "water").await.as_deref(), Some("wanggong"));
    assert_eq!(holder(&town, &second, "water").await, None);
    let history = head.get(&format!("{}?tab=history", first.step("water"))).await.body;
    assert!(history.contains("随岗位交接由李工转给王工（吴局安排）"), "{history}");

    let gone = li.get(&first.step("water")).await;
    assert_eq!(
        gone.status,
        StatusCode::NOT_FOUND,
        "李工 holds no post any more: {}",
        gone.body
    );
}

#[tokio::test]
async fn a_handover_waits_for_its_day_and_can_be_called_off_before() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut head) = (town.at_desk("ligong").await, town.at_desk("wuju").await);
    claim(&mut li, &filed, "water").await;
    let (li_account, wang) = (town.account("ligong"), town.account("wanggong"));
    let held = format!("{li_account}~{WATER}-handle");
    head.get(&format!("/desk/organ/handovers/new?from={li_account}")).await;
    let form = [("held", held.as_str()), ("to", wang.as_str()), ("day", "2026-11-04")];
    let planned = head.post("/desk/organ/handovers", &form).await.location;
    let page = head.get(&planned).await.body;
    assert!(page.contains("等交接日"), "{page}");
    assert_eq!(holder(&town, &filed, "water").await.as_deref(), Some("ligong"));
    head.post_to(&format!("{planned}/cancellations"), &[]).await;
    assert!(head.get(&planned).await.body.contains("已取消"));
    let again = head.post(&format!("{planned}/cancellations"), &[]).await;
    assert!(
        again.status.is_redirection() || again.status == StatusCode::CONFLICT,
        "{}",
        again.body
    );

    head.get(&format!("/desk/organ/handovers/new?from={li_account}")).await;
    for (to, day, told) in [
        (wang.as_str(), "2026-10-30", "从今天起"),
        (li_account.as_str(), "2026-11-04", "要是另一位同事"),
        ("", "2026-11-04", "请选择接任的人"),
    ] {
        let form = [("held", held.as_str()), ("to", to), ("day", day)];
        let answer = head.post("/desk/organ/handovers", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
    }
}

#[tokio::test]
async fn the_step_of_somebody_who_has_left_is_taken_over_and_of_nobody_else() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut wang) = (town.at_desk("ligong").await, town.at_desk("wanggong").await);
    claim(&mut li, &filed, "water").await;
    let page = wang.get(&filed.step("water")).await.body;
    assert!(!page.contains("id=\"take-over-form\""), "{page}");
    let answer = wang.post(&format!("{}/takeovers", filed.step("water")), &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains("承办人还在岗"), "{}", answer.body);

    town.leaves("ligong", "water-371625-handle").await;
    let page = wang.get(&filed.step("water")).await.body;
    assert!(page.contains("id=\"take-over-form\""), "{page}");
    let page = wang.post_to(&format!("{}/takeovers", filed.step("water")), &[]).await.body;
    assert!(page.contains("id=\"opinion-form\""), "{page}");
    assert_eq!(holder(&town, &filed, "water").await.as_deref(), Some("wanggong"));
}

#[tokio::test]
async fn the_applicant_asks_for_a_recusal_the_head_decides_and_the_clock_is_unaffected() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut head) = (town.at_desk("ligong").await, town.at_desk("wuju").await);
    claim(&mut li, &filed, "water").await;
    let due = filed.state().await.step(&StepId::from("water")).unwrap().due;
    filed
        .as_applicant(AskRecusal {
            organ: WATER.parse().unwrap(),
            whom: "承办的李工".into(),
            reason: "其配偶是竞争企业负责人".into(),
        })
        .await;
    let list = head.get("/desk").await.body;
    assert!(list.contains("决定回避申请"), "{list}");
    let path = format!("/desk/{}/recusals/1", filed.record);
    let page = head.get(&path).await.body;
    assert!(page.contains("其配偶是竞争企业负责人"), "{page}");
    let li_account = town.account("ligong");
    let form = [
        ("outcome", "recused"),
        ("person", li_account.as_str()),
        ("reason", "情况属实，同意"),
    ];
    let page = head.post_to(&format!("{path}/decisions"), &form).await.body;
    assert!(page.contains("已同意：李工回避"), "{page}");

    let state = filed.state().await;
    let step = state.step(&StepId::from("water")).unwrap();
    assert_eq!((step.status, step.holder, step.due), (StepStatus::Open, None, due));
    assert!(matches!(state.recusals[0].outcome, RecusalOutcome::Recused(_)));
    for act in ["claims", "opinions", "passes", "refinements"] {
        let answer = li
            .post(
                &format!("{}/{act}", filed.step("water")),
                &[("opinion", "agree"), ("request", "补")],
            )
            .await;
        assert!(
            !answer.status.is_success() && !answer.status.is_redirection(),
            "{act}: {}",
            answer.status
        );
    }
    assert_eq!(holder(&town, &filed, "water").await, None);
    let answer = head.post(&format!("{path}/decisions"), &form).await;
    assert!(
        answer.status == StatusCode::SEE_OTHER || answer.status == StatusCode::CONFLICT,
        "{}",
        answer.body
    );
    assert!(!head.get("/desk").await.body.contains("决定回避申请"), "it is off the desk");
}

#[tokio::test]
async fn nobody_is_recused_when_nobody_else_could_go_on() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut sun = town.at_desk("sunhua").await;
    claim(&mut sun, &filed, "building").await;
    let answer = sun
        .post(
            &format!("/desk/{}/conflicts", filed.record),
            &[("conflict", "亲属在该企业任职"), ("step", "building")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains("没有其他人员可以接着办"), "{}", answer.body);
    assert!(
        answer.body.contains("亲属在该企业任职"),
        "the reason stays where it was written: {}",
        answer.body
    );
    assert_eq!(holder(&town, &filed, "building").await.as_deref(), Some("sunhua"));
}

#[tokio::test]
async fn a_head_does_not_decide_on_the_own_recusal() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut head = town.at_desk("wuju").await;
    filed
        .as_applicant(AskRecusal {
            organ: WATER.parse().unwrap(),
            whom: "吴局".into(),
            reason: "与本企业有诉讼".into(),
        })
        .await;
    let path = format!("/desk/{}/recusals/1", filed.record);
    head.get(&path).await;
    let own = town.account("wuju");
    let form = [("outcome", "recused"), ("person", own.as_str()), ("reason", "同意")];
    let answer = head.post(&format!("{path}/decisions"), &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains("不能由本人决定"), "{}", answer.body);
}

#[tokio::test]
async fn the_head_sees_who_has_what_and_filters_by_the_address() {
    let town = Town::new().await;
    let (first, _second) = (town.factory().await, town.factory().await);
    let (mut li, mut head) = (town.at_desk("ligong").await, town.at_desk("wuju").await);
    claim(&mut li, &first, "water").await;
    let page = head.get("/desk/organ").await.body;
    assert!(page.contains("在办 2 件，超期 0 件，临近到期 0 件，待认领 1 件"), "{page}");
    for words in ["李工", "王工", "赵科", "吴局", "待认领"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let li_account = town.account("ligong");
    let page = head.get(&format!("/desk/organ?person={li_account}")).await.body;
    assert_eq!(page.matches("class=\"what\"").count(), 1, "{page}");
    town.work(30);
    let page = head.get("/desk/organ?status=late").await.body;
    assert!(page.contains("超期 2 件"), "{page}");
    let answer = head.get("/api/v1/desk/organ").await.body;
    assert!(answer.contains("\"late\":1"), "{answer}");
    assert_eq!(
        town.at_desk("lijianguo").await.get("/desk/organ").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn who_looks_is_seen_on_step_and_application_and_leaves_by_leaving() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut wang) = (town.at_desk("ligong").await, town.at_desk("wanggong").await);
    let mut sun = town.at_desk("sunhua").await;
    li.get(&filed.step("water")).await;
    assert!(wang.get(&filed.step("water")).await.body.contains("李工正在看"));
    let page = sun.get(&format!("/desk/applications/{}", filed.record)).await.body;
    assert!(page.contains("李工（城乡水务局，取水论证）"), "{page}");
    li.post(&format!("{}/presences", filed.step("water")), &[("leaving", "1")])
        .await;
    let looks = wang.post(&format!("{}/presences", filed.step("water")), &[]).await.body;
    assert_eq!(looks, "", "nobody else of the organ looks at the step");
    let answer = wang
        .get(&format!("/api/v1/applications/{}/presences", filed.record))
        .await
        .body;
    assert!(answer.contains("王工") && !answer.contains("李工"), "{answer}");
}

#[tokio::test]
async fn programs_do_the_same() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut head) = (town.at_desk("ligong").await, town.at_desk("wuju").await);
    claim(&mut li, &filed, "water").await;
    head.get("/desk/organ").await;
    let step = format!("/api/v1/applications/{}/steps/water", filed.record);
    for browser in [&mut li, &mut head] {
        browser.headers.push(("idempotency-key", "k-1".into()));
        browser.headers.push(("x-form-token", browser.token.clone()));
    }
    let body = format!(r#"{{"to":"{}","reason":"分工"}}"#, town.account("wanggong"));
    let refused = li.json("POST", &format!("{step}/reassignments"), &body).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.body);
    let done = head.json("POST", &format!("{step}/reassignments"), &body).await;
    assert_eq!(done.status, StatusCode::CREATED, "{}", done.body);
    assert_eq!(holder(&town, &filed, "water").await.as_deref(), Some("wanggong"));
    let body = r#"{"from":"2026-11-05","until":"2026-11-06"}"#;
    let done = li.json("POST", "/api/v1/desk/absences", body).await;
    assert_eq!(done.status, StatusCode::CREATED, "{}", done.body);
    assert!(head.get("/api/v1/desk/organ").await.body.contains("2026-11-06"));
}

/// Domain §15.3: whatever happens inside an organ, each open step lies on one organ's desk and somebody there may act on it.
#[tokio::test]
async fn every_open_step_lies_on_one_desk_where_somebody_may_act_on_it() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut browsers = Vec::new();
    for name in ["ligong", "wanggong", "zhaoke", "wuju", "sunhua"] {
        browsers.push(town.at_desk(name).await);
    }
    let step = filed.step("water");
    let wang = town.account("wanggong");
    type Act = (usize, String, Vec<(&'static str, String)>);
    let acts: [Act; 8] = [
        (0, format!("{step}/claims"), vec![]),
        (
            0,
            format!("{step}/opinions"),
            vec![("opinion", "agree".into()), ("unticked", "yes".into())],
        ),
        (2, format!("{step}/returns"), vec![("reason", "再看".into())]),
        (
            3,
            "/desk/organ/reassignments".into(),
            vec![
                ("task[]", format!("{}/water", filed.record)),
                ("to", wang),
                ("reason", "分工".into()),
            ],
        ),
        (
            1,
            format!("/desk/{}/conflicts", filed.record),
            vec![("conflict", "亲属".into())],
        ),
        (
            0,
            format!("/desk/{}/conflicts", filed.record),
            vec![("conflict", "亲属".into())],
        ),
        (0, format!("{step}/claims"), vec![]),
        (
            0,
            format!("{step}/opinions"),
            vec![("opinion", "agree".into()), ("unticked", "yes".into())],
        ),
    ];
    for (who, path, form) in acts {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browsers[who].get(&step).await;
        browsers[who].post(&path, &form).await;
        let state = filed.state().await;
        let open = state.steps.iter().filter(|step| step.status == StepStatus::Open);
        for open in open {
            let rows = town
                .ledger
                .query(
                    "SELECT organ FROM task WHERE city = $1 AND application = $2 AND step = $3",
                    ledger::values![town.ledger.city(), filed.record, open.planned.step.as_str()],
                )
                .await
                .unwrap();
            assert_eq!(rows.len(), 1, "{path}: {}", open.planned.step);
            assert!(
                town.somebody_may_act(filed.record, open).await,
                "{path}: {}",
                open.planned.step
            );
        }
    }
    let _ = town.ledger.state::<Applications>(filed.record).await.unwrap();
}
