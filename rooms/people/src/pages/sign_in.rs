//! `/sign-in`: name and password; in a demonstration city, its people with one click.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};

use super::back::{back, back_in, capacity_then, home};
use super::trouble;
use crate::current::{Address, CurrentActor};
use crate::people::People;
use crate::sample::Roster;
use crate::session::{Carrier, Cookies};
use crate::sign_in::{SignInRefusal, SignedIn};

#[derive(Template)]
#[template(path = "pages/sign_in.html")]
struct SignInPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    demo: Option<Demo>,
}

/// What a demonstration city offers.
struct Demo {
    password: String,
    roster: Roster,
}

pub(super) async fn new(State(people): State<People>, current: CurrentActor, reader: Reader, query: RawQuery) -> Response {
    let back = back_in(query);
    match current.chosen() {
        Some(chosen) => Redirect::to(back.as_deref().unwrap_or(home(&chosen.key))).into_response(),
        None => {
            let form = FormData::default().filled("back", back.unwrap_or_default());
            Page(page(&people, &reader, form, FormErrors::default())).into_response()
        }
    }
}

pub(super) async fn create(
    State(people): State<People>,
    current: CurrentActor,
    reader: Reader,
    Address(address): Address,
    mut form: FormData,
) -> Result<Response, Problem> {
    let (name, password) = (form.value("name").to_owned(), form.value("password").to_owned());
    form.forget("password");
    if let Some(errors) = missing(&name, &password) {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page(&people, &reader, form, errors))).into_response());
    }
    match people.sign_in(&name, password, Carrier::Browser, address).await {
        Ok(signed_in) => {
            leave(&people, &current).await?;
            Ok(enter(&people, &signed_in, form.value("back")))
        }
        Err(refusal) => refuse(&people, &reader, form, refusal),
    }
}

fn missing(name: &str, password: &str) -> Option<FormErrors> {
    let mut errors = FormErrors::default();
    if name.trim().is_empty() {
        errors.add("name", "sign-in-name-missing");
    }
    if password.is_empty() {
        errors.add("password", "password-missing");
    }
    (!errors.is_empty()).then_some(errors)
}

/// Whoever signs in anew leaves the session in which the form was opened.
pub(super) async fn leave(people: &People, current: &CurrentActor) -> Result<(), Problem> {
    match current.session() {
        Some(session) => people.end_session(session).await.map_err(trouble::unavailable),
        None => Ok(()),
    }
}

/// With a choice of capacities, that comes first.
pub(super) fn enter(people: &People, signed_in: &SignedIn, asked: &str) -> Response {
    let cookies = Cookies {
        https: people.settings().https,
    };
    let back = back(asked);
    let address = match &signed_in.capacity {
        Some(capacity) => back.unwrap_or_else(|| home(capacity).to_owned()),
        None => capacity_then(back),
    };
    let mut response = Redirect::to(&address).into_response();
    let (name, value) = cookies.give_session(&signed_in.session);
    response.headers_mut().append(name, value);
    response
}

fn refuse(people: &People, reader: &Reader, form: FormData, refusal: SignInRefusal) -> Result<Response, Problem> {
    match refusal {
        SignInRefusal::Wrong => {
            let page = page(people, reader, form, FormErrors::one("name", "sign-in-wrong"));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        SignInRefusal::SecretOver => {
            let page = page(people, reader, form, FormErrors::one("password", "sign-in-secret-over"));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        SignInRefusal::Throttled(throttled) => {
            let message = Message::new("sign-in-throttled").with("minutes", throttled.after_seconds.div_ceil(60));
            let page = page(people, reader, form, FormErrors::one("name", message));
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, throttled.after_seconds.into());
            Ok((StatusCode::TOO_MANY_REQUESTS, headers, Page(page)).into_response())
        }
        SignInRefusal::Busy(_) | SignInRefusal::Unavailable(_) => Err(trouble::not_let_in(refusal)),
    }
}

fn page(people: &People, reader: &Reader, form: FormData, errors: FormErrors) -> SignInPage {
    let demo = people.sample().map(|sample| Demo {
        password: sample.password.clone(),
        roster: Roster::new(sample, &people.posts()),
    });
    SignInPage {
        chrome: reader.portal("sign-in", Place::Nowhere),
        form,
        errors,
        demo,
    }
}
