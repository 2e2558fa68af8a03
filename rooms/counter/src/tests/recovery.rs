//! A lost sign-in and a changed phone, at a window.

use axum::http::StatusCode;

use super::town::Town;
use super::window::{somebody, visited};
use test_browser::{Browser, between, errors};

/// Liu Tingting's papers, as the sample makes them.
pub(super) async fn papers(town: &Town) -> String {
    let account = town.account("liutingting");
    let paths = ["resident_number".to_owned()];
    let secrets = town.ledger.secrets(account, &paths).await.unwrap();
    secrets["resident_number"].as_str().unwrap().to_owned()
}

fn recovery<'a>(name: &'a str, number: &'a str, checks: &[&'static str]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![("name", name), ("resident_number", number)];
    form.extend(checks.iter().map(|check| ("checks[]", *check)));
    form
}

async fn handed_over(clerk: &mut Browser, name: &str, number: &str) -> String {
    clerk.get("/desk/counter/accounts").await.page();
    let form = recovery(name, number, &["identity_card", "face"]);
    let page = clerk.post("/desk/counter/secrets", &form).await.page();
    between(&page, "<p class=\"number\">", "</p>").to_owned()
}

#[tokio::test]
async fn a_secret_on_paper_signs_in_once_and_must_be_changed() {
    let town = Town::new().await;
    let number = papers(&town).await;
    let mut liu = town.browser("liutingting", "本人").await;
    let mut clerk = town.clerk().await;
    let secret = handed_over(&mut clerk, "刘婷婷", &number).await;
    assert_eq!(secret.len(), 14, "{secret}");
    // Wherever she, or somebody else, was signed in: no more.
    assert_eq!(liu.get("/account").await.status, StatusCode::SEE_OTHER);

    let mut again = town.stranger();
    again.get("/sign-in").await.page();
    again
        .post("/sign-in", &[("name", &number), ("password", &secret)])
        .await
        .leads();
    for path in ["/", "/account", "/applications", "/capacity"] {
        assert_eq!(again.get(path).await.leads(), "/account/password", "{path}");
    }
    let page = again.get("/account/password").await.page();
    assert!(page.contains("密码条"), "{page}");
    let change = [("password", secret.as_str()), ("new_password", "柳絮飞过小清河 2026")];
    again.post("/account/password", &change).await.leads();
    again.get("/account").await.page();

    let mut late = town.stranger();
    late.get("/sign-in").await.page();
    late.post("/sign-in", &[("name", &number), ("password", &secret)])
        .await
        .wrong();
    let said = town.said(town.account("liutingting")).await;
    assert!(
        said.contains(&("secret_handed_over".to_owned(), "post:approval-371625-clerk".to_owned())),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_secret_on_paper_runs_out() {
    let town = Town::new().await;
    let number = papers(&town).await;
    let mut clerk = town.clerk().await;
    let secret = handed_over(&mut clerk, "刘婷婷", &number).await;
    town.pass_hours(25);
    let mut late = town.stranger();
    late.get("/sign-in").await.page();
    let page = late
        .post("/sign-in", &[("name", &number), ("password", &secret)])
        .await
        .wrong();
    assert!(page.contains("密码条已经过期"), "{page}");
}

#[tokio::test]
async fn one_thing_does_not_show_who_somebody_is() {
    let town = Town::new().await;
    let number = papers(&town).await;
    let mut clerk = town.clerk().await;
    clerk.get("/desk/counter/accounts").await.page();
    for checks in [&[][..], &["face"], &["identity_card", "business_licence"], &["face", "face"]] {
        let form = recovery("刘婷婷", &number, checks);
        let page = clerk.post("/desk/counter/secrets", &form).await.wrong();
        assert!(
            page.contains("两种不同的方式") && page.contains("刘婷婷"),
            "{checks:?} {page}"
        );
    }
}

#[tokio::test]
async fn a_window_gives_nobody_the_desk_of_a_colleague() {
    let town = Town::new().await;
    let colleague = town.account("approval-371625-sign");
    let secrets = town
        .ledger
        .secrets(colleague, &["resident_number".to_owned(), "name".to_owned()])
        .await
        .unwrap();
    let (name, number) = (
        secrets["name"].as_str().unwrap(),
        secrets["resident_number"].as_str().unwrap(),
    );
    let mut clerk = town.clerk().await;
    clerk.get("/desk/counter/accounts").await.page();
    let form = recovery(name, number, &["identity_card", "face"]);
    let page = clerk.post("/desk/counter/secrets", &form).await.wrong();
    assert!(page.contains("账户管理员"), "{page}");
}

#[tokio::test]
async fn who_was_taken_in_at_a_window_takes_the_account_over() {
    let town = Town::new().await;
    let mut clerk = town.clerk().await;
    let (name, number) = somebody();
    visited(&mut clerk, &name, &number, "").await;
    clerk.get("/applications").await.page();
    clerk.post("/desk/counter/visits/end", &[]).await.leads();
    let secret = handed_over(&mut clerk, &name, &number).await;
    let mut sun = town.stranger();
    sun.get("/sign-in").await.page();
    sun.post("/sign-in", &[("name", &number), ("password", &secret)])
        .await
        .leads();
    sun.get("/account/password").await.page();
    let change = [("password", secret.as_str()), ("new_password", "小清河畔种向日葵")];
    sun.post("/account/password", &change).await.leads();
    assert!(sun.get("/account").await.page().contains("孙大娘"));
    let page = sun.get("/authorisations").await.page();
    assert!(page.contains("人证比对一致"), "{page}");
}

#[tokio::test]
async fn nobody_is_looked_for_before_two_things_show_who_it_is() {
    let town = Town::new().await;
    let number = papers(&town).await;
    let mut clerk = town.clerk().await;
    clerk.get("/desk/counter/accounts").await.page();
    for (name, number) in [("刘婷婷", number.as_str()), somebody_nobody_knows()] {
        let page = clerk
            .post("/desk/counter/secrets", &recovery(name, number, &["face"]))
            .await
            .wrong();
        assert_eq!(errors(&page).len(), 1);
        assert!(page.contains("两种不同的方式"), "{page}");
    }
    // Whoever tries one after another is slowed down.
    let form = recovery("刘婷", &number, &["identity_card", "face"]);
    let mut last = StatusCode::OK;
    for _ in 0..21 {
        last = clerk.post("/desk/counter/secrets", &form).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

fn somebody_nobody_knows() -> (&'static str, &'static str) {
    ("钱无名", "371625196105030776")
}

#[tokio::test]
async fn that_an_account_was_found_is_a_look_whatever_comes_of_it() {
    let town = Town::new().await;
    let colleague = town.account("approval-371625-sign");
    let paths = ["resident_number".to_owned(), "name".to_owned()];
    let secrets = town.ledger.secrets(colleague, &paths).await.unwrap();
    let text = |path: &str| secrets[path].as_str().unwrap().to_owned();
    let (name, number) = (text("name"), text("resident_number"));
    let mut clerk = town.clerk().await;
    clerk.get("/desk/counter/accounts").await.page();
    let form = recovery(&name, &number, &["identity_card", "face"]);
    clerk.post("/desk/counter/secrets", &form).await.wrong();
    let mut owner = town.browser("approval-371625-sign", "本人").await;
    let page = owner.get("/account/looks").await.page();
    assert!(page.contains("您的账户信息"), "{page}");
}

#[tokio::test]
async fn the_phone_that_a_window_replaces_is_kept_until_its_holder_was_told() {
    let town = Town::new().await;
    let number = papers(&town).await;
    let liu = town.account("liutingting");
    let before = people::views::phones(&town.ledger, &[liu]).await.unwrap()[&liu].clone();
    let mut clerk = town.clerk().await;
    clerk.get("/desk/counter/accounts").await.page();
    let mut form = recovery("刘婷婷", &number, &["identity_card", "face"]);
    form.push(("phone", "13854300018"));
    clerk.post("/desk/counter/phones", &form).await.page();
    let history = town.ledger.history(liu).await.unwrap();
    let changed = history
        .iter()
        .find(|entry| entry.event_type == "phone_changed_at_window")
        .unwrap();
    let path = changed
        .sealed
        .keys()
        .find(|path| path.starts_with(people::record::account::PHONE_BEFORE))
        .unwrap();
    let kept = town.ledger.secrets(liu, std::slice::from_ref(path)).await.unwrap();
    assert_eq!(kept[path], before.as_str());
}
