//! What may go goes for good, and the log stays whole; what law keeps is named, with until when.

use axum::http::StatusCode;
use identity::RecordId;

use super::town::Town;
use test_browser::{Browser, between};

const PDF: &[u8] = b"%PDF-1.7\n%a plan of the place\n";

/// Fills in the form of a hygiene permit; the draft's address.
pub(super) async fn begun(person: &mut Browser) -> String {
    person.get("/matters/public-place-hygiene/apply").await.page();
    let leads = person
        .post("/matters/public-place-hygiene/apply", &[("region", "371625")])
        .await
        .leads();
    let draft = leads.trim_end_matches("/situation").to_owned();
    person.get(&format!("{draft}/situation")).await.page();
    let situation = [
        ("turn", "0"),
        ("place_kind", "beauty"),
        ("central_air", "no"),
        ("then", "next"),
    ];
    person.post(&format!("{draft}/situation"), &situation).await.leads();
    person.get(&format!("{draft}/form/shop")).await.page();
    let code = identity::sample::credit_code(identity::RegionCode::fixed(371_625), 7);
    let shop = [
        ("place_name", "云朵理发"),
        ("place_owner", "刘婷婷"),
        ("place_phone", "13854300018"),
        ("place_licence_code", code.as_str()),
        ("then", "next"),
    ];
    person.post(&format!("{draft}/form/shop"), &shop).await.leads();
    draft
}

/// Applies for a hygiene permit; the application's address.
pub(super) async fn applied(person: &mut Browser) -> String {
    let draft = begun(person).await;
    person.get(&format!("{draft}/form/place")).await.page();
    let place = [
        ("place_region", "371625"),
        ("place_address", "博昌街道渤海路 12 号"),
        ("place_area", "68"),
        ("place_staff", "3"),
        ("place_delivery", "window"),
        ("then", "next"),
    ];
    person.post(&format!("{draft}/form/place"), &place).await.leads();
    person.get(&format!("{draft}/materials")).await.page();
    let files = [
        ("material-place-plan", "平面图.pdf", PDF),
        ("material-hygiene-rules", "制度.pdf", b"%PDF-1.4\nrules" as &[u8]),
        ("material-hygiene-test", "检测报告.pdf", b"%PDF-1.4\ntest" as &[u8]),
    ];
    person
        .upload(&format!("{draft}/materials"), &[("then", "next")], &files)
        .await
        .leads();
    person.get(&format!("{draft}/commitment")).await.page();
    let receipt = person.post(&format!("{draft}/commitment"), &[]).await.leads();
    receipt.trim_end_matches("/receipt").to_owned()
}

