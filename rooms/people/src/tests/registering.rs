//! Registering: everything wrong is said at once, nothing typed is lost, one account a person.

use axum::http::StatusCode;

use super::town::{PASSWORD, Person, Town};

fn li() -> Person {
    Person::new("李建国", "lijianguo", 11)
}

#[tokio::test]
async fn everything_wrong_is_said_at_once_and_nothing_typed_is_lost() {
    let town = Town::new();
    let mut browser = town.browser();
    browser.get("/register").await;
    let answer = browser
        .post(
            "/register",
            &[
                ("name", "李"),
                ("resident_number", "372301197903120118"),
                ("phone", "1381234567"),
                ("sign_in_name", "li"),
                ("password", "geheim"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "姓名应为 2 至 50 个字",
        "身份证号码有误，至少有一位写错了",
        "手机号码应为 11 位，您填写了 10 位",
        "用户名应为 4 至 40 位",
        "密码至少 8 位",
        "value=\"李\"",
        "value=\"372301197903120118\"",
        "value=\"1381234567\"",
        "value=\"li\"",
        "href=\"#resident_number\"",
    ] {
        assert!(answer.body.contains(words), "{words} is missing in {}", answer.body);
    }
    assert!(!answer.body.contains("geheim"));
}

#[tokio::test]
async fn who_is_not_born_yet_cannot_register() {
    let town = Town::new();
    let mut browser = town.browser();
    browser.get("/register").await;
    let number = identity::sample::resident_number(super::town::BOXING, identity::CivilDate::new(2026, 11, 3).unwrap(), 5);
    let answer = browser
        .post(
            "/register",
            &Person {
                resident_number: number.clear_text().to_owned(),
                ..li()
            }
            .form(),
        )
        .await;
    assert!(answer.body.contains("不是正确的出生日期"), "{}", answer.body);
}

#[tokio::test]
async fn one_account_a_person_and_one_a_name() {
    let town = Town::new();
    town.registered(&li()).await;
    for (other, words) in [
        (
            Person {
                sign_in_name: "another".to_owned(),
                ..li()
            },
            "这个证件号码已经注册",
        ),
        (
            Person {
                resident_number: Person::new("李建国", "x", 77).resident_number,
                sign_in_name: "LiJianGuo".to_owned(),
                ..li()
            },
            "这个用户名已经有人使用",
        ),
    ] {
        let mut browser = town.browser();
        browser.get("/register").await;
        let answer = browser.post("/register", &other.form()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(words), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_form_sent_twice_registers_once_and_lets_nobody_in_the_second_time() {
    let town = Town::new();
    let mut browser = town.browser();
    browser.get("/register").await;
    let mut other = town.browser();
    other.get("/register").await;
    other.key = browser.key.clone();
    browser.post("/register", &li().form()).await;
    let position = town.people.ledger().position();
    let answer = other.post("/register", &li().form()).await;
    assert_eq!(answer.location, "/sign-in");
    assert!(!other.cookies.contains_key("session"));
    assert_eq!(town.people.ledger().position(), position);
    assert_eq!(other.sign_in("lijianguo", PASSWORD).await.location, "/");
}

#[tokio::test]
async fn another_phone_is_kept_and_shown_masked() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    browser.get("/account/phone").await;
    let answer = browser.post("/account/phone", &[("phone", "138 1234 567")]).await;
    assert!(
        answer.body.contains("手机号码应为 11 位") && answer.body.contains("138 1234 567"),
        "{}",
        answer.body
    );
    browser.post("/account/phone", &[("phone", "138 1234 5678")]).await;
    let page = browser.get("/account").await.body;
    assert!(page.contains("138****5678") && page.contains("3723************"), "{page}");
    assert!(!page.contains("13812345678") && !page.contains(&li().resident_number));
}

#[tokio::test]
async fn pages_for_those_signed_in_lead_to_the_sign_in_page_and_back() {
    let town = Town::new();
    for path in [
        "/account",
        "/capacity",
        "/account/password",
        "/account/phone",
        "/enterprises/new",
    ] {
        let answer = town.browser().get(path).await;
        assert_eq!(
            (answer.status, answer.location),
            (StatusCode::SEE_OTHER, format!("/sign-in?back={path}"))
        );
    }
}

#[tokio::test]
async fn every_page_is_said_whole_in_both_languages() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    for language in ["zh", "en"] {
        for path in [
            "/account",
            "/capacity",
            "/account/password",
            "/account/phone",
            "/enterprises/new",
        ] {
            let answer = browser.get(&format!("{path}?lang={language}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert!(!answer.body.contains('⟦'), "{path}: {}", answer.body);
        }
        let page = town.browser().get(&format!("/register?lang={language}")).await.body;
        assert!(!page.contains('⟦'), "{page}");
    }
}
