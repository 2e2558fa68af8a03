//! What strangers and neighbours do not see.

use axum::http::StatusCode;

use super::Town;

#[tokio::test]
async fn another_enterprises_application_is_as_if_it_did_not_exist() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    let mut neighbour = town.browser();
    neighbour.sign_in_as_sample("lijianguo", "厨房设备").await;
    let nothing = "0".repeat(32);
    for below in [
        "",
        "/receipt",
        "/receipt.pdf",
        "/withdrawal",
        "/rating",
        "/change",
        "/refinements/water-abstraction",
        "/materials/land-opinion",
        "/documents/water-abstraction",
    ] {
        let there = neighbour.get(&format!("/applications/{factory}{below}")).await;
        let absent = neighbour.get(&format!("/applications/{nothing}{below}")).await;
        assert_eq!(there.status, StatusCode::NOT_FOUND, "{below}");
        let same = |page: &str| page.replace(&factory.to_string(), &nothing);
        assert_eq!(same(&there.body), absent.body, "{below}: byte for byte");
    }
}

#[tokio::test]
async fn number_and_code_show_the_state_and_nothing_personal() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    let number = town.application(factory).await.filing.as_ref().unwrap().number.to_string();
    let path = "query_code".to_owned();
    let secrets = town.ledger().secrets(factory, std::slice::from_ref(&path)).await.unwrap();
    let code = secrets[&path].as_str().unwrap();
    let mut stranger = town.browser();
    stranger.get(&format!("/status?number={number}&lang=zh")).await;
    let page = stranger.post("/status", &[("number", &number), ("code", code)]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("个部门正在办") && page.body.contains("取水许可"),
        "{}",
        page.body
    );
    for personal in [
        "渤海",
        "王海波",
        "李建国",
        "1390543",
        "铝轮毂",
        "富贵路",
        "91371625",
        "水资源论证报告",
        "materials/",
        code,
    ] {
        assert!(!page.body.contains(personal), "{personal}: {}", page.body);
    }
    let unknown = "371625-20261102-000777-6";
    for (number, code) in [(number.as_str(), "AAAAAAAA"), (unknown, "AAAAAAAA")] {
        stranger.get("/status").await;
        let page = stranger.post("/status", &[("number", number), ("code", code)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
    }
}
