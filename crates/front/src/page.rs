//! A page on its way out: a template that became HTML.

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// A page: any askama template whose struct has a `chrome`. `(StatusCode::UNPROCESSABLE_ENTITY, Page(form))` shows a form again.
#[derive(Clone, Copy, Debug)]
pub struct Page<T>(pub T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
            Err(error) => {
                tracing::error!(%error, "a page could not be rendered");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Chrome, Place, house::House, reader::Reader};
    use askama::Template;
    use axum::{Router, body::Body, http::Request, routing::get};
    use tower::ServiceExt;

    #[derive(Template)]
    #[template(source = r#"{% extends "layout.html" %}{% block main %}<h1>{{ t.say("sign-in") }}</h1>{% endblock %}"#, ext = "html")]
    struct Example {
        chrome: Chrome,
    }

    async fn show(reader: Reader) -> super::Page<Example> {
        super::Page(Example { chrome: reader.portal("sign-in", Place::Home) })
    }

    #[tokio::test]
    async fn a_page_extends_the_layout_and_speaks_the_readers_language() {
        let router = crate::dress(Router::new().route("/", get(show)), |rooms| rooms, House::sample());
        let response = router.oneshot(Request::get("/?lang=en").body(Body::empty()).unwrap()).await.unwrap();
        let body = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
        let html = String::from_utf8(body.to_vec()).unwrap();
        assert!(html.contains("<h1>Sign in</h1>"), "{html}");
        assert!(!html.contains('⟦'), "{html}");
    }
}
