//! Certificates: hidden until served, then shown, listed, and genuine to whoever checks.

use authority::Party;
use axum::http::StatusCode;
use procedure::definition::ItemId;
use sha2::{Digest, Sha256};

use super::Town;
use crate::documents::check_code;
use crate::record::Application;
use crate::record::document::DocumentKind;
use crate::record::state::Filing;

const ITEM: &str = "public-place-hygiene";

#[tokio::test]
async fn a_certificate_is_hidden_until_it_is_served() {
    let town = Town::new().await;
    let salon = town.with_salon().await;
    let mut browser = town.applicants_browser().await;
    let address = format!("/applications/{salon}/documents/{ITEM}");
    for before in [address.clone(), format!("{address}/pdf")] {
        assert_eq!(browser.get(&before).await.status, StatusCode::NOT_FOUND, "{before}");
    }
    assert!(browser.get("/licences?lang=zh").await.body.contains("还没有证照"));
    town.work_to_the_end(salon).await;
    let page = browser.get(&address).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let style = super::browser::between(&page.body, "href=\"/applications/assets/", "\"").to_owned();
    let style = browser.get(&format!("/applications/assets/{style}")).await;
    assert_eq!((style.status, style.body.as_str()), (StatusCode::OK, document::STYLE));
    assert!(!page.body.contains("style="), "the page's own rules forbid styles in it");
    assert!(browser.get(&format!("{address}/pdf")).await.body.starts_with("%PDF"));
    assert!(
        browser
            .get("/licences")
            .await
            .body
            .contains(&format!("/applications/{salon}/documents/"))
    );
    let finished = browser.get(&format!("/applications/{salon}")).await.body;
    assert!(
        finished.contains("办好了") && finished.contains("/licences") && finished.contains("/rating"),
        "{finished}"
    );
    let history = browser.get(&format!("/applications/{salon}?history=all")).await.body;
    assert!(
        history.contains("送达文书：受理通知书") && history.contains("送达 1 个证照"),
        "{history}"
    );
}

#[tokio::test]
async fn anybody_can_check_whether_a_certificate_is_genuine() {
    let town = Town::new().await;
    let salon = town.with_salon().await;
    let case = town.application(salon).await.case(&ItemId::from(ITEM)).unwrap().clone();
    let address = format!(
        "/verify/{}/{}",
        case.number,
        check_code(town.ledger(), salon, &case.number.to_string())
    );
    let mut stranger = town.browser();
    assert!(
        stranger
            .get(&format!("{address}?lang=zh"))
            .await
            .body
            .contains("没有查到这个证照"),
        "not yet served"
    );
    town.work_to_the_end(salon).await;
    let genuine = stranger.get(&address).await.body;
    assert!(genuine.contains("这个证照是真的，现在有效"), "{genuine}");
    assert!(!genuine.contains("王海波"), "no person's name");
    for entry in [
        "渤海铝业有限公司",
        "王**",
        "博兴县兴福镇富贵路 16 号",
        "美容美发场所",
        "渤海铝业职工理发店",
    ] {
        assert!(
            genuine.contains(entry),
            "a copy under another name or for another place is found out: {entry}\n{genuine}"
        );
    }
    let forged = format!("/verify/{}/000000000000", case.number);
    assert!(stranger.get(&forged).await.body.contains("没有查到这个证照"));
}

