//! Enterprises, their representatives and agents.

use axum::http::StatusCode;
use identity::sample;

use super::town::{BOXING, Browser, Person, Town};

fn wang() -> Person {
    Person::new("王海波", "wanghaibo", 12)
}

fn li() -> Person {
    Person::new("李建国", "lijianguo", 11)
}

/// The legal representative, acting for the enterprise, and its page.
async fn bohai(town: &Town) -> (Browser, String) {
    let mut wang = town.registered(&wang()).await;
    wang.get("/enterprises/new").await;
    let code = sample::credit_code(BOXING, 1);
    let answer = wang
        .post(
            "/enterprises",
            &[("name", "渤海铝业有限公司"), ("credit_code", code.as_str())],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    (wang, answer.location)
}

async fn mandate(representative: &mut Browser, page: &str, agent: &Person, changes: &[(&str, &str)]) -> super::town::Answer {
    representative.get(&format!("{page}/mandates/new")).await;
    let mut form = vec![
        ("name", agent.name.as_str()),
        ("resident_number", agent.resident_number.as_str()),
        ("scope", "handle"),
        ("from", "2026-11-02"),
        ("until", "2027-11-01"),
    ];
    for (name, value) in changes {
        form.retain(|(other, _)| other != name);
        form.push((name, value));
    }
    representative.post(&format!("{page}/mandates"), &form).await
}

#[tokio::test]
async fn who_registers_an_enterprise_acts_for_it_as_its_legal_representative() {
    let town = Town::new();
    let (mut wang, page) = bohai(&town).await;
    let shown = wang.get(&page).await.body;
    assert!(shown.contains("渤海铝业有限公司 · 法定代表人 · 王海波"), "{shown}");
    assert!(shown.contains("现在没有代理人"));
}

#[tokio::test]
async fn a_wrong_credit_code_is_named_and_what_was_typed_stays() {
    let town = Town::new();
    let mut wang = town.registered(&wang()).await;
    wang.get("/enterprises/new").await;
    for (code, words) in [
        ("", "请填写统一社会信用代码"),
        ("91371625MA00000", "统一社会信用代码应为 18 位，您填写了 15 位"),
        ("91371625MA0000O14Q", "第 15 位“O”不对"),
        ("91371625MA0000014Q", "至少有一位写错了"),
    ] {
        let answer = wang
            .post("/enterprises", &[("name", "渤海铝业有限公司"), ("credit_code", code)])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.body.contains(words) && answer.body.contains("value=\"渤海铝业有限公司\""),
            "{words}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn an_enterprise_is_registered_once() {
    let town = Town::new();
    bohai(&town).await;
    let mut li = town.registered(&li()).await;
    li.get("/enterprises/new").await;
    let code = sample::credit_code(BOXING, 1);
    let answer = li
        .post(
            "/enterprises",
            &[("name", "渤海铝业有限公司"), ("credit_code", code.as_str())],
        )
        .await;
    assert!(answer.body.contains("这个企业已经登记"), "{}", answer.body);
}

#[tokio::test]
async fn an_agent_acts_as_long_as_the_mandate_lasts() {
    let town = Town::new();
    let mut li_browser = town.registered(&li()).await;
    let (mut wang, page) = bohai(&town).await;
    assert!(!li_browser.get("/capacity").await.body.contains("渤海铝业"));

    assert_eq!(mandate(&mut wang, &page, &li(), &[]).await.location, page);
    assert!(wang.get(&page).await.body.contains("李建国"));
    let choices = li_browser.get("/capacity").await.body;
    assert!(choices.contains("渤海铝业有限公司 · 代理人"), "{choices}");
    let key = format!("enterprise:{}", page.trim_start_matches("/enterprises/"));
    li_browser.post("/capacity", &[("capacity", &key)]).await;
    let shown = li_browser.get(&page).await.body;
    assert!(
        shown.contains("王**") || shown.contains("王*"),
        "an agent sees other names masked: {shown}"
    );
    assert!(!shown.contains("收回"), "an agent does not take mandates back");
    assert_eq!(
        li_browser.get(&format!("{page}/mandates/new")).await.status,
        StatusCode::NOT_FOUND
    );

    town.pass_minutes(366 * 24 * 60);
    let mut later = town.browser();
    later.sign_in("lijianguo", super::town::PASSWORD).await;
    assert!(!later.get("/capacity").await.body.contains("渤海铝业"));
}

#[tokio::test]
async fn a_mandate_taken_back_ends_at_once_and_does_not_turn_into_another_right() {
    let town = Town::new();
    let mut li_browser = town.registered(&li()).await;
    let (mut wang, page) = bohai(&town).await;
    mandate(&mut wang, &page, &li(), &[]).await;
    let key = format!("enterprise:{}", page.trim_start_matches("/enterprises/"));
    li_browser.get("/capacity").await;
    li_browser.post("/capacity", &[("capacity", &key)]).await;
    li_browser.get("/account/phone").await;

    let revocation = wang.get(&page).await.body;
    let revocation = super::town::between(&revocation, "<td><a href=\"", "\"").to_owned();
    assert!(wang.get(&revocation).await.body.contains("收回对李建国的授权？"));
    assert_eq!(wang.post(&revocation, &[]).await.location, page);

    let answer = li_browser.post("/account/phone", &[("phone", "13812345678")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("身份已经失效"), "{}", answer.body);
    assert_eq!(li_browser.get(&page).await.status, StatusCode::NOT_FOUND);
    assert!(wang.get(&page).await.body.contains("已经结束的授权（1）"));
    assert_eq!(
        wang.post(&revocation, &[]).await.location,
        page,
        "the same once more is the same"
    );
}

#[tokio::test]
async fn a_mandate_that_makes_no_sense_is_refused_in_words() {
    let town = Town::new();
    town.registered(&li()).await;
    let (mut wang_browser, page) = bohai(&town).await;
    for (changes, words) in [
        (vec![("name", "李建军")], "没有找到姓名与证件号码相符的已注册人员"),
        (
            vec![("resident_number", wang().resident_number.as_str())],
            "没有找到姓名与证件号码相符的已注册人员",
        ),
        (
            vec![("name", "王海波"), ("resident_number", wang().resident_number.as_str())],
            "法定代表人不需要授权",
        ),
        (vec![("from", "2026-11-01")], "起始日期不能早于今天"),
        (vec![("until", "2026-11-01")], "结束日期不能早于起始日期"),
        (vec![("until", "2029-11-03")], "一份授权最长三年"),
        (vec![("until", "明年")], "请填写日期"),
        (vec![("scope", "everything")], "请选择授权范围"),
    ] {
        let answer = mandate(&mut wang_browser, &page, &li(), &changes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    assert_eq!(
        mandate(&mut wang_browser, &page, &li(), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let answer = mandate(&mut wang_browser, &page, &li(), &[]).await;
    assert!(answer.body.contains("已有一份未结束的授权"), "{}", answer.body);
}

#[tokio::test]
async fn who_has_no_right_cannot_tell_an_enterprise_from_none() {
    let town = Town::new();
    let (wang, page) = bohai(&town).await;
    let mut stranger = town.registered(&li()).await;
    let absent = format!("/enterprises/{}", "0".repeat(32));
    // Nor the representative in the own capacity, nor a form that would change something.
    let mut in_person = wang.clone();
    in_person.get("/account").await;
    in_person.post("/capacity", &[("capacity", "person")]).await;
    for browser in [&mut stranger, &mut in_person] {
        for path in ["", "/mandates/new"] {
            let there = browser.get(&format!("{page}{path}")).await;
            let not_there = browser.get(&format!("{absent}{path}")).await;
            assert_eq!(there.status, StatusCode::NOT_FOUND);
            let plain = |body: &str, address: &str, token: &str| body.replace(address, "").replace(token, "");
            assert_eq!(
                plain(&there.body, &page, &browser.token),
                plain(&not_there.body, &absent, &browser.token)
            );
        }
        browser.get("/account").await;
        assert_eq!(
            browser.post(&format!("{page}/mandates"), &[]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            browser.post(&format!("{absent}/mandates"), &[]).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn only_in_the_own_capacity_does_one_become_a_legal_representative() {
    let town = Town::new();
    let (mut wang, _) = bohai(&town).await;
    assert_eq!(wang.get("/enterprises/new").await.location, "/capacity?back=/enterprises/new");
    let code = sample::credit_code(BOXING, 2);
    let answer = wang
        .post(
            "/enterprises",
            &[("name", "另一家铝业有限公司"), ("credit_code", code.as_str())],
        )
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "the form was of another capacity");
    wang.get("/account").await;
    let answer = wang
        .post(
            "/enterprises",
            &[("name", "另一家铝业有限公司"), ("credit_code", code.as_str())],
        )
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
