//! What the holder of a certificate asks for in the account, follows, and takes back; and what silence makes of it.

use authority::acts;
use axum::http::StatusCode;
use calendar::{Day, Moment};
use identity::RecordId;
use serde_json::{Value, json};

use super::Town;
use super::work::fresh;
use crate::access::see;
use crate::documents::{check_code, check_number};
use crate::record::Applications;
use crate::record::command::MakeRequest;
use crate::record::document::{DocumentKind, Standing};
use crate::record::request::{RequestKind, RequestNumber, RequestOutcome};

const ITEM: &str = "public-place-hygiene";

impl Town {
    /// A hygiene permit that was served.
    async fn with_licence(&self) -> (RecordId, u16) {
        let salon = self.with_salon().await;
        self.work_to_the_end(salon).await;
        self.papers_are_made(salon).await;
        let application = self.application(salon).await;
        (salon, application.decision_on(&ITEM.into()).unwrap().ordinal)
    }

    async fn last_day(&self, record: RecordId) -> Day {
        let application = self.application(record).await;
        application.decision_on(&ITEM.into()).unwrap().valid_until.unwrap()
    }

    fn at_ten_on(&self, day: Day) {
        self.clock
            .0
            .store(Moment::at(day, 10, 0).0, std::sync::atomic::Ordering::SeqCst);
    }

