//! What a browser does: keeps cookies, sends the token of the page it last showed.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;

const PAGE_BYTES_MAX: usize = 4 << 20;
const BOUNDARY: &str = "zhoudao-boundary";

#[derive(Clone)]
pub(super) struct Browser {
    router: Router,
    pub(super) cookies: BTreeMap<String, String>,
    token: String,
    key: String,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) location: String,
    pub(super) body: String,
}

impl Browser {
    pub(super) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            token: String::new(),
            key: String::new(),
        }
    }

    /// One of the sample people, in a capacity whose words contain `as_what`.
    pub(super) async fn sign_in_as_sample(&mut self, name: &str, as_what: &str) {
        self.get("/sign-in").await;
        let answer = self.post("/sign-in/sample", &[("sample", name)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        if answer.location.starts_with("/capacity") {
            let page = self.get("/capacity").await.body;
            let mut rows = page.split("<label class=\"choice\">").skip(1);
            let row = rows.find(|row| row.contains(as_what)).unwrap();
            let value = between(row, "value=\"", "\"").to_owned();
            self.post("/capacity", &[("capacity", &value)]).await;
        }
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "", String::new()).await
    }

    pub(super) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let (token, key) = (self.token.clone(), self.key.clone());
        let own = [("form_token", token.as_str()), ("key", key.as_str())];
        let pairs = own
            .iter()
            .chain(form)
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send("POST", path, "application/x-www-form-urlencoded", body).await
    }

    /// A form with papers; a paper is its box's name and what is in it.
    pub(super) async fn post_papers(&mut self, path: &str, form: &[(&str, &str)], papers: &[(&str, &str)]) -> Answer {
        let (token, key) = (self.token.clone(), self.key.clone());
        let own = [("form_token", token.as_str()), ("key", key.as_str())];
        let mut body = String::new();
        for (name, value) in own.iter().chain(form) {
            body.push_str(&format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        for (name, content) in papers {
            let file = format!("form-data; name=\"{name}\"; filename=\"paper.pdf\"\r\nContent-Type: application/pdf");
            body.push_str(&format!("--{BOUNDARY}\r\nContent-Disposition: {file}\r\n\r\n{content}\r\n"));
        }
        body.push_str(&format!("--{BOUNDARY}--\r\n"));
        self.send("POST", path, &format!("multipart/form-data; boundary={BOUNDARY}"), body)
            .await
    }

    /// What our own scripts send: with the token of the page last shown, under a key.
    pub(super) async fn json(&mut self, method: &str, path: &str, key: &str, body: &serde_json::Value) -> Answer {
        self.key = key.to_owned();
        self.send(method, path, "application/json", body.to_string()).await
    }

    async fn send(&mut self, method: &str, path: &str, content_type: &str, body: String) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if !content_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        if content_type == "application/json" {
            let headers = [("x-form-token", &self.token), ("idempotency-key", &self.key)];
            request = headers
                .iter()
                .fold(request, |request, (name, value)| request.header(*name, *value));
        }
        let request = request.body(Body::from(body)).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, PAGE_BYTES_MAX).await.unwrap();
        let body = String::from_utf8_lossy(&body).into_owned();
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
        for cookie in parts.headers.get_all(header::SET_COOKIE).iter().map(text) {
            self.keep(&cookie);
        }
        if body.contains("name=\"form_token\"") {
            self.token = between(&body, "name=\"form_token\" value=\"", "\"").to_owned();
        }
        if body.contains("name=\"key\"") {
            self.key = between(&body, "name=\"key\" value=\"", "\"").to_owned();
        }
        Answer {
            status: parts.status,
            location: parts.headers.get(header::LOCATION).map(text).unwrap_or_default(),
            body,
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (name, rest) = cookie.split_once('=').unwrap();
        match rest.split(';').next().unwrap() {
            "" => self.cookies.remove(name),
            value => self.cookies.insert(name.to_owned(), value.to_owned()),
        };
    }
}

pub(super) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let found = text.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.map_or("", |(found, _)| found)
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte.is_ascii_alphanumeric() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
