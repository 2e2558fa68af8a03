//! The frame says where one is, who one is, in which language.

use super::{ask, look};
use axum::{body::Body, extract::Request, http::header};

#[tokio::test]
async fn a_page_is_chinese_unless_somebody_wishes_otherwise() {
    look("/")
        .await
        .says(r#"<html lang="zh-CN""#)
        .says("<h1>登录</h1>")
        .says("滨州市行政审批服务局");
    look("/?lang=en")
        .await
        .says(r#"<html lang="en""#)
        .says("<h1>Sign in</h1>")
        .says("Binzhou Administrative");
    let remembered = ask(Request::get("/").header(header::COOKIE, "a=b; lang=en"), Body::empty()).await;
    remembered.says(r#"<html lang="en""#).says(r#"href="/?lang=zh""#);
}

#[tokio::test]
async fn a_wish_is_remembered() {
    let answer = look("/?lang=en&size=large").await;
    let cookies: Vec<_> = answer
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .collect();
    assert!(
        cookies
            .iter()
            .any(|cookie| cookie.starts_with("lang=en; Path=/; Max-Age=31536000; SameSite=Lax")),
        "{cookies:?}"
    );
    assert!(cookies.iter().any(|cookie| cookie.starts_with("size=large;")), "{cookies:?}");
    answer
        .says(r#"data-size="large""#)
        .says("size=normal")
        .says("lang=en&#38;size=normal");
    assert!(
        !look("/?lang=xx%0d%0aset-cookie:x=y&size=huge")
            .await
            .headers
            .contains_key(header::SET_COOKIE)
    );
}

#[tokio::test]
async fn the_frame_knows_place_and_audience() {
    let portal = look("/").await;
    portal
        .says(r#"<a href="/" aria-current="page">首页</a>"#)
        .says("我要办")
        .says("查进度")
        .says("我的证照")
        .does_not_say("待办");
    let desk = look("/desk").await;
    desk.says(r#"<a href="/desk" aria-current="page">待办</a>"#)
        .says("办件")
        .does_not_say("我要办")
        .says("htmx")
        .says("desk");
    portal.does_not_say("htmx");
}

#[tokio::test]
async fn the_frame_knows_the_reader() {
    look("/").await.says(r#"<a href="/sign-in?back=/">登录</a>"#);
    look("/desk?light=red&page=2")
        .await
        .says("/sign-in?back=/desk%3Flight%3Dred%26page%3D2");
    let known = ask(Request::get("/").header("x-who", "li"), Body::empty()).await;
    known
        .says("渤海铝业有限公司 · 李建国")
        .says(r#"name="capacity" value="person""#)
        .says("退出登录")
        .does_not_say("/sign-in?back");
}

#[tokio::test]
async fn a_page_follows_its_record_only_if_it_says_so() {
    look("/desk").await.says(r#"data-live="/live?record=0123""#).says("live");
    look("/").await.does_not_say("data-live").does_not_say("/assets/live.");
}

#[tokio::test]
async fn a_skip_link_leads_past_the_frame() {
    look("/")
        .await
        .says(r##"<a class="skip" href="#main">跳到正文</a>"##)
        .says(r#"<main id="main" tabindex="-1">"#);
}

#[tokio::test]
async fn desks_are_chinese() {
    look("/desk?lang=en")
        .await
        .says("待办")
        .does_not_say("hreflang")
        .says(r#"<a class="brand" href="/desk">"#);
    look("/desk/nothing?lang=en").await.says("没有找到这个页面").says("办件");
    look("/deskarea?lang=en").await.says("Page not found");
}

#[tokio::test]
async fn a_page_knows_its_address_inside_a_nested_router() {
    look("/nested/page?a=b").await.says("/nested/page?a=b&#38;lang=en");
}
