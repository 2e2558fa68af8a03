//! A helper with and without authorisation.

use axum::http::StatusCode;

use super::town::Town;
use test_browser::{Browser, between};

/// The project of the aluminium works.
async fn project(town: &Town) -> String {
    let rows = projects::views::of_region(&town.ledger, identity::RegionCode::fixed(371_625), "铝", 1)
        .await
        .unwrap();
    rows.rows[0].record.to_string()
}

/// The bureau gives the project its helper.
async fn assigned(town: &Town, project: &str) {
    let mut supervisor = town.browser("approval-371625-supervise", "督查").await;
    assert!(supervisor.get("/desk/helping").await.page().contains("还没有帮办员"));
    let address = format!("/desk/helping/{project}");
    supervisor.get(&address).await.page();
    let helper = town.account("approval-371625-helper").to_string();
    supervisor.post(&address, &[("helper", &helper)]).await.leads();
    assert!(supervisor.get(&address).await.page().contains("董文静"));
}

/// The legal representative authorises the helper; where it can be taken back.
async fn authorised(town: &Town, wang: &mut Browser, mode: &str, reach: &str) -> String {
    wang.get("/authorisations/new").await.page();
    let helper = town.account("approval-371625-helper").to_string();
    let form = [
        ("helper", helper.as_str()),
        ("mode", mode),
        ("reach", reach),
        ("until", "2026-12-31"),
    ];
    assert_eq!(wang.post("/authorisations", &form).await.leads(), "/authorisations");
    let page = wang.get("/authorisations").await.page();
    let id = between(&page, "/authorisations/", "/revocation");
    let id = id.rsplit('/').next().unwrap();
    format!("/authorisations/{id}/revocation")
}

#[tokio::test]
async fn a_helper_sees_lights_of_the_own_projects_and_no_papers() {
    let town = Town::new().await;
    let project = project(&town).await;
    let mut helper = town.browser("approval-371625-helper", "帮办代办").await;
    assert!(helper.get("/desk/helping").await.page().contains("还没有给您分配项目"));
    let hidden = helper.get(&format!("/desk/helping/{project}")).await;
    let nothing = helper.get("/desk/helping/00000000000000000000000000000000").await;
    // The page's own address, which the reader asked for, is all that differs.
    let hidden_body = hidden.body.replace(&project, "00000000000000000000000000000000");
    assert_eq!((hidden.status, hidden_body), (nothing.status, nothing.body));
    assigned(&town, &project).await;
    assert!(helper.get("/desk/helping").await.page().contains("铝"));
    let page = helper.get(&format!("/desk/helping/{project}")).await.page();
    assert!(page.contains("还没有授权给您"), "{page}");
    // The project's own page, with its contact, is the owner's.
    assert_eq!(
        helper.get(&format!("/projects/{project}")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_is_taken_back_ends_at_once() {
    let town = Town::new().await;
    let project = project(&town).await;
    assigned(&town, &project).await;
    let mut wang = town.browser("wanghaibo", "渤海铝业").await;
    let revocation = authorised(&town, &mut wang, "do_for", &format!("project:{project}")).await;
    let mut helper = town.browser("approval-371625-helper", "帮办代办").await;
    let page = helper.get(&format!("/desk/helping/{project}")).await.page();
    assert!(page.contains("代为办理"), "{page}");
    helper.act_as("渤海铝业").await;
    let page = helper.get(&format!("/projects/{project}")).await.page();
    assert!(page.contains("代渤海铝业有限公司办理"), "{page}");
    let list = helper.get("/projects").await.page();
    assert_eq!(list.matches("/projects/").count(), 1, "{list}");
    // What the owner itself may do and the authorisation does not reach.
    // An enterprise is opened in the own capacity only.
    let new = helper.get("/enterprises/new").await.leads();
    assert_eq!(new, "/capacity?back=/enterprises/new");
    assert_eq!(helper.get("/authorisations").await.status, StatusCode::NOT_FOUND);

    // What was given for weeks does not end with one day's work.
    assert_eq!(helper.post("/desk/counter/visits/end", &[]).await.leads(), "/desk/helping");
    helper.act_as("渤海铝业").await;

    wang.get(&revocation).await.page();
    wang.post(&revocation, &[]).await.leads();
    let hidden = helper.get(&format!("/projects/{project}")).await;
    let nothing = helper.get("/projects/00000000000000000000000000000000").await;
    let hidden_body = hidden.body.replace(&project, "00000000000000000000000000000000");
    assert_eq!((hidden.status, hidden_body), (nothing.status, nothing.body));
    let page = helper.get(&format!("/desk/helping/{project}")).await.page();
    assert!(page.contains("还没有授权给您"), "{page}");
}

#[tokio::test]
async fn a_helper_beside_sees_and_the_applicants_acts_name_both() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let revocation = authorised(&town, &mut liu, "take_through", "all").await;
    let mut helper = town.browser("approval-371625-helper", "帮办代办").await;
    helper.act_as("查看刘婷婷").await;
    let page = helper.get("/matters/public-place-hygiene/apply").await.page();
    assert!(
        !page.contains("name=\"region\""),
        "who only looks applies for nothing: {page}"
    );

    liu.get("/authorisations").await.page();
    let beside = revocation.replace("/revocation", "/beside");
    liu.post(&beside, &[("beside", "yes")]).await.leads();
    assert!(liu.get("/account").await.page().contains("董文静正在旁边"));
    let receipt = super::window::applied(&mut liu).await;
    let record = receipt.trim_start_matches("/applications/").trim_end_matches("/receipt");
    let said = town.said(record.parse().unwrap()).await;
    let helper_account = town.account("approval-371625-helper");
    assert_eq!(
        said[0].1,
        format!("person+beside:approval-371625-helper:{helper_account}"),
        "{said:?}"
    );
    assert!(
        helper
            .get(receipt.trim_end_matches("/receipt"))
            .await
            .page()
            .contains("公共场所卫生许可")
    );
}

#[tokio::test]
async fn nobody_authorises_for_what_is_not_the_own() {
    let town = Town::new().await;
    let project = project(&town).await;
    let helper = town.account("approval-371625-helper").to_string();
    // An agent of the enterprise does not pass the mandate on.
    let mut agent = town.browser("lijianguo", "渤海铝业").await;
    assert_eq!(agent.get("/authorisations/new").await.status, StatusCode::NOT_FOUND);
    // Another's project is none of one's own.
    let mut liu = town.browser("liutingting", "本人").await;
    liu.get("/authorisations/new").await.page();
    let form = [
        ("helper", helper.as_str()),
        ("mode", "do_for"),
        ("reach", &format!("project:{project}")),
        ("until", "2026-12-31"),
    ];
    let page = liu.post("/authorisations", &form).await.wrong();
    assert!(page.contains("请选择范围"), "{page}");
    // Nobody helps who is no helper.
    let other = town.account("lijianguo").to_string();
    let form = [
        ("helper", other.as_str()),
        ("mode", "do_for"),
        ("reach", "all"),
        ("until", "2026-12-31"),
    ];
    let page = liu.post("/authorisations", &form).await.wrong();
    assert!(page.contains("请选择一位帮办员"), "{page}");
}
