//! One request at a desk: who asks, from which part of the list, for a whole page or for the work alone.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use front::form::{FORM_BYTES_MAX, FORM_TOKEN, check_token};
use front::{FormData, Problem, Reader, Texts};
use ledger::Key;
use sha2::{Digest, Sha256};

use crate::at_desk::AtDesk;
use crate::desks::Desks;
use crate::list::Filter;
use crate::pages;

/// A request at a desk.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) desks: Desks,
    pub(crate) at: AtDesk,
    pub(crate) reader: Reader,
    /// Everything the address asks for.
    pub(crate) query: FormData,
    /// Which part of the list stands beside the work.
    pub(crate) filter: Filter,
    /// Whether only the work is asked for, not the list beside it.
    pub(crate) is_part: bool,
}

impl Visit {
    pub(crate) fn texts(&self) -> &Texts {
        &self.reader.texts
    }

    /// An address of the room that keeps the list as it is.
    pub(crate) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        self.filter.address(path, more)
    }
}

impl FromRequestParts<Desks> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desks: &Desks) -> Result<Self, Problem> {
        let at = AtDesk::from_request_parts(parts, desks).await?;
        let reader = Reader::from_request_parts(parts, desks).await.map_err(|_| Problem::Broken)?;
        let query = FormData::parse(parts.uri.query().unwrap_or_default().as_bytes())?;
        let (filter, is_part) = (Filter::read(&query), asks_for_work(&parts.headers));
        Ok(Self {
            desks: desks.clone(),
            at,
            reader,
            query,
            filter,
            is_part,
        })
    }
}

/// A script of ours that puts the answer beside the list.
fn asks_for_work(headers: &HeaderMap) -> bool {
    let says = |name: &str, value: &str| headers.get(name).is_some_and(|said| said.as_bytes() == value.as_bytes());
    says("hx-request", "true") && says("hx-target", "section#work") && !headers.contains_key("hx-history-restore-request")
}

/// Something posted at a desk. Whoever is not signed in any more gets back what was typed, with the way to sign in.
#[derive(Clone)]
pub(crate) struct Posted {
    pub(crate) visit: Visit,
    /// What was typed.
    pub(crate) form: FormData,
    /// Whether the page on which it was typed is one that this session, in this capacity, was shown. If not, nothing is
    /// done: the page is shown anew with what was typed.
    pub(crate) is_ours: bool,
}

impl Posted {
    /// The key under which an act happens once: of the form, the act and what was typed. A page gone back to and sent with
    /// other content, or for another act, is another command.
    pub(crate) fn key(&self, act: &str) -> Key {
        let mut typed = Sha256::new();
        for (name, value) in self.form.iter() {
            typed.update((name.len() as u64).to_be_bytes());
            typed.update(name);
            typed.update((value.len() as u64).to_be_bytes());
            typed.update(value);
        }
        let digest: String = typed.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        match self.form.key() {
            Some(key) => Key::new(key).and(act).and(&digest),
            None => Key::new(self.visit.reader.desk("desk-title", front::Place::Todo).fresh_key()),
        }
    }
}

impl FromRequest<Desks> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, desks: &Desks) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let mut form = typed(body).await.map_err(IntoResponse::into_response)?;
        let is_ours = check_token(&parts, form.given(FORM_TOKEN)).is_ok();
        form.forget(FORM_TOKEN);
        match Visit::from_request_parts(&mut parts, desks).await {
            Ok(visit) => Ok(Self { visit, form, is_ours }),
            Err(Problem::SignedOut) => Err(pages::signed_out(&mut parts, desks, &form).await),
            Err(problem) => Err(problem.into_response()),
        }
    }
}

async fn typed(body: Body) -> Result<FormData, Problem> {
    let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| Problem::TooLarge {
        bytes_max: FORM_BYTES_MAX,
    })?;
    Ok(FormData::parse(&bytes)?)
}
