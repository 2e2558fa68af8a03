//! What somebody may not see is, to the byte, what does not exist.

use axum::http::StatusCode;

use super::town::{Browser, Town};

/// The answer to an address, with the identifier and what changes with every page taken out.
async fn answer(browser: &mut Browser, path: &str, id: &str) -> (StatusCode, String) {
    let page = browser.get(path).await;
    (page.status, page.body.replace(id, "ID"))
}

#[tokio::test]
async fn another_organs_application_does_not_exist() {
    let town = Town::new().await;
    let filed = town.shop().await.record.to_string();
    let nothing = "0".repeat(32);
    let mut li = town.at_desk("ligong").await;
    for path in [
        "/desk/ID/sign_acceptance",
        "/desk/ID/sign_acceptance/refusals/new",
        "/desk/ID/gates/land_right",
        "/desk/ID/materials/opinion/1",
        "/desk/applications/ID",
        "/api/v1/applications/ID/steps/sign_acceptance",
        "/api/v1/applications/ID/gates/land_right",
    ] {
        let hidden = answer(&mut li, &path.replace("ID", &filed), &filed).await;
        let absent = answer(&mut li, &path.replace("ID", &nothing), &nothing).await;
        assert_eq!(hidden.0, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(hidden, absent, "{path}");
    }
    for act in ["claims", "acceptances", "opinions", "sign-offs", "presences"] {
        let path = format!("/desk/{filed}/sign_acceptance/{act}");
        let hidden = li.post(&path, &[("opinion", "agree")]).await;
        let absent = li.post(&path.replace(&filed, &nothing), &[("opinion", "agree")]).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{act}");
        assert_eq!(
            hidden.body.replace(&filed, "ID"),
            absent.body.replace(&nothing, "ID"),
            "{act}"
        );
    }
    for list in [
        "/desk?duty=all",
        "/desk?duty=all&q=老街",
        "/desk/applications",
        "/desk/applications?q=老街",
        "/api/v1/desk/tasks?duty=all",
    ] {
        assert!(!li.get(list).await.body.contains("老街面馆"), "{list}");
    }
}

#[tokio::test]
async fn a_step_of_an_application_that_one_sees_is_still_not_ones_own() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut sun = town.at_desk("sunhua").await;
    let page = sun.get(&filed.step("water")).await.body;
    assert!(page.contains("现在由城乡水务局的承办人员办理"), "{page}");
    for act in ["claims", "opinions", "refinements", "passes", "sign-offs"] {
        let answer = sun
            .post(
                &format!("{}/{act}", filed.step("water")),
                &[("opinion", "agree"), ("request", "补")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}: {}", answer.body);
    }
}

#[tokio::test]
async fn the_desks_are_not_there_for_applicants_and_closed_to_visitors() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut applicant = town.at_desk("lijianguo").await;
    for path in [
        "/desk".to_owned(),
        filed.step("water"),
        "/desk/applications".into(),
        "/desk/region".into(),
        "/desk/live".into(),
    ] {
        assert_eq!(applicant.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        let visitor = town.browser().get(&path).await;
        assert_eq!(visitor.status, StatusCode::SEE_OTHER, "{path}");
        assert!(visitor.location.starts_with("/sign-in?back="), "{}", visitor.location);
    }
    assert_eq!(
        town.browser().get("/api/v1/desk/tasks").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        town.at_desk("ligong").await.get("/desk/region").await.status,
        StatusCode::NOT_FOUND,
        "no supervisor"
    );
}
