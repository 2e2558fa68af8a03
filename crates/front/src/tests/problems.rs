//! When there is no page: in words, without telling what nobody should know.

use super::{ask, look, send};
use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header},
};

#[tokio::test]
async fn hidden_equals_absent_to_the_byte() {
    let absent = look("/forbidden-not-there").await;
    let pages = [look("/forbidden").await, look("/forbidden-too").await];
    let plain = |text: &str| {
        text.replace("/forbidden-not-there", "/X")
            .replace("/forbidden-too", "/X")
            .replace("/forbidden", "/X")
    };
    let names = |answer: &super::Answer| {
        answer
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value:?}"))
            .filter(|line| !line.starts_with("content-length"))
            .collect::<Vec<_>>()
    };
    for hidden in &pages {
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        assert_eq!(plain(&hidden.text), plain(&absent.text));
        assert_eq!(names(hidden), names(&absent));
    }
    absent.says("没有找到这个页面").says("回到首页").says("12345");
}

#[tokio::test]
async fn each_problem_has_its_page_in_the_readers_language() {
    for (address, status, chinese, english) in [
        (
            "/full",
            StatusCode::SERVICE_UNAVAILABLE,
            "服务暂时不可用",
            "not available right now",
        ),
        (
            "/often",
            StatusCode::TOO_MANY_REQUESTS,
            "请在 2 分钟后再试",
            "Try again in 2 minutes",
        ),
        (
            "/broken",
            StatusCode::INTERNAL_SERVER_ERROR,
            "系统出错了",
            "Something went wrong",
        ),
        ("/taken", StatusCode::METHOD_NOT_ALLOWED, "没有找到这个页面", "Page not found"),
    ] {
        let answer = look(address).await;
        assert_eq!(answer.status, status, "{address}");
        answer.says(chinese).says("<main");
        look(&format!("{address}?lang=en")).await.says(english);
    }
    assert_eq!(look("/often").await.header("retry-after"), "90");
    assert_eq!(look("/taken").await.header("allow"), "POST");
}

#[tokio::test]
async fn the_page_of_a_problem_knows_who_reads_it() {
    ask(Request::get("/full").header("x-who", "li"), Body::empty())
        .await
        .says("李建国");
}

#[tokio::test]
async fn whoever_is_signed_out_is_led_to_sign_in_and_back() {
    let answer = look("/account").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/sign-in?back=/account");
    let sent = send("/account", "").await;
    assert_eq!(sent.status, StatusCode::UNAUTHORIZED);
    sent.says("请先登录");
}

#[tokio::test]
async fn two_at_once_one_is_told() {
    let answer = send("/taken", "").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("已经有人先办了");
}

#[tokio::test]
async fn what_the_router_refuses_is_said_in_words_too() {
    let answer = send("/typed", "a=b").await;
    assert!(answer.status.is_client_error());
    answer.says("提交的内容有误").does_not_say("Failed to deserialize");
}

#[tokio::test]
async fn programs_get_a_problem_document() {
    let answer = look("/api/records/1").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let document: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(document["type"], "urn:zhoudao:problem:not-found");
    assert_eq!(document["status"], 404);
    assert_eq!(document["title"], "没有找到");
    let english = ask(
        Request::get("/api/nothing").header(header::ACCEPT_LANGUAGE, "en"),
        Body::empty(),
    )
    .await;
    english.says("Not found");
}

#[tokio::test]
async fn a_program_is_told_which_member_cannot_be_read() {
    let asked = Request::post("/api/typed").header(header::CONTENT_TYPE, "application/json");
    let answer = ask(asked, Body::from(r#"{"count": "two"}"#)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let document: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(document["type"], "urn:zhoudao:problem:invalid");
    assert!(document["detail"].as_str().unwrap().contains("count"), "{document}");
}

#[tokio::test]
async fn nothing_from_inside_gets_out() {
    look("/api/broken")
        .await
        .says("urn:zhoudao:problem:broken")
        .does_not_say("application has no column");
}

#[tokio::test]
async fn a_script_that_asked_for_a_part_gets_a_notice() {
    let answer = ask(Request::get("/full").header("hx-request", "true"), Body::empty()).await;
    assert_eq!(
        (answer.status, answer.header("hx-retarget")),
        (StatusCode::SERVICE_UNAVAILABLE, "#notice")
    );
    answer.says(r#"role="alert""#).does_not_say("<main");
}
