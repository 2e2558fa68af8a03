//! An administrator brings another release into force; a program acts by its token.

use axum::http::StatusCode;
use calendar::Day;
use ledger::Ledger;

use super::town::{Answer, Browser, Town, between, pack, pack_with_other_bureaus, pack_with_promise};

const MIDNIGHTS_MAX: usize = 200;

/// Waits for the event of that type, which a timer or reaction leads to.
async fn until_event(ledger: &Ledger, event_type: &str) {
    let mut events = ledger.watch();
    for _ in 0..MIDNIGHTS_MAX {
        for row in ledger.query("SELECT record FROM record", Vec::new()).await.unwrap() {
            let history = ledger.history(row.get(0).unwrap()).await.unwrap();
            if history.iter().any(|entry| entry.event_type == event_type) {
                return;
            }
        }
        let _ = tokio::time::timeout(std::time::Duration::from_millis(100), events.recv()).await;
    }
    panic!("no event {event_type}");
}

#[tokio::test]
async fn a_release_is_imported_read_and_comes_into_force_on_its_day() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let before = town.catalogue.current().digest().to_owned();

    let imported = administrator.imports(&pack_with_promise(4)).await;
    assert_eq!(imported.status, StatusCode::SEE_OTHER, "{}", imported.body);
    let page = administrator.get(&imported.location).await;
    assert!(page.body.contains("公共场所卫生许可"), "{}", page.body);
    assert!(
        page.body.contains("<del>3</del>") && page.body.contains("<ins>4</ins>"),
        "{}",
        page.body
    );
    assert_eq!(town.catalogue.current().digest(), before);

    let given = administrator
        .post(&format!("{}/entry", imported.location), &[("from", "2026-11-04")])
        .await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    town.it_is(Day::new(2026, 11, 3).unwrap());
    assert_eq!(town.catalogue.current().digest(), before);

    town.it_is(Day::new(2026, 11, 4).unwrap());
    until_event(&town.ledger, "entered").await;
    let matter = town
        .catalogue
        .current()
        .matter("public-place-hygiene")
        .unwrap()
        .promise
        .limit
        .days;
    assert_eq!(matter, 4);
    assert_eq!(town.catalogue.releases().len(), 2);
    assert!(town.catalogue.by_digest(&before).is_some(), "running cases keep theirs");
}

#[tokio::test]
async fn a_day_that_was_taken_back_brings_nothing_into_force() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let place = administrator.imports(&pack_with_promise(4)).await.location;
    administrator.get(&place).await;
    administrator.post(&format!("{place}/entry"), &[("from", "2026-11-04")]).await;
    administrator.get(&place).await;
    let taken_back = administrator.post(&format!("{place}/entry/withdrawal"), &[]).await;
    assert_eq!(taken_back.status, StatusCode::SEE_OTHER, "{}", taken_back.body);
    let page = administrator.get(&place).await;
    assert!(page.body.contains("没有定日子"), "{}", page.body);
}

#[tokio::test]
async fn a_day_that_is_over_is_refused_in_words_and_what_was_typed_stays() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let place = administrator.imports(&pack_with_promise(4)).await.location;
    administrator.get(&place).await;
    let refused = administrator.post(&format!("{place}/entry"), &[("from", "2026-11-01")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("这一天已经过去") && refused.body.contains("2026-11-01"),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn a_pack_that_cannot_keep_its_promise_is_refused_with_file_and_remedy() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let refused = administrator.imports(&pack_with_promise(1)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "matters/public-place-hygiene.toml:",
        "promise.limit",
        "超过承诺的 1 日",
        "缩短其中一个环节，让环节同时办，或者承诺更长的时限",
    ] {
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    assert!(!refused.body.contains("lang=\"en\""), "{}", refused.body);
}

#[tokio::test]
async fn the_release_in_force_is_not_imported_again() {
    let town = Town::new().await;
    let again = town.administrator().await.imports(&pack()).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("就是现行的"), "{}", again.body);
}

#[tokio::test]
async fn a_pack_that_waits_is_not_imported_again() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let first = administrator.imports(&pack_with_promise(8)).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let again = administrator.imports(&pack_with_promise(8)).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("这个城市包已经导入过"), "{}", again.body);
    administrator.get(&first.location).await;
    administrator.post(&format!("{}/discard", first.location), &[]).await;
    let anew = administrator.imports(&pack_with_promise(8)).await;
    assert_eq!(
        anew.status,
        StatusCode::SEE_OTHER,
        "what was put away can be had again: {}",
        anew.body
    );
}

