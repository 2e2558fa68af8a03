//! A draft belongs to its party: colleagues share it, others cannot tell that it exists.

use axum::http::StatusCode;

use super::factory::{begun, project};
use super::shop;
use super::town::Town;
use test_browser::Browser;

#[tokio::test]
async fn another_enterprises_draft_is_as_if_it_did_not_exist() {
    let town = Town::new().await;
    let mut li = town.browser("lijianguo", "渤海铝业").await;
    let draft = begun(&mut li).await;
    let mut zhao = town.browser("zhaoxiulan", "兴福厨房").await;
    let mut himself = town.browser("lijianguo", "本人").await;
    let nothing = zhao.get("/drafts/00112233445566778899aabbccddeeff").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    for stranger in [&mut zhao, &mut himself] {
        for page in [
            "",
            "/situation",
            "/form/project",
            "/materials",
            "/materials/land-opinion",
            "/commitment",
            "/letter",
            "/deletion",
            "/place",
        ] {
            assert_eq!(
                stranger.get(&format!("{draft}{page}")).await.status,
                StatusCode::NOT_FOUND,
                "{page}"
            );
        }
        for page in [
            "/situation",
            "/form/project",
            "/commitment",
            "/deletion",
            "/place",
            "/materials/land-opinion/removal",
        ] {
            assert_eq!(
                stranger.post(&format!("{draft}{page}"), &[]).await.status,
                StatusCode::NOT_FOUND,
                "{page}"
            );
        }
        let upload = stranger
            .upload(
                &format!("{draft}/materials"),
                &[],
                &[("material-land-opinion", "a.pdf", shop::PDF)],
            )
            .await;
        assert_eq!(upload.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(town.attachments().len(), 0);
}

#[tokio::test]
async fn another_enterprises_project_cannot_be_applied_for() {
    let town = Town::new().await;
    let mut li = town.browser("lijianguo", "渤海铝业").await;
    let (record, _) = project(&mut li).await;
    let mut zhao = town.browser("zhaoxiulan", "兴福厨房").await;
    zhao.get("/matters/ten-permits/apply").await.page();
    let answer = zhao.post("/matters/ten-permits/apply", &[("project", &record)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn colleagues_are_told_what_the_other_saved_in_between() {
    let town = Town::new().await;
    let mut li = town.browser("lijianguo", "渤海铝业").await;
    let mut wang = town.browser("wanghaibo", "渤海铝业").await;
    let draft = begun(&mut li).await;
    let action = format!("{draft}/situation");
    let turn = |page: String| test_browser::between(&page, "name=\"turn\" value=\"", "\"").to_owned();
    let (seen_by_li, seen_by_wang) = (turn(li.get(&action).await.page()), turn(wang.get(&action).await.page()));
    let answers = |turn: &str, area: &str| save(turn, area);
    post(&mut li, &action, answers(&seen_by_li, "3.2")).await;
    let leads = post(&mut wang, &action, answers(&seen_by_wang, "4.8")).await;
    let page = wang.get(&leads).await.page();
    assert!(page.contains("李建国") && page.contains("3.2 公顷"), "{page}");
    assert!(page.contains("value=\"4.8\""), "{page}");
    // Said to who overwrote, not to who was overwritten; and once.
    assert!(!li.get(&action).await.page().contains("也保存过"));
    let page = wang.get(&action).await.page();
    let leads = post(&mut wang, &action, answers(&turn(page), "4.8")).await;
    assert!(!wang.get(&action).await.page().contains("也保存过"), "{leads}");
}

fn save(turn: &str, area: &str) -> Vec<(String, String)> {
    [("turn", turn), ("land_area", area), ("then", "later")]
        .map(|(field, typed)| (field.to_owned(), typed.to_owned()))
        .to_vec()
}

async fn post(browser: &mut Browser, action: &str, form: Vec<(String, String)>) -> String {
    let form: Vec<(&str, &str)> = form.iter().map(|(field, typed)| (field.as_str(), typed.as_str())).collect();
    browser.post(action, &form).await.leads()
}

#[tokio::test]
async fn who_cannot_apply_is_told_as_what_it_could_be_done() {
    let town = Town::new().await;
    let mut li = town.browser("lijianguo", "本人").await;
    let page = li.get("/matters/ten-permits/apply").await.page();
    assert!(page.contains("现在的身份不能申请") && page.contains("渤海铝业"), "{page}");
    assert!(page.contains("name=\"back\" value=\"/matters/ten-permits/apply\""), "{page}");
    let page = li.post("/matters/ten-permits/apply", &[("project", "x")]).await.wrong();
    assert!(page.contains("现在的身份不能申请"));
    let mut liu = town.browser("liutingting", "渤海铝业").await;
    let page = liu.get("/matters/ten-permits/apply").await.page();
    assert!(page.contains("您可以查看，不能申请"), "{page}");
    assert_eq!(li.get("/matters/nothing/apply").await.status, StatusCode::NOT_FOUND);
}