pub(super) fn record(address: &str) -> RecordId {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

/// Asks, and answers where the request is.
pub(super) async fn asked(person: &mut Browser, form: &[(&str, &str)]) -> String {
    let wish = form.iter().find(|(name, _)| *name == "wish").unwrap().1;
    person.get(&format!("/account/data/requests/new?wish={wish}")).await.page();
    person.post("/account/data/requests", form).await.leads()
}

/// Says yes, and waits until it was done.
pub(super) async fn granted(town: &Town, request: &str) {
    let mut protector = town.protector().await;
    let id = record(request);
    protector.get(&format!("/desk/data-requests/{id}")).await.page();
    let answer = [("verdict", "grant"), ("words", "同意，依据个人信息保护法第四十七条。")];
    protector
        .post(&format!("/desk/data-requests/{id}/answers"), &answer)
        .await
        .leads();
}

async fn done(town: &Town, request: &str) {
    let id = record(request);
    town.until("carrying out", || async {
        town.said(id).await.iter().any(|(event, _)| event == "carried_out")
    })
    .await;
}

#[tokio::test]
async fn an_application_that_nobody_accepted_goes_with_its_papers_for_good() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let application = applied(&mut liu).await;
    let id = record(&application);
    liu.get(&format!("{application}/withdrawal")).await.page();
    liu.post(&format!("{application}/withdrawal"), &[("reason", "不开店了")])
        .await
        .leads();
    let sealed = town.sealed(id).await;
    let forms: Vec<&Vec<u8>> = sealed
        .iter()
        .filter(|(path, _)| path.starts_with("form/") || path.starts_with("material/") || path == "query_code")
        .map(|(_, bytes)| bytes)
        .collect();
    assert_eq!(forms.len(), 6, "two parts of the form, three papers, the query code");
    assert!(forms.iter().all(|bytes| town.holds(bytes)));
    let papers = town.attachments();
    assert!(papers.len() >= 3);

    let part = format!("application:{id}");
    let request = asked(
        &mut liu,
        &[
            ("wish", "erasure"),
            ("parts[]", &part),
            ("ground", "purpose_over"),
            ("words", "请删除"),
        ],
    )
    .await;
    let page = liu.get(&request).await.page();
    assert!(page.contains("个信〔2026〕1号") && page.contains("可以立刻删除"), "{page}");
    granted(&town, &request).await;
    done(&town, &request).await;

    let left = town.ledger.held(id).await.unwrap();
    assert!(
        left.iter()
            .all(|held| !held.path.starts_with("form/") && !held.path.starts_with("material/"))
    );
    town.until("what was erased vanishing from every file", || async {
        forms.iter().all(|bytes| !town.holds(bytes))
    })
    .await;
    for planted in ["云朵理发", "13854300018", "平面图.pdf", "博昌街道渤海路"] {
        assert!(!town.holds(planted.as_bytes()), "{planted}");
    }
    let gone = papers.iter().filter(|paper| !town.attachments().contains(paper)).count();
    assert_eq!(gone, 3, "the three papers that were handed in");
    let checked = town.ledger.check_log().unwrap();
    assert!(checked.findings.is_empty(), "{:?}", checked.findings);

    // Everything still opens, and says nothing that went.
    let page = liu.get(&application).await.page();
    assert!(!page.contains("云朵理发"), "{page}");
    let page = liu.get(&request).await.page();
    assert!(
        page.contains("已经删除") && page.contains("同意，依据个人信息保护法第四十七条"),
        "{page}"
    );
    let mut handler = town.handler().await;
    let answer = handler.get(&format!("/desk/applications/{id}")).await;
    assert!(!answer.body.contains("13854300018"));
    town.until("telling the person", || async {
        let mut liu = town.browser("liutingting", "本人").await;
        let inbox = liu.get("/inbox").await.page();
        inbox.contains("您的个人信息申请有了答复") && inbox.contains("您的申请“删除个人信息”（个信〔2026〕1号）已经答复")
    })
    .await;
}

#[tokio::test]
async fn a_running_application_is_needed_and_the_answer_says_why_and_what_then() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let application = applied(&mut liu).await;
    let part = format!("application:{}", record(&application));
    let form = [
        ("wish", "erasure"),
        ("parts[]", part.as_str()),
        ("ground", "consent_withdrawn"),
        ("words", ""),
    ];
    let request = asked(&mut liu, &form).await;
    let id = record(&request);
    // Asked twice, it is refused before it comes to a desk.
    liu.get("/account/data/requests/new?wish=erasure").await.page();
    let wrong = liu.post("/account/data/requests", &form).await.wrong();
    assert!(wrong.contains("已经提出过同样的申请"), "{wrong}");
    assert!(wrong.contains(&format!("href=\"{request}\"")), "with the way to it: {wrong}");

    let mut protector = town.protector().await;
    let list = protector.get("/desk/data-requests").await.page();
    assert!(list.contains("刘**") && list.contains("个信〔2026〕1号"), "{list}");
    let page = protector.get(&format!("/desk/data-requests/{id}")).await.page();
    assert!(page.contains("办理还没有结束") && !page.contains("value=\"grant\""), "{page}");
    let answers = format!("/desk/data-requests/{id}/answers");
    let wrong = protector
        .post(&answers, &[("verdict", "grant"), ("words", "同意")])
        .await
        .wrong();
    assert!(wrong.contains("现在没有可以同意的内容"), "{wrong}");
    let wrong = protector
        .post(&answers, &[("verdict", "refuse"), ("words", "")])
        .await
        .wrong();
    assert!(wrong.contains("请写下内容"), "{wrong}");
    protector
        .post(
            &answers,
            &[("verdict", "refuse"), ("words", "申请还在办理，依行政许可法需要。")],
        )
        .await
        .leads();
    let page = liu.get(&request).await.page();
    for said in ["未同意", "申请还在办理", "人民法院", "网信部门"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!town.ledger.held(record(&application)).await.unwrap().is_empty());
}

