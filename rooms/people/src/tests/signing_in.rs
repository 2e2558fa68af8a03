//! Signing in and out; what a session is, and when it ends.

use axum::http::StatusCode;
use ledger::values;

use super::town::{PASSWORD, Person, Town, between};
use crate::{IDLE_MINUTES_MAX, SESSION_HOURS_MAX, Settings};

fn li() -> Person {
    Person::new("李建国", "lijianguo", 11)
}

#[tokio::test]
async fn a_person_signs_out_and_in_again() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    assert!(browser.get("/account").await.body.contains("李建国"));
    let old = browser.cookies["session"].clone();
    assert_eq!(browser.post("/sign-out", &[]).await.location, "/");
    assert_eq!(browser.get("/account").await.location, "/sign-in?back=/account");

    browser.cookies.insert("session".to_owned(), old.clone());
    assert_eq!(
        browser.get("/account").await.status,
        StatusCode::SEE_OTHER,
        "a session that ended does not come back"
    );

    assert_eq!(browser.sign_in("lijianguo", PASSWORD).await.location, "/");
    assert_ne!(browser.cookies["session"], old);
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_resident_number_serves_as_a_name_too() {
    let town = Town::new();
    town.registered(&li()).await;
    let mut browser = town.browser();
    assert_eq!(
        browser.sign_in(&li().resident_number.to_lowercase(), PASSWORD).await.location,
        "/"
    );
}

