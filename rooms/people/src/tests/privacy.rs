//! Nothing personal stands in clear outside the vault, and nothing of it leaves with an error.

use super::town::{Person, Town};

#[tokio::test]
async fn no_event_holds_what_the_person_gave() {
    let town = Town::new();
    let li = Person::new("李建国", "lijianguo", 11);
    town.registered(&li).await;
    let account = town.account("lijianguo").await;
    let history = town.people.ledger().history(account).await.unwrap();
    let written = format!("{history:?}");
    for secret in [&li.name, &li.sign_in_name, &li.resident_number, &li.phone, &li.password] {
        assert!(!written.contains(secret.as_str()), "{secret} in {written}");
    }
    assert_eq!(
        history[0].sealed.keys().collect::<Vec<_>>(),
        ["name", "password", "phone", "resident_number", "sign_in_name"]
    );
}

#[tokio::test]
async fn no_file_of_the_city_holds_what_the_person_gave() {
    let town = Town::new();
    let li = Person::new("欧阳震华", "ouyangzhenhua", 11);
    let mut browser = town.registered(&li).await;
    browser.get("/account").await;
    town.people.ledger().close().await;
    for file in town.files() {
        let bytes = std::fs::read(&file).unwrap();
        for secret in [
            &li.name,
            &li.sign_in_name,
            &li.resident_number,
            &li.phone,
            &li.password,
            &browser.cookies["session"],
        ] {
            assert!(
                !bytes.windows(secret.len()).any(|part| part == secret.as_bytes()),
                "{secret} in {}",
                file.display()
            );
        }
    }
}

#[tokio::test]
async fn an_erased_name_is_shown_nowhere_and_breaks_nothing() {
    let town = Town::new();
    let mut browser = town.registered(&Person::new("李建国", "lijianguo", 11)).await;
    let account = town.account("lijianguo").await;
    town.people
        .ledger()
        .erase(account, &["name".to_owned(), "phone".to_owned()])
        .await
        .unwrap();
    let page = browser.get("/account").await;
    assert_eq!(page.status, axum::http::StatusCode::OK);
    assert!(!page.body.contains("李建国"));
}
