//! An administrator puts people into posts and takes them out.

use axum::http::StatusCode;

use super::town::Town;

const POSTS: &str = "/desk/administration/posts";

#[tokio::test]
async fn whoever_has_registered_is_put_into_a_post_and_taken_out_of_it() {
    let town = Town::new().await;
    let post = format!("{POSTS}/approval-371625-clerk");
    let mut administrator = town.administrator().await;
    let list = administrator.get(&format!("{POSTS}?q=博兴县行政审批")).await.body;
    assert!(
        list.contains("博兴县行政审批服务局") && !list.contains("惠民县行政审批服务局"),
        "{list}"
    );

    administrator.get(&post).await;
    let unknown = administrator
        .post(&format!("{post}/holders"), &[("sign_in_name", "nobody-of-that-name")])
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.body.contains("没有用这个登录名的账户") && unknown.body.contains("nobody-of-that-name"));

    administrator.get(&post).await;
    let appointed = administrator
        .post(&format!("{post}/holders"), &[("sign_in_name", "liutingting")])
        .await;
    assert_eq!(appointed.location, post, "{}", appointed.body);
    let page = administrator.get(&post).await.body;
    assert!(page.contains("刘婷婷"), "{page}");
    let twice = administrator
        .post(&format!("{post}/holders"), &[("sign_in_name", "liutingting")])
        .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twice.body);

    let page = administrator.get(&post).await.body;
    let departures = page.split("action=\"").filter_map(|part| part.split('"').next());
    let departures: Vec<&str> = departures.filter(|path| path.ends_with("/departure")).collect();
    let of_liu = page.split("刘婷婷").nth(1).unwrap();
    let departure = departures.into_iter().find(|path| of_liu.contains(path)).unwrap().to_owned();
    administrator.get(&post).await;
    let dismissed = administrator.post(&departure, &[]).await;
    assert_eq!(dismissed.location, post, "{}", dismissed.body);
    assert!(!administrator.get(&post).await.body.contains("刘婷婷"));
}

#[tokio::test]
async fn nobody_appoints_oneself_and_only_administrators_appoint() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let post = format!("{POSTS}/approval-371600-sign");
    administrator.get(&post).await;
    // The sample people of posts sign in by the post's name.
    let own = [("sign_in_name", "approval-371600-administer")];
    let appointed = administrator.post(&format!("{post}/holders"), &own).await;
    assert_eq!(appointed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(appointed.body.contains("谁也不能给自己任职"), "{}", appointed.body);

    let mut clerk = town.signed_in("approval-371625-clerk").await;
    assert_eq!(clerk.get(POSTS).await.status, StatusCode::NOT_FOUND);
}
