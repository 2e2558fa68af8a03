//! The capacity belongs to the session, and every form to both.

use axum::http::StatusCode;

use super::town::Town;

#[tokio::test]
async fn who_may_act_in_several_capacities_chooses_first() {
    let town = Town::demo().await;
    let mut li = town.browser();
    li.get("/sign-in").await;
    let answer = li
        .post("/sign-in/sample", &[("sample", "lijianguo"), ("back", "/projects?a=1")])
        .await;
    assert_eq!(answer.location, "/capacity?back=/projects%3Fa%3D1");
    let page = li.get(&answer.location).await.body;
    for words in ["本人", "渤海铝业有限公司 · 代理人", "博兴县兴福厨房设备有限公司 · 代理人"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn an_official_starts_at_the_desk() {
    let town = Town::demo().await;
    let mut official = town.browser();
    official.get("/sign-in").await;
    assert_eq!(
        official
            .post("/sign-in/sample", &[("sample", "shengtai-371625-handle")])
            .await
            .location,
        "/desk"
    );
    let page = official.get("/account").await.body;
    assert!(page.contains("博兴县shengtai · 承办"), "{page}");
}

#[tokio::test]
async fn a_capacity_that_is_not_ones_own_is_as_if_it_did_not_exist() {
    let town = Town::demo().await;
    let mut li = town.browser();
    li.sign_in_as_sample("lijianguo", "本人").await;
    let zouping = town.people.seed(&super::town::binzhou()).await.unwrap().enterprises["zouping-yumi"];
    for capacity in [
        format!("enterprise:{zouping}"),
        format!("enterprise:{}", "0".repeat(32)),
        "post:approval-371600-administer".into(),
        "king".into(),
    ] {
        li.get("/capacity").await;
        assert_eq!(
            li.post("/capacity", &[("capacity", &capacity)]).await.status,
            StatusCode::NOT_FOUND,
            "{capacity}"
        );
    }
}

#[tokio::test]
async fn a_page_opened_for_one_enterprise_does_not_act_for_another() {
    let town = Town::demo().await;
    let mut one_tab = town.browser();
    one_tab.sign_in_as_sample("lijianguo", "渤海铝业").await;
    one_tab.get("/account/phone").await;
    let mut other_tab = one_tab.clone();
    other_tab.act_as("厨房设备").await;
    let answer = one_tab.post("/account/phone", &[("phone", "13812345678")]).await;
    assert_eq!(
        answer.status,
        StatusCode::FORBIDDEN,
        "the tab still shows the first enterprise"
    );
}

#[tokio::test]
async fn a_post_left_is_a_capacity_lost() {
    use crate::record::Account;
    use crate::record::account::LeavePost;
    use authority::{Actor, Subject, acts, permit};

    let town = Town::demo().await;
    let mut official = town.browser();
    official.sign_in_as_sample("shengtai-371625-handle", "").await;
    let account = town.account("shengtai-371625-handle").await;
    let administrator = town.account("approval-371600-administer").await;
    let post = town
        .people
        .posts()
        .get(&"approval-371600-administer".parse().unwrap())
        .unwrap()
        .post
        .clone();
    let permit =
        permit::<acts::AssignPost>(&Actor::post(administrator, post), &Subject::new(account, super::town::BOXING)).unwrap();
    let leaving = LeavePost {
        post: "shengtai-371625-handle".parse().unwrap(),
    };
    town.people
        .ledger()
        .submit::<Account, _>(&permit, account, leaving, "leave".into())
        .await
        .unwrap();

    let page = official.get("/account").await.body;
    assert!(!page.contains("承办"), "{page}");
    let organ = "shengtai-371625".parse().unwrap();
    let holders = crate::views::holders_in(town.people.ledger(), &organ).await.unwrap();
    assert_eq!(
        holders.iter().map(|holder| holder.post.as_str()).collect::<Vec<_>>(),
        ["shengtai-371625-check", "shengtai-371625-sign"]
    );
}

#[tokio::test]
async fn an_actor_is_named_as_operators_name_one() {
    let town = Town::demo().await;
    let bohai = town.people.seed(&super::town::binzhou()).await.unwrap().enterprises["bohai-lvye"];
    let account = town.account("lijianguo").await;
    for (text, capacity) in [
        ("visitor".to_owned(), Some("visitor".to_owned())),
        ("lijianguo".to_owned(), Some("person".to_owned())),
        (account.to_string(), Some("person".to_owned())),
        (format!("lijianguo@enterprise:{bohai}"), Some(format!("enterprise:{bohai}"))),
        (
            "shengtai-371625-sign@post:shengtai-371625-sign".to_owned(),
            Some("post:shengtai-371625-sign".to_owned()),
        ),
        ("lijianguo@post:shengtai-371625-sign".to_owned(), None),
        ("lijianguo@king".to_owned(), None),
        ("nobody-at-all".to_owned(), None),
        ("0".repeat(32), None),
    ] {
        let actor = crate::actor_named(town.people.ledger(), &town.people.posts(), &text)
            .await
            .unwrap();
        assert_eq!(actor.map(|actor| actor.capacity_label()), capacity, "{text}");
    }
}