#[tokio::test]
async fn whoever_forgot_the_password_is_told_what_to_do() {
    let town = Town::new();
    let page = town.browser().get("/sign-in?lang=zh").await.body;
    for said in [
        "忘记密码",
        "带身份证件到任一政务服务窗口",
        "href=\"/status/code\"",
        "href=\"tel:12345\"",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
}

#[tokio::test]
async fn whoever_signs_in_goes_back_to_where_it_was_asked_for_and_nowhere_else() {
    let town = Town::new();
    town.registered(&li()).await;
    for (back, expected) in [
        ("/account?x=1", "/account?x=1"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
    ] {
        let mut browser = town.browser();
        browser
            .get(&format!("/sign-in?back={}", back.replace('?', "%3F").replace('=', "%3D")))
            .await;
        let answer = browser
            .post("/sign-in", &[("name", "lijianguo"), ("password", PASSWORD), ("back", back)])
            .await;
        assert_eq!(answer.location, expected);
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let town = Town::new();
    town.registered(&li()).await;
    let mut answers = Vec::new();
    for name in ["lijianguo", "lijiangua"] {
        let mut browser = town.browser();
        let answer = browser.sign_in(name, "falsches Passwort").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("用户名或密码不对"));
        assert!(!answer.body.contains("falsches Passwort"), "passwords are not shown again");
        answers.push(
            answer
                .body
                .replace(name, "…")
                .replace(&browser.token, "")
                .replace(&browser.key, ""),
        );
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn guessing_is_stopped_even_for_the_right_password_and_for_a_time_only() {
    let town = Town::new();
    town.registered(&li()).await;
    let mut browser = town.browser();
    for _ in 0..10 {
        assert_eq!(
            browser.sign_in("lijianguo", "geraten und geraten").await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    let answer = browser.sign_in("lijianguo", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.body.contains("15 分钟后再试"), "{}", answer.body);
    town.pass_minutes(16);
    assert_eq!(browser.sign_in("lijianguo", PASSWORD).await.location, "/");
}

#[tokio::test]
async fn guesses_sent_at_once_count_each() {
    let town = Town::new();
    town.registered(&li()).await;
    let mut browser = town.browser();
    browser.get("/sign-in").await;
    let guesses = (0..25).map(|_| {
        let mut browser = browser.clone();
        tokio::spawn(async move {
            browser
                .post("/sign-in", &[("name", "lijianguo"), ("password", "geraten und geraten")])
                .await
                .status
        })
    });
    let mut checked = 0;
    for guess in guesses.collect::<Vec<_>>() {
        checked += usize::from(guess.await.unwrap() == StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert!(checked <= 10, "{checked} guesses were checked");
}

#[tokio::test]
async fn a_success_forgives_earlier_failures() {
    let town = Town::new();
    town.registered(&li()).await;
    let mut browser = town.browser();
    for _ in 0..3 {
        for _ in 0..8 {
            browser.sign_in("lijianguo", "vertippt und vertippt").await;
        }
        assert_eq!(browser.sign_in("lijianguo", PASSWORD).await.location, "/");
        browser.get("/account").await;
        browser.post("/sign-out", &[]).await;
    }
}

#[tokio::test]
async fn a_session_ends_when_nobody_is_there() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    for _ in 0..4 {
        town.pass_minutes(IDLE_MINUTES_MAX - 1);
        assert_eq!(browser.get("/account").await.status, StatusCode::OK, "somebody is there");
    }
    town.pass_minutes(IDLE_MINUTES_MAX);
    let answer = browser.get("/account").await;
    assert_eq!(answer.location, "/sign-in?back=/account");
    assert!(!browser.cookies.contains_key("session"), "the browser forgets it");
}

#[tokio::test]
async fn a_page_that_follows_a_record_by_itself_is_not_somebody() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    browser.extra.push(("accept", "text/event-stream".to_owned()));
    for _ in 0..4 {
        town.pass_minutes(IDLE_MINUTES_MAX / 3);
        browser.get("/account").await;
    }
    browser.extra.clear();
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_after_half_a_day_in_any_case() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    for _ in 0..SESSION_HOURS_MAX * 4 - 1 {
        town.pass_minutes(15);
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    }
    town.pass_minutes(15);
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn of_a_session_only_the_digest_is_kept() {
    let town = Town::new();
    let browser = town.registered(&li()).await;
    let secret = &browser.cookies["session"];
    assert_eq!(secret.len(), 64);
    let rows = town
        .people
        .ledger()
        .query(
            "SELECT digest FROM people_session WHERE city = $1",
            values![town.people.ledger().city()],
        )
        .await
        .unwrap();
    let digests: Vec<Vec<u8>> = rows.iter().map(|row| row.get(0).unwrap()).collect();
    assert_eq!(digests.len(), 1);
    assert_ne!(
        digests[0].iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
        *secret
    );
}

#[tokio::test]
async fn cookies_are_bound_as_the_line_allows() {
    for (https, name, ending) in [
        (false, "session", "; SameSite=Lax"),
        (true, "__Host-session", "; SameSite=Lax; Secure"),
    ] {
        let town = Town::with(Settings {
            https,
            ..Settings::default()
        });
        let mut browser = town.browser();
        browser.get("/register").await;
        let answer = browser.post("/register", &li().form()).await;
        let cookie = &answer.set_cookies[0];
        assert!(
            cookie.starts_with(&format!("{name}=")) && cookie.ends_with(&format!("; Path=/; HttpOnly{ending}")),
            "{cookie}"
        );
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_form_is_taken_from_our_own_page_in_this_session_only() {
    let town = Town::new();
    let mut li = town.registered(&li()).await;
    let mut wang = town.registered(&Person::new("王海波", "wanghaibo", 12)).await;
    li.get("/account/phone").await;
    wang.get("/account/phone").await;
    let (own, others) = (li.token.clone(), wang.token.clone());
    for (token, status) in [
        (String::new(), StatusCode::FORBIDDEN),
        (others, StatusCode::FORBIDDEN),
        (own.to_uppercase(), StatusCode::FORBIDDEN),
        (own, StatusCode::SEE_OTHER),
    ] {
        li.token = token;
        assert_eq!(li.post("/account/phone", &[("phone", "13812345678")]).await.status, status);
    }
}

#[tokio::test]
async fn a_form_sent_by_another_site_is_refused() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    browser.get("/account/phone").await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        browser.extra = vec![(name, value.to_owned())];
        assert_eq!(
            browser.post("/account/phone", &[("phone", "13812345678")]).await.status,
            StatusCode::FORBIDDEN,
            "{name}: {value}"
        );
    }
    browser.extra = vec![("sec-fetch-site", "same-origin".to_owned())];
    assert_eq!(
        browser.post("/account/phone", &[("phone", "13812345678")]).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn the_token_of_a_visit_does_not_serve_another_visit() {
    let town = Town::new();
    town.registered(&li()).await;
    let (mut one, mut other) = (town.browser(), town.browser());
    one.get("/sign-in").await;
    other.get("/sign-in").await;
    one.token = other.token.clone();
    assert_eq!(
        one.post("/sign-in", &[("name", "lijianguo"), ("password", PASSWORD)])
            .await
            .status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn whoever_is_signed_out_meanwhile_is_told_so() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    browser.get("/account/phone").await;
    town.pass_minutes(IDLE_MINUTES_MAX + 1);
    let answer = browser.post("/account/phone", &[("phone", "13812345678")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.contains("您已退出登录"), "{}", answer.body);
}

#[tokio::test]
async fn whoever_signs_in_anew_leaves_the_old_session() {
    let town = Town::demo().await;
    let mut browser = town.browser();
    browser.sign_in_as_sample("zhangsanfeng", "").await;
    let mut left_open = browser.clone();
    browser.post("/sign-in/sample", &[("sample", "shengtai-371625-handle")]).await;
    assert_eq!(left_open.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn other_sessions_are_counted_and_ended() {
    let town = Town::new();
    let mut here = town.registered(&li()).await;
    let mut there = town.browser();
    there.sign_in("lijianguo", PASSWORD).await;
    assert!(here.get("/account").await.body.contains("还有 1 处登录"));
    here.post("/account/other-sessions/end", &[]).await;
    assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
    assert!(here.get("/account").await.body.contains("只在这里登录"));
}

#[tokio::test]
async fn another_password_wants_the_old_one_and_ends_other_sessions() {
    let town = Town::new();
    let mut here = town.registered(&li()).await;
    let mut there = town.browser();
    there.sign_in("lijianguo", PASSWORD).await;
    here.get("/account/password").await;
    let change = |old: &'static str, new: &'static str| vec![("password", old), ("new_password", new)];
    let answer = here
        .post("/account/password", &change("nicht dieses", "ein ganz neuer Satz"))
        .await;
    assert!(answer.body.contains("现在的密码不对"), "{}", answer.body);
    let answer = here.post("/account/password", &change(PASSWORD, "lijianguo9")).await;
    assert!(answer.body.contains("密码不要用姓名"), "{}", answer.body);
    assert_eq!(
        here.post("/account/password", &change(PASSWORD, "ein ganz neuer Satz"))
            .await
            .location,
        "/account"
    );
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
    assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        town.browser().sign_in("lijianguo", PASSWORD).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(town.browser().sign_in("lijianguo", "ein ganz neuer Satz").await.location, "/");
}

#[tokio::test]
async fn the_security_log_tells_what_happened_without_a_name() {
    let town = Town::new();
    let mut browser = town.registered(&li()).await;
    browser.get("/account").await;
    browser.post("/sign-out", &[]).await;
    browser.sign_in("lijianguo", "vertippt und vertippt").await;
    browser.sign_in("lijianguo", PASSWORD).await;
    let sql = "SELECT what, network FROM people_security_log WHERE city = $1 ORDER BY at, what";
    let rows = town
        .people
        .ledger()
        .query(sql, values![town.people.ledger().city()])
        .await
        .unwrap();
    let mut noted: Vec<String> = rows.iter().map(|row| row.get(0).unwrap()).collect();
    noted.sort();
    assert_eq!(noted, ["registered", "sign_in_failed", "signed_in", "signed_out"]);
}

#[tokio::test]
async fn the_sign_in_page_speaks_english_too() {
    let town = Town::demo().await;
    let mut browser = town.browser();
    for (language, words) in [("zh", "演示账户"), ("en", "Demonstration accounts")] {
        let page = browser.get(&format!("/sign-in?lang={language}")).await.body;
        assert!(page.contains(words) && !page.contains('⟦'), "{page}");
        assert!(between(&page, "name=\"form_token\" value=\"", "\"").len() == 64);
    }
}