#[tokio::test]
async fn for_others_administration_does_not_exist() {
    let town = Town::new().await;
    for name in ["approval-371600-sign", "approval-371625-handle", "zhangsanfeng"] {
        let mut other = town.signed_in(name).await;
        for path in [
            "/desk/administration",
            "/desk/administration/releases",
            "/desk/administration/services",
        ] {
            assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND, "{name} {path}");
        }
    }
}

async fn opened(administrator: &mut Browser, name: &str, post: &str) -> Answer {
    administrator.get("/desk/administration/services").await;
    administrator
        .post("/desk/administration/services", &[("name", name), ("post", post)])
        .await
}

/// The token that the page shows once.
async fn token(administrator: &mut Browser, until: &str) -> String {
    let page = administrator.get("/desk/administration/services").await;
    let action = between(&page.body, "action=\"/desk/administration/services/").unwrap();
    let issued = administrator
        .post(&format!("/desk/administration/services/{action}"), &[("until", until)])
        .await;
    let (_, rest) = issued.body.split_once("class=\"token\">").expect("the token is shown");
    rest.split_once('<').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_program_acts_by_its_token_in_its_post_until_the_term_ends() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let answer = opened(&mut administrator, "市不动产登记系统", "ziran-371625-handle").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let first = token(&mut administrator, "2026-11-30").await;

    let me = town.program(&first, "GET", "/api/v1/me", "").await;
    assert_eq!(me.status, StatusCode::OK, "{}", me.body);
    assert!(
        me.body.contains("市不动产登记系统") && me.body.contains("post:ziran-371625-handle"),
        "{}",
        me.body
    );

    let second = token(&mut administrator, "2026-11-30").await;
    assert_eq!(
        town.program(&first, "GET", "/api/v1/me", "").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(town.program(&second, "GET", "/api/v1/me", "").await.status, StatusCode::OK);

    town.it_is(Day::new(2026, 12, 1).unwrap());
    assert_eq!(
        town.program(&second, "GET", "/api/v1/me", "").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_program_signs_nothing() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    for post in ["ziran-371625-sign", "ziran-371625-check", "approval-371600-administer"] {
        let refused = opened(&mut administrator, "某系统", post).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{post}");
        assert!(refused.body.contains("要由人来担任"), "{post}");
    }
}

#[tokio::test]
async fn a_token_opens_no_page() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    opened(&mut administrator, "市不动产登记系统", "ziran-371625-handle").await;
    let token = token(&mut administrator, "2026-11-30").await;
    let page = town.program(&token, "GET", "/account", "").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn a_release_without_an_organ_that_has_work_gets_no_day() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let place = administrator.imports(&pack_with_other_bureaus()).await;
    assert_eq!(place.status, StatusCode::SEE_OTHER, "{}", place.body);
    town.hygiene_permit_asked().await;
    let page = administrator.get(&place.location).await;
    assert!(page.body.contains("这一版里没有博兴县行政审批服务局"), "{}", page.body);
    let refused = administrator
        .post(&format!("{}/entry", place.location), &[("from", "2026-11-04")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("缺少手里还有件的单位"), "{}", refused.body);
}

#[tokio::test]
async fn a_term_that_is_too_long_is_said_on_the_page() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    opened(&mut administrator, "市不动产登记系统", "ziran-371625-handle").await;
    let page = administrator.get("/desk/administration/services").await;
    let action = between(&page.body, "action=\"/desk/administration/services/").unwrap();
    let wrong = administrator
        .post(&format!("/desk/administration/services/{action}"), &[("until", "2036-11-30")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("2036-11-30") && wrong.body.contains("市不动产登记系统"),
        "{}",
        wrong.body
    );
}
