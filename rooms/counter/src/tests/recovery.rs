//! A lost sign-in and a changed phone, at a window.

use axum::http::StatusCode;

use super::browser::{Browser, between};
use super::town::Town;
use super::window::{somebody, visited};

/// Liu Tingting's papers, as the sample makes them.
async fn papers(town: &Town) -> String {
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