    async fn ask_as_holder(&self, record: RecordId, document: u16, kind: RequestKind) {
        let actor = self.applicant();
        let seen = see(self.ledger(), &actor, record).await.unwrap();
        let permit = seen.permit::<acts::AskAsHolder>(&actor).unwrap();
        let command = MakeRequest {
            document,
            kind,
            words: String::new(),
            proof: None,
        };
        self.ledger()
            .submit::<Applications, _>(&permit, record, command, fresh())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_holder_asks_with_all_consequences_beside_it_and_takes_it_back() {
    let town = Town::new().await;
    let (salon, document) = town.with_licence().await;
    let address = format!("/applications/{salon}/documents/{document}/requests");
    let mut browser = town.applicants_browser().await;
    for from in [
        "/licences?lang=zh".to_owned(),
        format!("/applications/{salon}/documents"),
        format!("/applications/{salon}/documents/{document}"),
    ] {
        let page = browser.get(&from).await.body;
        assert!(page.contains(&address), "{from}: {page}");
    }
    let page = browser.get(&address).await.body;
    for words in [
        "变更",
        "延续",
        "补发",
        "更正",
        "注销",
        "20 个工作日",
        "视为准予延续",
        "六十日内申请行政复议",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let words = "经营场所名称由“渤海铝业职工理发店”改为“渤海美发店”";
    let wrong = browser.post_papers(&address, &[("words", words)], &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("请选择要办什么") && wrong.body.contains("渤海美发店"),
        "{}",
        wrong.body
    );
    let empty = browser
        .post_papers(&address, &[("kind", "change"), ("words", " ")], &[])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let proof = [("material-request-proof", "%PDF-1.7 登记通知书")];
    let kept = browser.post_papers(&address, &[("words", words)], &proof).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    let token = super::browser::between(&kept.body, "name=\"kept[]\" value=\"", "\"").to_owned();
    assert!(!token.is_empty(), "nobody scans it twice: {}", kept.body);
    let form = [("kind", "change"), ("words", words), ("kept[]", token.as_str())];
    let asked = browser.post_papers(&address, &form, &[]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let paper = browser.get(&format!("/applications/{salon}/requests/1/proof")).await;
    assert!(paper.body.starts_with("%PDF"), "{}", paper.body);
    let page = browser.get(&asked.location).await.body;
    assert!(
        page.contains("申请已经提出") && page.contains("渤海美发店") && page.contains("剩 20 天"),
        "{page}"
    );
    assert!(!page.contains("value=\"change\""), "the same is not offered again: {page}");
    let again = browser
        .post_papers(&address, &[("kind", "change"), ("words", words)], &[])
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("同样的申请已经提出"), "{}", again.body);
    assert!(browser.get("/licences").await.body.contains("变更申请办理中"));
    let history = browser.get(&format!("/applications/{salon}?history=all")).await.body;
    assert!(history.contains("的变更申请"), "{history}");
    browser.get(&address).await;
    let withdrawn = browser
        .post(&format!("/applications/{salon}/requests/1/withdrawals"), &[])
        .await;
    assert_eq!(withdrawn.status, StatusCode::SEE_OTHER, "{}", withdrawn.body);
    let page = browser.get(&withdrawn.location).await.body;
    assert!(page.contains("申请已经撤回") && page.contains("value=\"change\""), "{page}");
    let english = browser.get(&format!("{address}?lang=en")).await.body;
    assert!(
        english.contains("What do you ask for?") && english.contains("counts as prolonged"),
        "{english}"
    );
}

#[tokio::test]
async fn nobody_but_the_holder_asks() {
    let town = Town::new().await;
    let (salon, document) = town.with_licence().await;
    let address = format!("/applications/{salon}/documents/{document}/requests");
    let mut neighbour = town.browser();
    neighbour.sign_in_as_sample("liutingting", "本人").await;
    let mut desk = town.browser();
    desk.sign_in_as_sample("approval-371625-handle", "承办").await;
    for browser in [&mut neighbour, &mut desk] {
        assert_eq!(browser.get(&address).await.status, StatusCode::NOT_FOUND);
        let form = [("kind", "cancel"), ("words", "不需要了")];
        assert_eq!(browser.post_papers(&address, &form, &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert!(town.application(salon).await.requests.is_empty());
}

#[tokio::test]
async fn silence_prolongs_by_itself_and_the_holder_gets_the_paper() {
    let town = Town::new().await;
    let (salon, document) = town.with_licence().await;
    let last = town.last_day(salon).await;
    town.at_ten_on(last.plus(-40));
    town.ask_as_holder(salon, document, RequestKind::Prolong).await;
    town.at_ten_on(last.next());
    for _ in 0..100 {
        if town.application(salon).await.requests[0].outcome.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    town.papers_are_made(salon).await;
    let application = town.application(salon).await;
    assert_eq!(
        application.request(RequestNumber(1)).unwrap().outcome,
        Some(RequestOutcome::Deemed(last.next()))
    );
    let new = application.decision_on(&ITEM.into()).unwrap();
    assert!(new.valid_until > Some(last) && new.standing == Standing::InForce, "{new:?}");
    let decision = application
        .documents
        .iter()
        .find(|document| document.kind == DocumentKind::ProlongationDecision)
        .unwrap();
    let mut browser = town.applicants_browser().await;
    let page = browser
        .get(&format!("/applications/{salon}/documents/{}?lang=zh", decision.ordinal))
        .await
        .body;
    assert!(page.contains("第五十条第二款，视为准予延续"), "{page}");
    assert!(!page.contains("经审查"), "nobody examined it: {page}");
    let asked = browser
        .get(&format!("/applications/{salon}/documents/{document}/requests"))
        .await
        .body;
    assert!(asked.contains("视为准予延续，新的证照在"), "{asked}");
    let number = application.case(&ITEM.into()).unwrap().number.to_string();
    let code = check_code(town.ledger(), salon, &check_number(&application, new));
    let checked = town.browser().get(&format!("/verify/{number}/{code}?lang=zh")).await.body;
    assert!(
        checked.contains(&new.number),
        "the new certificate bears the number of the case, too: {checked}"
    );
}

#[tokio::test]
async fn who_asks_late_is_told_that_silence_grants_nothing() {
    let town = Town::new().await;
    let (salon, document) = town.with_licence().await;
    let address = format!("/applications/{salon}/documents/{document}/requests");
    let last = town.last_day(salon).await;
    town.at_ten_on(last.plus(-20));
    let mut browser = town.applicants_browser().await;
    let page = browser.get(&format!("{address}?lang=zh")).await.body;
    assert!(page.contains("不视为准予延续，证照到期失效"), "{page}");
    town.at_ten_on(last.next());
    let mut browser = town.applicants_browser().await;
    let page = browser.get(&format!("{address}?lang=zh")).await.body;
    assert!(page.contains("现在没有可以提出的申请"), "{page}");
    let late = browser.post_papers(&address, &[("kind", "prolong")], &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("已经届满"), "{}", late.body);
}

#[tokio::test]
async fn whoever_waits_too_long_reads_that_the_organ_is_late() {
    let town = Town::new().await;
    let (salon, document) = town.with_licence().await;
    let last = town.last_day(salon).await;
    town.at_ten_on(last.plus(-100));
    town.ask_as_holder(salon, document, RequestKind::Prolong).await;
    let due = town.application(salon).await.requests[0].due.day;
    town.at_ten_on(due.plus(7));
    let mut browser = town.applicants_browser().await;
    let address = format!("/applications/{salon}/documents/{document}/requests?lang=zh");
    let page = browser.get(&address).await.body;
    for words in ["已经超期", "视为准予延续", "light red"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn programs_ask_and_take_back() {
    let town = Town::new().await;
    let (salon, document) = town.with_licence().await;
    let mut program = town.applicants_browser().await;
    program.get("/licences").await;
    let made = format!("/api/v1/applications/{salon}/documents/{document}/requests");
    let wrong = program.json("POST", &made, "wrong", &json!({"what": "sell"})).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{}", wrong.body);
    let empty = program.json("POST", &made, "empty", &json!({"what": "change"})).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.body);
    let asked = program.json("POST", &made, "asked", &json!({"what": "prolong"})).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.body);
    let list: Value = serde_json::from_str(&asked.body).unwrap();
    let last = town.last_day(salon).await.to_string();
    assert_eq!(
        (&list[0]["what"], &list[0]["silence_grants_after"], &list[0]["outcome"]),
        (&json!("prolong"), &json!(last), &Value::Null)
    );
    let withdrawal = format!("/api/v1/applications/{salon}/requests/1/withdrawal");
    let withdrawn = program.json("PUT", &withdrawal, "asked", &Value::Null).await;
    assert_eq!(
        withdrawn.status,
        StatusCode::OK,
        "another act under the same key: {}",
        withdrawn.body
    );
    let listed = program.get(&format!("/api/v1/applications/{salon}/requests")).await.body;
    assert!(listed.contains("\"outcome\":\"withdrawn\""), "{listed}");
}