#[tokio::test]
async fn programs_read_the_papers_of_an_application_and_check_whether_one_is_genuine() {
    let town = Town::new().await;
    let salon = town.with_salon().await;
    let mut browser = town.applicants_browser().await;
    let papers = format!("/api/v1/applications/{salon}/documents");
    town.work_to_the_end(salon).await;
    let list: serde_json::Value = serde_json::from_str(&browser.get(&papers).await.body).unwrap();
    let listed = list.as_array().unwrap();
    let licence = listed.iter().find(|paper| paper["kind"] == "decision").unwrap();
    assert_eq!(
        (licence["delivery"].as_str(), licence["standing"].as_str()),
        (Some("served"), Some("in_force"))
    );
    let pdf = licence["pdf"].as_str().unwrap();
    assert!(browser.get(pdf).await.body.starts_with("%PDF"));
    let mut stranger = town.browser();
    assert_eq!(stranger.get(&papers).await.status, StatusCode::UNAUTHORIZED);
    let case = town.application(salon).await.case(&ItemId::from(ITEM)).unwrap().clone();
    let code = check_code(town.ledger(), salon, &case.number.to_string());
    let genuine = stranger
        .get(&format!("/api/v1/documents?number={}&code={code}", case.number))
        .await;
    assert_eq!(genuine.status, StatusCode::OK, "{}", genuine.body);
    assert!(genuine.body.contains(licence["digest"].as_str().unwrap()) && !genuine.body.contains("王海波"));
    let genuine: serde_json::Value = serde_json::from_str(&genuine.body).unwrap();
    assert_eq!(genuine["holder"], "渤海铝业有限公司", "as the page says it: {genuine}");
    let forged = format!("/api/v1/documents?number={}&code=000000000000", case.number);
    assert_eq!(stranger.get(&forged).await.status, StatusCode::NOT_FOUND);
    let desk = browser.get("/api/v1/desk/service").await;
    assert_eq!(desk.status, StatusCode::NOT_FOUND, "an applicant serves nothing");
}

#[tokio::test]
async fn a_paper_speaks_to_a_person_otherwise_than_to_an_organisation() {
    let town = Town::new().await;
    let salon = town.with_salon().await;
    town.work_to_the_end(salon).await;
    let mut application = Application::clone(&*town.application(salon).await);
    let notice = application
        .documents
        .iter()
        .find(|document| document.kind == DocumentKind::AcceptanceNotice)
        .unwrap()
        .clone();
    let sheet = town.room.sheet_of(salon, &application, &notice).await.unwrap();
    assert!(format!("{sheet:?}").contains("你单位提出的"), "{sheet:?}");
    let mut filing = Filing::clone(application.filing.as_deref().unwrap());
    filing.applicant = Party::Person(town.seeded.accounts["wanghaibo"]);
    application.filing = Some(filing.into());
    let sheet = town.room.sheet_of(salon, &application, &notice).await.unwrap();
    assert!(format!("{sheet:?}").contains("你提出的"), "{sheet:?}");
}

#[tokio::test]
async fn nobody_can_work_a_code_out_or_guess_it() {
    let town = Town::new().await;
    let salon = town.with_salon().await;
    town.work_to_the_end(salon).await;
    let number = town
        .application(salon)
        .await
        .case(&ItemId::from(ITEM))
        .unwrap()
        .number
        .to_string();
    // Record and number stand in addresses that visitors see.
    let known = Sha256::digest(format!("zhoudao-check{salon}{number}"));
    let worked_out: String = known.iter().take(6).map(|byte| format!("{byte:02X}")).collect();
    let mut stranger = town.browser();
    let genuine = format!("/verify/{number}/{}", check_code(town.ledger(), salon, &number));
    // As often as a network may ask for something that nobody signs in for.
    for _ in 0..40 {
        assert_eq!(
            stranger.get(&genuine).await.status,
            StatusCode::OK,
            "who has the paper is not counted"
        );
        let page = stranger.get(&format!("/verify/{number}/{worked_out}?lang=zh")).await;
        assert!(page.body.contains("没有查到这个证照"), "{}", page.body);
    }
    for address in [genuine, format!("/verify/{number}/{worked_out}")] {
        assert_eq!(
            stranger.get(&address).await.status,
            StatusCode::TOO_MANY_REQUESTS,
            "{address}"
        );
    }
}

#[tokio::test]
async fn a_certificate_says_whose_shop_it_licenses_for_what_and_until_which_day() {
    let town = Town::new().await;
    let salon = town.with_salon().await;
    town.work_to_the_end(salon).await;
    let mut browser = town.applicants_browser().await;
    let page = browser.get(&format!("/applications/{salon}/documents/{ITEM}")).await.body;
    let until = town
        .application(salon)
        .await
        .documents
        .iter()
        .find_map(|document| document.valid_until)
        .unwrap();
    let (year, month, day) = (until.year(), until.month(), until.day());
    for entry in [
        "渤海铝业有限公司",
        "渤海铝业职工理发店",
        "91371625MA3C000015",
        "王海波",
        "博兴县兴福镇富贵路 16 号",
        "美容美发场所",
        &format!("{year}年{month}月{day}日"),
    ] {
        assert!(page.contains(entry), "{entry}\n{page}");
    }
}
