//! Papers beside the form: decrypted on their way out, with headers that keep them harmless, in every version.

use applications::record::command::ChangePlan;
use axum::http::StatusCode;

use super::town::Town;

#[tokio::test]
async fn a_paper_opens_beside_the_form() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    let page = li.get(&format!("{}?open=water_plan", filed.step("water"))).await;
    let path = format!("/desk/{}/materials/water_plan/1", filed.record);
    assert!(
        page.body.contains(&format!("<iframe src=\"{path}\" title=\"取水方案\">")),
        "{}",
        page.body
    );
    assert!(
        page.body.contains("校验值（SHA-256）") && page.body.contains("下一份"),
        "{}",
        page.body
    );
    assert!(
        page.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("frame-src 'self'")
    );

    let paper = li.get(&path).await;
    assert_eq!((paper.status, paper.body.as_str()), (StatusCode::OK, "%PDF-1.4 first"));
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("cache-control", "private, no-store"),
    ] {
        assert_eq!(paper.headers[name], value, "{name}");
    }
    assert!(
        paper.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("inline; filename=\"water_plan.pdf\"")
    );
    assert!(
        paper.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'")
    );
}

#[tokio::test]
async fn an_older_version_stays_readable_and_one_that_never_was_is_not_there() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let state = filed.state().await;
    let materials = vec![town.upload("water_plan", b"%PDF-1.4 second").await];
    let plan = state.plan.as_deref().cloned().unwrap();
    filed
        .as_applicant(ChangePlan {
            answers: state.answers.clone(),
            plan,
            form: None,
            materials,
            note: String::new(),
        })
        .await;
    let mut li = town.at_desk("ligong").await;
    for (version, content) in [("1", "%PDF-1.4 first"), ("2", "%PDF-1.4 second")] {
        let paper = li
            .get(&format!("/desk/{}/materials/water_plan/{version}", filed.record))
            .await;
        assert_eq!(paper.body, content);
    }
    for wrong in ["water_plan/3", "water_plan/0", "water_plan/x", "map/1", "..%2F..%2Fkeys/1"] {
        assert_eq!(
            li.get(&format!("/desk/{}/materials/{wrong}", filed.record)).await.status,
            StatusCode::NOT_FOUND,
            "{wrong}"
        );
    }
}
