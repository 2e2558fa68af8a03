//! A small house with one room, spoken to as browsers and programs speak to it.

mod assets;
mod contrast;
mod forms;
mod frame;
mod problems;
mod protection;

use crate::{
    Chrome, FormData, FormErrors, House, Message, Page, Place, Presence, Problem, Reader, chrome::Capacity, dress,
    security::VisitToken,
};
use askama::Template;
use axum::{
    Form, Json, Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::{Next, from_fn},
    response::Response,
    routing::{get, post},
};
use std::collections::BTreeMap;
use tower::ServiceExt;

/// A room's page: an ordinary form, written as rooms write theirs.
#[derive(Template)]
#[template(path = "example.html")]
struct Example {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
}

async fn new(reader: Reader) -> Page<Example> {
    Page(Example {
        chrome: reader.portal("sign-in", Place::Home),
        form: FormData::default(),
        errors: FormErrors::default(),
    })
}

async fn create(reader: Reader, form: FormData) -> (StatusCode, Page<Example>) {
    let errors = FormErrors::one("phone", Message::new("problem-too-many").with("minutes", 3));
    (
        StatusCode::UNPROCESSABLE_ENTITY,
        Page(Example {
            chrome: reader.portal("sign-in", Place::Home),
            form,
            errors,
        }),
    )
}

async fn desk(reader: Reader) -> Page<Example> {
    let chrome = reader.desk("place-todo", Place::Todo).following("0123");
    Page(Example {
        chrome,
        form: FormData::default(),
        errors: FormErrors::default(),
    })
}

fn room() -> Router {
    Router::new()
        .route("/", get(new).post(create))
        .route("/desk", get(desk))
        .route(
            "/search",
            get(async |asked: crate::form::Asked| asked.0.value("words").to_owned()),
        )
        .nest("/nested", Router::new().route("/page", get(new)))
        .route("/forbidden", get(async || Problem::NotFound))
        .route("/forbidden-too", get(async || StatusCode::FORBIDDEN))
        .route("/account", get(async || Problem::SignedOut).post(async || Problem::SignedOut))
        .route("/taken", post(async || Problem::Conflict(Message::new("problem-conflict"))))
        .route("/full", get(async || Problem::Unavailable))
        .route("/often", get(async || Problem::TooMany { after_seconds: 90 }))
        .route("/broken", get(async || StatusCode::INTERNAL_SERVER_ERROR))
        .route("/typed", post(async |Form(_): Form<BTreeMap<String, u32>>| "taken in"))
        .route("/api/typed", post(async |Json(_): Json<BTreeMap<String, u32>>| "taken in"))
        .route("/api/records/1", get(async || Problem::NotFound))
        .route(
            "/api/broken",
            get(async || (StatusCode::INTERNAL_SERVER_ERROR, "table application has no column x")),
        )
}

/// Sessions for tests: the header `x-who` says who it is.
async fn session(mut request: Request, next: Next) -> Response {
    let presence = Presence {
        name: "李建国".to_owned(),
        capacity: Some("渤海铝业有限公司".to_owned()),
        others: vec![Capacity {
            value: "person".to_owned(),
            label: "本人".to_owned(),
        }],
        desk_places: Vec::new(),
        back_to_post: None,
        beside: None,
        form_token: "of-the-session".to_owned(),
    };
    match request.headers().contains_key("x-who") {
        true => request.extensions_mut().insert(presence).is_some(),
        false => request
            .extensions_mut()
            .insert(VisitToken("of-the-visit".to_owned()))
            .is_some(),
    };
    next.run(request).await
}

/// An answer as a test reads it.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
    bytes: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    #[track_caller]
    fn says(&self, words: &str) -> &Answer {
        assert!(self.text.contains(words), "no {words:?} in {}", self.text);
        self
    }

    #[track_caller]
    fn does_not_say(&self, words: &str) -> &Answer {
        assert!(!self.text.contains(words), "{words:?} in {}", self.text);
        self
    }
}

async fn ask(request: axum::http::request::Builder, body: impl Into<Body>) -> Answer {
    let house = dress(room(), |rooms| rooms.layer(from_fn(session)), House::sample());
    let response = house.oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap().to_vec();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!text.contains('⟦'), "a key without a text: {text}");
    Answer {
        status: parts.status,
        headers: parts.headers,
        text,
        bytes,
    }
}

async fn look(address: &str) -> Answer {
    ask(Request::get(address), Body::empty()).await
}

async fn send(address: &str, form: &str) -> Answer {
    ask(
        Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
        form.to_owned(),
    )
    .await
}
