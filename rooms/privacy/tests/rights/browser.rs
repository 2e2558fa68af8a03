//! What a browser does: keeps cookies, sends the token and the key of the page it last showed, posts files.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Request, StatusCode, header};
use tower::ServiceExt;

const BOUNDARY: &str = "----zhoudao-test-boundary";

#[derive(Clone)]
pub(super) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    pub(super) token: String,
    pub(super) key: String,
    pub(super) extra: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) location: String,
    pub(super) body: String,
}

impl Answer {
    /// The page, if it was shown.
    pub(super) fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{} {}", self.location, self.body);
        self.body
    }

    /// Where the answer leads.
    pub(super) fn leads(self) -> String {
        assert_eq!(
            self.status,
            StatusCode::SEE_OTHER,
            "{:?} {}",
            errors(&self.body),
            self.body.len()
        );
        self.location
    }

    /// The page that says what is wrong.
    pub(super) fn wrong(self) -> String {
        assert_eq!(
            self.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{} {}",
            self.location,
            self.body
        );
        self.body
    }
}

impl Browser {
    pub(super) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            token: String::new(),
            key: String::new(),
            extra: Vec::new(),
        }
    }

    pub(super) async fn sign_in_as(&mut self, name: &str, as_what: &str) {
        self.get("/sign-in").await;
        self.post("/sign-in/sample", &[("sample", name)]).await.leads();
        self.act_as(as_what).await;
        self.get("/account").await;
    }

    /// Changes to the capacity whose words contain `as_what`.
    pub(super) async fn act_as(&mut self, as_what: &str) {
        let page = self.get("/capacity").await.page();
        let row = page
            .split("<label class=\"choice\">")
            .skip(1)
            .find(|row| row.contains(as_what))
            .unwrap();
        let value = between(row, "value=\"", "\"").to_owned();
        self.post("/capacity", &[("capacity", &value)]).await.leads();
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None, Vec::new()).await
    }

    pub(super) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let (token, key) = (self.token.clone(), self.key.clone());
        let pairs = [("form_token", token.as_str()), ("key", key.as_str())]
            .into_iter()
            .chain(form.iter().copied());
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        self.send(
            "POST",
            path,
            Some("application/x-www-form-urlencoded".into()),
            pairs.join("&").into_bytes(),
        )
        .await
    }

    /// Posts a form with files: field, name of the file, content.
    pub(super) async fn upload(&mut self, path: &str, form: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        let token = self.token.clone();
        for (name, value) in [("form_token", token.as_str())].into_iter().chain(form.iter().copied()) {
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        for (name, file, content) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        self.upload_raw(path, body).await
    }

    pub(super) async fn upload_raw(&mut self, path: &str, body: Vec<u8>) -> Answer {
        self.send("POST", path, Some(format!("multipart/form-data; boundary={BOUNDARY}")), body)
            .await
    }

    async fn send(&mut self, method: &str, path: &str, content_type: Option<String>, body: Vec<u8>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        for (name, value) in &self.extra {
            request = request.header(*name, value);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8_lossy(&to_bytes(body, 64 << 20).await.unwrap()).into_owned();
        let text = |value: &HeaderValue| value.to_str().unwrap().to_owned();
        for cookie in parts.headers.get_all(header::SET_COOKIE).iter().map(text) {
            let (name, rest) = cookie.split_once('=').unwrap();
            match rest.split(';').next().unwrap() {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        for (field, kept) in [("form_token", &mut self.token), ("key", &mut self.key)] {
            if body.contains(&format!("name=\"{field}\"")) {
                *kept = between(&body, &format!("name=\"{field}\" value=\""), "\"").to_owned();
            }
        }
        assert!(
            !body.contains('⟦'),
            "a text is missing on {path}: {}",
            between(&body, "⟦", "⟧")
        );
        Answer {
            status: parts.status,
            location: parts.headers.get(header::LOCATION).map(text).unwrap_or_default(),
            body,
        }
    }
}

pub(super) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map_or("", |(found, _)| found)
}

/// What a page says is wrong.
pub(super) fn errors(page: &str) -> Vec<String> {
    let list = between(page, "id=\"errors\">", "</div>");
    list.split("<li>")
        .skip(1)
        .map(|line| between(line, "\">", "</a>").to_owned())
        .collect()
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
