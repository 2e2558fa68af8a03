//! The people of the demonstration city.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use super::town::{Town, binzhou, posts};
use crate::{Roster, Settings};

#[test]
fn the_file_is_read_and_every_post_in_it_exists() {
    let sample = binzhou();
    let posts = posts();
    assert!(sample.persons.len() > 100);
    for post in sample.persons.iter().flat_map(|person| &person.posts) {
        assert!(posts.get(post).is_some(), "{post}");
    }
}

#[test]
fn each_organ_of_two_counties_and_the_city_has_a_handler_a_checker_and_a_signer() {
    let held: BTreeSet<String> = binzhou()
        .persons
        .iter()
        .flat_map(|person| person.posts.iter().map(ToString::to_string))
        .collect();
    for department in [
        "approval", "zhengfa", "fagai", "gongxin", "ziran", "shengtai", "zhujian", "shuiwu", "yingji", "rendong",
    ] {
        for region in ["371600", "371625", "371621"] {
            for duty in ["handle", "check", "sign"] {
                assert!(
                    held.contains(&format!("{department}-{region}-{duty}")),
                    "{department}-{region}-{duty}"
                );
            }
        }
    }
}

#[test]
fn no_two_of_them_share_a_number() {
    let sample = binzhou();
    let numbers: BTreeSet<_> = sample
        .persons
        .iter()
        .map(|person| person.resident_number.clear_text())
        .collect();
    let codes: BTreeSet<_> = sample.enterprises.iter().map(|one| one.credit_code.as_str()).collect();
    assert_eq!((numbers.len(), codes.len()), (sample.persons.len(), sample.enterprises.len()));
}

#[test]
fn the_sign_in_page_offers_each_of_them() {
    let sample = binzhou();
    let roster = Roster::new(&sample, &posts());
    let groups = roster.enterprises.iter().chain(&roster.organs);
    let offered: BTreeSet<_> = groups
        .flat_map(|group| &group.people)
        .chain(&roster.persons)
        .map(|person| person.value.split('@').next().unwrap())
        .collect();
    assert_eq!(offered.len(), sample.persons.len());
}

#[tokio::test]
async fn they_enter_once_however_often_the_city_starts() {
    let town = Town::demo().await;
    let position = town.people.ledger().position();
    let seeded = town.people.seed(&binzhou()).await.unwrap();
    assert_eq!(town.people.ledger().position(), position);
    assert_eq!(seeded.accounts["lijianguo"], town.account("lijianguo").await);
    let members = crate::views::members_of(town.people.ledger(), seeded.enterprises["bohai-lvye"])
        .await
        .unwrap();
    assert_eq!(members.len(), 3);
}

#[tokio::test]
async fn their_password_works_in_the_demonstration_city() {
    let town = Town::demo().await;
    let mut browser = town.browser();
    assert_eq!(browser.sign_in("zhangsanfeng", &binzhou().password).await.location, "/");
}

#[tokio::test]
async fn outside_a_demonstration_city_they_are_refused_like_strangers() {
    let town = Town::with(Settings::default());
    town.people.seed(&binzhou()).await.unwrap();
    let mut browser = town.browser();
    let answer = browser.sign_in("zhangsanfeng", &binzhou().password).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.body.contains("演示"));
    assert_eq!(
        browser.post("/sign-in/sample", &[("sample", "zhangsanfeng")]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn one_click_signs_in_sample_people_only() {
    let town = Town::demo().await;
    town.registered(&super::town::Person::new("钱多多", "qianduoduo", 11)).await;
    let mut browser = town.browser();
    browser.get("/sign-in").await;
    assert_eq!(
        browser.post("/sign-in/sample", &[("sample", "qianduoduo")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        browser.post("/sign-in/sample", &[("sample", "nobody-at-all")]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn one_click_leads_into_the_capacity_under_which_the_button_stands() {
    let town = Town::demo().await;
    for (enterprise, words) in [
        ("bohai-lvye", "渤海铝业有限公司 · 代理人 · 李建国"),
        ("boxing-chufang", "厨房设备有限公司 · 代理人 · 李建国"),
    ] {
        let mut browser = town.browser();
        browser.get("/sign-in").await;
        let value = format!("lijianguo@enterprise:{}", crate::seed::enterprise_of(enterprise));
        assert_eq!(browser.post("/sign-in/sample", &[("sample", &value)]).await.location, "/");
        assert!(browser.get("/account").await.body.contains(words));
    }
}

#[test]
fn a_file_that_cannot_be_right_says_why() {
    use crate::Sample;
    let person = "[[person]]\nsign_in_name = \"lijianguo\"\nname = \"李建国\"\nregion = \"371625\"\n";
    for (text, words) in [
        ("password = 1", "expected a string"),
        (&format!("password = \"x\"\n{person}{person}"), "lijianguo is there twice"),
        (
            &format!("password = \"x\"\n{person}born = \"1979-02-30\""),
            "1979-02-30 is no date of birth",
        ),
        (
            "password = \"x\"\n[[enterprise]]\nid = \"a\"\nname = \"甲有限公司\"\nregion = \"371625\"\nrepresentative = \"nobody\"",
            "names nobody",
        ),
        (
            "password = \"x\"\n[[staff]]\norgan = \"shengtai-37162\"\nhandle = \"张三\"",
            "37162 is no region",
        ),
        ("password = \"x\"\nking = 1", "unknown field"),
    ] {
        let error = Sample::parse(text).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}
