//! What a browser does, for the tests of rooms: keeps cookies, sends the token and the key of the page it last showed, posts files.
//!
//! Its methods fail the test when the answer is not the one that was to come.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Request, StatusCode, header};
use tower::ServiceExt;

const BOUNDARY: &str = "----zhoudao-test-boundary";

/// A browser in front of a router.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// The token of the form that was last shown.
    pub token: String,
    /// The idempotency key of the form that was last shown.
    pub key: String,
    /// Headers that are sent besides.
    pub extra: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads; empty if nowhere.
    pub location: String,
    /// Its body.
    pub body: String,
}

impl Answer {
    /// The page, if it was shown.
    pub fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{} {}", self.location, self.body);
        self.body
    }

    /// Where the answer leads.
    pub fn leads(self) -> String {
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
    pub fn wrong(self) -> String {
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
    /// One that has not been anywhere.
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            token: String::new(),
            key: String::new(),
            extra: Vec::new(),
        }
    }

    /// Signs in as somebody of the sample, in the capacity whose words contain `as_what`.
    pub async fn sign_in_as(&mut self, name: &str, as_what: &str) {
        self.get("/sign-in").await;
        self.post("/sign-in/sample", &[("sample", name)]).await.leads();
        self.act_as(as_what).await;
        self.get("/account").await;
    }

    /// Changes to the capacity whose words contain `as_what`.
    pub async fn act_as(&mut self, as_what: &str) {
        let page = self.get("/capacity").await.page();
        let row = page
            .split("<label class=\"choice\">")
            .skip(1)
            .find(|row| row.contains(as_what))
            .unwrap();
        let value = between(row, "value=\"", "\"").to_owned();
        self.post("/capacity", &[("capacity", &value)]).await.leads();
    }

    /// What is seen at an address, without the links of the foot that lead to the address itself.
    pub async fn seen(&mut self, path: &str) -> (StatusCode, String) {
        let answer = self.get(path).await;
        (answer.status, answer.body.replace(&format!("\"{path}?"), "\"?"))
    }

    /// Follows an address as long as it leads on.
    pub async fn visit(&mut self, path: &str) -> (String, String) {
        let mut here = path.to_owned();
        for _ in 0..5 {
            let answer = self.get(&here).await;
            match answer.status {
                StatusCode::SEE_OTHER => here = answer.location,
                _ => return (here, answer.page()),
            }
        }
        panic!("{path} leads round in circles");
    }

    /// Looks at an address.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None, Vec::new()).await
    }

    /// Sends a form with the token and the key of the page that was last shown.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
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
    pub async fn upload(&mut self, path: &str, form: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
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

    /// Posts the body of a form with files as it is.
    pub async fn upload_raw(&mut self, path: &str, body: Vec<u8>) -> Answer {
        self.send("POST", path, Some(format!("multipart/form-data; boundary={BOUNDARY}")), body)
            .await
    }

    /// Asks as a program does.
    pub async fn json(&mut self, method: &str, path: &str, body: &serde_json::Value) -> Answer {
        self.send(method, path, Some("application/json".into()), body.to_string().into_bytes())
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

/// What stands between two texts; nothing if either is missing.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map_or("", |(found, _)| found)
}

/// What a page says is wrong.
pub fn errors(page: &str) -> Vec<String> {
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