#[tokio::test]
async fn drafts_go_with_their_papers_and_consent_is_withdrawn_at_once() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    begun(&mut liu).await;
    let request = asked(
        &mut liu,
        &[
            ("wish", "erasure"),
            ("parts[]", "drafts"),
            ("ground", "consent_withdrawn"),
            ("words", ""),
        ],
    )
    .await;
    granted(&town, &request).await;
    done(&town, &request).await;
    assert!(
        town.ledger
            .drafts()
            .list(town.account("liutingting"))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(!liu.get("/account/data").await.page().contains("没有提交的草稿，"));
}

#[tokio::test]
async fn nobody_but_the_protector_of_the_city_sees_or_answers() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let request = asked(&mut liu, &[("wish", "explanation"), ("words", "怎么用我的电话？")]).await;
    let id = record(&request);
    let mut handler = town.handler().await;
    let mut other = town.browser("zhangsanfeng", "本人").await;
    for address in ["/desk/data-requests".to_owned(), format!("/desk/data-requests/{id}")] {
        assert_eq!(handler.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(liu.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert_eq!(other.get(&request).await.status, StatusCode::NOT_FOUND);
    granted(&town, &request).await;
    assert!(liu.get(&request).await.page().contains("已同意"));
}

#[tokio::test]
async fn a_form_without_its_token_and_one_sent_twice_do_nothing_more() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let form = [("wish", "explanation"), ("words", "怎么保存？")];
    let request = asked(&mut liu, &form).await;
    let again = liu.post("/account/data/requests", &form).await.leads();
    assert_eq!(request, again, "the same form under the same key is the same request");
    liu.get("/account/data/requests/new?wish=explanation").await.page();
    liu.token = "forged".into();
    let answer = liu.post("/account/data/requests", &[("wish", "closing")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_field_are_put_right_after_the_answer() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let application = applied(&mut liu).await;
    let id = record(&application);
    let name = [("wish", "correction"), ("of", "name"), ("corrected", "刘亭亭"), ("words", "")];
    let request = asked(&mut liu, &name).await;
    granted(&town, &request).await;
    done(&town, &request).await;
    assert!(liu.get("/account").await.page().contains("刘亭亭"));

    let field = format!("form/{id}/shop/place_phone");
    let page = liu.get("/account/data/requests/new?wish=correction").await.page();
    assert!(page.contains(&field), "{page}");
    let bad = [
        ("wish", "correction"),
        ("of", field.as_str()),
        ("corrected", "123"),
        ("words", ""),
    ];
    let wrong = liu.post("/account/data/requests", &bad).await.wrong();
    assert!(!between(&wrong, "id=\"errors\">", "</div>").is_empty());
    let short = [
        ("wish", "correction"),
        ("of", "resident_number"),
        ("corrected", "3716"),
        ("words", ""),
    ];
    let wrong = liu.post("/account/data/requests", &short).await.wrong();
    assert!(wrong.contains("您填写了 4 位"), "{wrong}");
    let good = [
        ("wish", "correction"),
        ("of", field.as_str()),
        ("corrected", "13854300019"),
        ("words", ""),
    ];
    let request = asked(&mut liu, &good).await;
    granted(&town, &request).await;
    done(&town, &request).await;
    let shop = town.ledger.secrets(id, &["form/shop".to_owned()]).await.unwrap();
    assert_eq!(shop["form/shop"]["place_phone"], "13854300019");
    assert_eq!(shop["form/shop"]["place_name"], "云朵理发", "the rest stays");
    let other = format!("form/{id}/shop/place_name");
    liu.get("/account/data/requests/new?wish=correction").await.page();
    let decides = [
        ("wish", "correction"),
        ("of", other.as_str()),
        ("corrected", "云"),
        ("words", ""),
    ];
    let wrong = liu.post("/account/data/requests", &decides).await.wrong();
    assert!(wrong.contains("表单里没有这一项"), "only what is personal: {wrong}");
}

#[tokio::test]
async fn an_account_ends_a_week_after_the_answer_and_its_person_may_register_again() {
    let town = Town::new().await;
    let mut zhang = town.browser("zhangsanfeng", "本人").await;
    let account = town.account("zhangsanfeng");
    let sealed = town.sealed(account).await;
    assert_eq!(sealed.len(), 5);
    let request = asked(&mut zhang, &[("wish", "closing"), ("words", "不用了")]).await;
    granted(&town, &request).await;
    let page = zhang.get(&request).await.page();
    assert!(page.contains("2026 年 11 月 9 日"), "{page}");
    town.pass_hours(24 * 7);
    done(&town, &request).await;
    assert!(town.ledger.held(account).await.unwrap().is_empty());
    town.until("what was erased vanishing from every file", || async {
        sealed.iter().all(|(_, bytes)| !town.holds(bytes))
    })
    .await;
    let answer = zhang.get("/account").await;
    assert_ne!(answer.status, StatusCode::OK, "the session is over");
    let mut again = town.stranger();
    again.get("/sign-in").await;
    let answer = again.post("/sign-in/sample", &[("sample", "zhangsanfeng")]).await;
    assert_ne!(
        answer.status,
        StatusCode::SEE_OTHER,
        "nobody signs in with it any more: {}",
        answer.location
    );
    let checked = town.ledger.check_log().unwrap();
    assert!(checked.findings.is_empty(), "{:?}", checked.findings);
}

#[tokio::test]
async fn an_account_does_not_end_while_an_application_runs_that_came_after_the_answer() {
    let town = Town::new().await;
    let mut zhang = town.browser("zhangsanfeng", "本人").await;
    let account = town.account("zhangsanfeng");
    let request = asked(&mut zhang, &[("wish", "closing"), ("words", "不用了")]).await;
    granted(&town, &request).await;
    town.pass_hours(24 * 3);
    let mut zhang = town.browser("zhangsanfeng", "本人").await;
    let application = applied(&mut zhang).await;
    let held = town.ledger.held(account).await.unwrap();
    town.pass_hours(24 * 4);
    let id = record(&request);
    town.until("the day of the account", || async {
        town.said(id).await.iter().any(|(event, _)| event == "hindered")
    })
    .await;

    assert_eq!(town.ledger.held(account).await.unwrap(), held, "nothing is erased");
    let mut zhang = town.browser("zhangsanfeng", "本人").await;
    zhang.get(&application).await.page();
    let page = zhang.get(&request).await.page();
    for said in ["没有注销", "公共场所卫生许可", "先办完或者撤回", "人民法院"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("将删除") && !page.contains("已限制使用"), "{page}");
    town.until("telling the person", || async {
        let mut zhang = town.browser("zhangsanfeng", "本人").await;
        zhang.get("/inbox").await.page().contains("您的账户没有注销")
    })
    .await;

    // Once it is withdrawn, the account can end.
    zhang.get(&format!("{application}/withdrawal")).await.page();
    zhang
        .post(&format!("{application}/withdrawal"), &[("reason", "")])
        .await
        .leads();
    let again = asked(&mut zhang, &[("wish", "closing"), ("words", "")]).await;
    granted(&town, &again).await;
    town.pass_hours(24 * 7);
    done(&town, &again).await;
}

#[tokio::test]
async fn what_came_after_the_answer_goes_with_the_account_too() {
    let town = Town::new().await;
    let mut zhang = town.browser("zhangsanfeng", "本人").await;
    let request = asked(&mut zhang, &[("wish", "closing"), ("words", "")]).await;
    granted(&town, &request).await;
    let page = zhang.get(&request).await.page();
    assert!(page.contains("将删除"), "{page}");
    let application = applied(&mut zhang).await;
    zhang.get(&format!("{application}/withdrawal")).await.page();
    zhang
        .post(&format!("{application}/withdrawal"), &[("reason", "")])
        .await
        .leads();
    begun(&mut zhang).await;
    town.pass_hours(24 * 7);
    done(&town, &request).await;
    let left = town.ledger.held(record(&application)).await.unwrap();
    assert!(left.iter().all(|held| !held.path.starts_with("form/")), "{left:?}");
    let drafts = town.ledger.drafts().list(town.account("zhangsanfeng")).await.unwrap();
    assert!(drafts.is_empty());
}

#[tokio::test]
async fn an_account_on_which_something_hangs_does_not_end() {
    let town = Town::new().await;
    let mut wang = town.browser("wanghaibo", "本人").await;
    let page = wang.get("/account/data/requests/new?wish=closing").await.page();
    assert!(
        page.contains("法定代表人") && !page.contains("action=\"/account/data/requests\""),
        "{page}"
    );
    let wrong = wang
        .post("/account/data/requests", &[("wish", "closing"), ("words", "")])
        .await
        .wrong();
    assert!(wrong.contains("法定代表人"), "{wrong}");
}
