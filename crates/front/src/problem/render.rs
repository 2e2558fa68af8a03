//! A problem for people: a page in the reader's language, under the frame they know.

use super::Problem;
use crate::{Chrome, Message, Page, Place, Reader, Texts};
use askama::Template;
use axum::{
    body::Bytes,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    chrome: Chrome,
    title: String,
    message: String,
    way: Way,
}

/// For scripts of ours that asked for a part of a page: the words alone.
#[derive(Template)]
#[template(path = "problem_part.html")]
struct ProblemPart {
    title: String,
    message: String,
}

/// Where the reader goes from here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Home,
    SignIn,
    Again,
}

/// Middleware inside the session layer: every failed answer that is not yet a page becomes one.
pub async fn problems_become_pages(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Asked::of(&parts);
    let response = next.run(Request::from_parts(parts, body)).await;
    match unspoken(&response, &asked) {
        Some(problem) if asked.for_program => asked.explain(problem, response).await,
        Some(problem) => asked.answer(problem, response.headers()),
        None => response,
    }
}

/// More of what a router refuses is not read.
const REASON_BYTES_MAX: usize = 4_096;

/// The problem in an answer that has no words yet.
fn unspoken(response: &Response, asked: &Asked) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let status = response.status();
    let content_type = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("text/plain");
    let bare = (status.is_client_error() || status.is_server_error()) && content_type.starts_with("text/plain");
    bare.then(|| match status {
        // Whoever looks at a page sends nothing but its address: one that cannot be read leads nowhere.
        StatusCode::BAD_REQUEST if asked.is_look() => Problem::NotFound,
        status => Problem::of_status(status),
    })
}

/// What the answer depends on, kept while the room works.
struct Asked {
    reader: Option<Reader>,
    method: Method,
    for_program: bool,
    for_part: bool,
}

impl Asked {
    fn of(parts: &Parts) -> Asked {
        Asked {
            reader: Reader::of(parts),
            method: parts.method.clone(),
            for_program: parts.uri.path().starts_with("/api/"),
            for_part: parts.headers.contains_key("hx-request"),
        }
    }

    /// Whether a page is looked at.
    fn is_look(&self) -> bool {
        matches!(self.method, Method::GET | Method::HEAD) && !self.for_program
    }

    /// Whoever writes a program is told which member of the request could not be read, and why.
    async fn explain(self, problem: Problem, bare: Response) -> Response {
        let is_unexplained = bare.extensions().get::<Problem>().is_none() && matches!(problem, Problem::Invalid(_));
        let (head, body) = bare.into_parts();
        let reason = match is_unexplained {
            true => axum::body::to_bytes(body, REASON_BYTES_MAX).await.unwrap_or_default(),
            false => Bytes::new(),
        };
        let reason = String::from_utf8_lossy(&reason);
        let problem = match reason.trim() {
            "" => problem,
            why => Problem::invalid(Message::new("problem-unreadable").with("why", why)),
        };
        self.answer(problem, &head.headers)
    }

    fn answer(self, problem: Problem, bare: &HeaderMap) -> Response {
        let Some(reader) = self.reader else {
            return problem.status().into_response();
        };
        let status = problem.status();
        let mut response = if self.for_program {
            problem.document(&reader.texts)
        } else if self.for_part {
            (
                status,
                [("hx-retarget", "#notice"), ("hx-reswap", "innerHTML")],
                Page(part(&problem, &reader.texts)),
            )
                .into_response()
        } else if problem == Problem::SignedOut && self.method == Method::GET {
            Redirect::to(&reader.portal("sign-in", Place::Nowhere).sign_in_address()).into_response()
        } else {
            (status, Page(page(&problem, &reader))).into_response()
        };
        if let Some(allow) = bare.get(header::ALLOW) {
            response.headers_mut().insert(header::ALLOW, allow.clone());
        }
        if let Problem::TooMany { after_seconds } = problem {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(after_seconds));
        }
        if status == StatusCode::UNAUTHORIZED && self.for_program {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

fn page(problem: &Problem, reader: &Reader) -> ProblemPage {
    let title = reader.texts.say(&format!("problem-{}-title", problem.name())).to_string();
    ProblemPage {
        chrome: reader.chrome(reader.audience(), title.clone(), Place::Nowhere),
        title,
        message: reader.texts.tell(&problem.message()),
        way: Way::from(problem),
    }
}

fn part(problem: &Problem, texts: &Texts) -> ProblemPart {
    ProblemPart {
        title: texts.say(&format!("problem-{}-title", problem.name())).to_string(),
        message: texts.tell(&problem.message()),
    }
}

impl From<&Problem> for Way {
    fn from(problem: &Problem) -> Way {
        match problem {
            Problem::NotFound | Problem::WrongMethod => Way::Home,
            Problem::SignedOut => Way::SignIn,
            Problem::Conflict(_)
            | Problem::Refused(_)
            | Problem::Invalid(_)
            | Problem::FormExpired
            | Problem::TooLarge { .. }
            | Problem::TooMany { .. }
            | Problem::Unavailable
            | Problem::Broken => Way::Again,
        }
    }
}
