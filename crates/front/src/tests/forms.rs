//! Forms: what was typed stays, what is wrong is said, what is not ours is refused.

use super::{ask, look, send};
use crate::{FormData, form::FormFault};
use axum::{
    extract::Request,
    http::{StatusCode, header},
};

#[tokio::test]
async fn a_form_carries_its_token_and_its_key() {
    let (one, other) = (look("/").await, look("/").await);
    one.says(r#"name="form_token" value="of-the-visit""#);
    let key = |text: &str| {
        text.split(r#"name="key" value=""#)
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap()
            .to_owned()
    };
    assert_eq!(key(&one.text).len(), 32);
    assert_ne!(key(&one.text), key(&other.text));
}

#[tokio::test]
async fn a_form_says_that_leaving_it_with_unsent_text_is_asked_about() {
    look("/").await.says(r#"<form method="post" action="/" data-typed"#);
}

#[tokio::test]
async fn what_was_typed_is_shown_again_with_what_is_wrong() {
    let answer = send("/", "phone=%3Cb%3E0543&password=secret&form_token=of-the-visit").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says(r#"value="&#60;b&#62;0543""#)
        .does_not_say("secret")
        .says("有 1 处需要修改")
        .says(r##"<a href="#phone">请在 3 分钟后再试。</a>"##)
        .says(r#"aria-invalid="true" aria-describedby="phone-error phone-hint phone-known""#)
        .says(r#"<p class="error" id="phone-error"><span class="hidden">错误：</span>请在 3 分钟后再试。</p>"#);
}

#[tokio::test]
async fn a_form_without_our_token_changes_nothing() {
    for form in [
        "phone=1",
        "phone=1&form_token=",
        "phone=1&form_token=of-another-visit",
        "phone=1&form_token=of-the-session",
    ] {
        let answer = send("/", form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{form}");
        answer.says("页面已过期");
    }
    let typed = Request::post("/")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-form-token", "of-the-visit");
    assert_eq!(ask(typed, "phone=1").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_doubled_value_is_refused() {
    let answer = send("/", "phone=1&phone=2&form_token=of-the-visit").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    answer.says("同一项内容出现了两次");
}

#[tokio::test]
async fn a_doubled_parameter_of_an_address_is_refused() {
    look("/search?words=%E9%9D%A2%E9%A6%86").await.says("面馆");
    assert_eq!(look("/search?words=a&words=b").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_form_has_a_size() {
    let answer = send(
        "/",
        &format!("form_token=of-the-visit&phone={}", "1".repeat(crate::form::FORM_BYTES_MAX)),
    )
    .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    answer.says("0.3 MB");
    let many = "a[]=1&".repeat(crate::form::FORM_FIELDS_MAX + 1);
    assert_eq!(
        send("/", &format!("{many}form_token=of-the-visit")).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused() {
    let json = Request::post("/").header(header::CONTENT_TYPE, "application/json");
    assert_eq!(ask(json, "{}").await.status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_form_keeps_order_and_lists() {
    let form = FormData::parse("b=2&power[]=coal&a=+1+&power[]=sun&note=one%0D%0Atwo".as_bytes()).unwrap();
    assert_eq!(
        form.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        ["b", "power[]", "a", "power[]", "note"]
    );
    assert_eq!(form.values("power[]").collect::<Vec<_>>(), ["coal", "sun"]);
    assert!(form.chose("power[]", "sun") && !form.chose("power[]", "gas"));
    assert_eq!(
        (form.value("a"), form.given("a"), form.given("none")),
        (" 1 ", Some("1"), None)
    );
    assert_eq!(form.value("note"), "one\ntwo");
}

#[test]
fn what_cannot_be_typed_is_refused() {
    for (encoded, fault) in [
        ("a=1&a=1", FormFault::Doubled("a".to_owned())),
        ("a=%00", FormFault::Unreadable),
        ("a=%ff", FormFault::Unreadable),
        ("a=%1b[31m", FormFault::Unreadable),
        ("%00=a", FormFault::Unreadable),
    ] {
        assert_eq!(FormData::parse(encoded.as_bytes()), Err(fault), "{encoded}");
    }
}

proptest::proptest! {
    #[test]
    fn reading_a_form_never_panics_and_keeps_what_was_typed(value in "\\PC*") {
        let encoded: String = form_urlencoded::Serializer::new(String::new()).append_pair("a", &value).finish();
        match FormData::parse(encoded.as_bytes()) {
            Ok(form) => proptest::prop_assert_eq!(form.value("a"), value),
            Err(fault) => proptest::prop_assert_eq!(fault, FormFault::Unreadable),
        }
    }
}
