//! `/desk/administration/services`: the programs that may act here, each in one post, by a token of their own.

use std::sync::Arc;

use askama::Template;
use authority::Post;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Moment;
use front::furniture::{Choice, ChoiceGroup};
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::{PostId, RecordId};
use ledger::{Key, SubmitError, Unavailable};
use people::record::service::{CloseService, IssueToken, OpenService, ServiceRefusal, TOKEN_DAYS_MAX, suits_a_program};
use people::{PostEntry, Service, ServiceState, duty_key};

use super::words::day_of;
use crate::releases::unavailable;
use crate::room::{Administration, Administrator};

/// What the form proposes.
const TOKEN_DAYS_PROPOSED: i32 = 180;

#[derive(Template)]
#[template(path = "pages/services.html")]
pub(super) struct ServicesPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    lines: Vec<ServiceLine>,
    /// The posts that suit a program, by organ.
    posts: Vec<ChoiceGroup>,
    shown_once: Option<ShownOnce>,
    until_proposed: String,
}

/// A service account.
struct ServiceLine {
    name: String,
    post: String,
    opened: String,
    until: Option<String>,
    used: Option<String>,
    is_closed: bool,
    path: String,
}

/// A token that is shown once and never again.
struct ShownOnce {
    name: String,
    secret: String,
}

pub(super) async fn list(
    State(room): State<Administration>,
    _: Administrator,
    reader: Reader,
) -> Result<Page<ServicesPage>, Problem> {
    page(&room, &reader, FormData::default(), FormErrors::default(), None)
        .await
        .map(Page)
}

pub(super) async fn create(
    State(room): State<Administration>,
    administrator: Administrator,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let mut errors = FormErrors::default();
    let post = form.value("post").parse::<PostId>().ok();
    let posts = room.people.posts();
    let Some(entry) = post.as_ref().and_then(|post| posts.get(post)) else {
        errors.add("post", Message::new("service-post-missing"));
        return again(&room, &reader, form, errors).await;
    };
    let service = record_of(&form);
    let permit = administrator.permit(&room, service)?;
    let opening = OpenService {
        name: form.value("name").to_owned(),
        post: Arc::clone(&entry.post),
    };
    let key = Key::derived(&[
        "open-service",
        form.key().unwrap_or_default(),
        form.value("name"),
        form.value("post"),
    ]);
    match room.ledger().submit::<Service, _>(&permit, service, opening, key).await {
        Ok(_) => Ok(Redirect::to("/desk/administration/services").into_response()),
        Err(SubmitError::Refused(refusal)) => {
            errors.add(field_of(refusal), Message::new(refusal.key()));
            again(&room, &reader, form, errors).await
        }
        Err(error) => Err(unavailable(Unavailable(error.to_string()))),
    }
}

/// Gives a token, which the answer shows and nothing keeps.
pub(super) async fn issue(
    State(room): State<Administration>,
    administrator: Administrator,
    reader: Reader,
    Path(service): Path<String>,
    form: FormData,
) -> Result<Response, Problem> {
    let (service, state) = named(&room, &service).await?;
    let Some(until) = day_of(form.value("until")) else {
        return term_wrong(&room, &reader, form).await;
    };
    let token = people::draw_token().map_err(unavailable)?;
    let permit = administrator.permit(&room, service)?;
    let issuing = IssueToken {
        digest: token.digest,
        until,
    };
    // Sent twice, it gives two tokens, of which the later works: the answer with the first may have been lost.
    let key = Key::derived(&["issue-token", &issuing.digest]);
    match room.ledger().submit::<Service, _>(&permit, service, issuing, key).await {
        Ok(_) => {}
        Err(SubmitError::Refused(ServiceRefusal::TermLength)) => return term_wrong(&room, &reader, form).await,
        Err(error) => return Err(refused(error)),
    }
    let shown_once = ShownOnce {
        name: state.name,
        secret: token.secret,
    };
    let page = page(&room, &reader, FormData::default(), FormErrors::default(), Some(shown_once)).await?;
    Ok(Page(page).into_response())
}

pub(super) async fn close(
    State(room): State<Administration>,
    administrator: Administrator,
    Path(service): Path<String>,
    _: FormData,
) -> Result<Redirect, Problem> {
    let (service, _) = named(&room, &service).await?;
    let permit = administrator.permit(&room, service)?;
    let key = Key::derived(&["close-service", &service.to_string()]);
    room.ledger()
        .submit::<Service, _>(&permit, service, CloseService, key)
        .await
        .map_err(refused)?;
    Ok(Redirect::to("/desk/administration/services"))
}

fn refused(error: SubmitError<ServiceRefusal>) -> Problem {
    if let SubmitError::Refused(refusal) = error {
        Problem::Refused(Message::new(refusal.key()))
    } else {
        unavailable(Unavailable(error.to_string()))
    }
}

fn field_of(refusal: ServiceRefusal) -> &'static str {
    match refusal {
        ServiceRefusal::PostOfAPerson => "post",
        ServiceRefusal::NameLength | ServiceRefusal::AlreadyOpen | ServiceRefusal::NotOpen | ServiceRefusal::TermLength => "name",
    }
}

async fn term_wrong(room: &Administration, reader: &Reader, form: FormData) -> Result<Response, Problem> {
    let refusal = ServiceRefusal::TermLength;
    again(room, reader, form, FormErrors::one("until", Message::new(refusal.key()))).await
}

async fn again(room: &Administration, reader: &Reader, form: FormData, errors: FormErrors) -> Result<Response, Problem> {
    let page = page(room, reader, form, errors, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// The record of a form: sent twice, it is the same service account.
fn record_of(form: &FormData) -> RecordId {
    use sha2::{Digest, Sha256};
    let hash = Sha256::new()
        .chain_update("zhoudao-service")
        .chain_update(form.key().unwrap_or_default())
        .chain_update(form.value("name"))
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    RecordId::from_bytes(bytes)
}

async fn named(room: &Administration, service: &str) -> Result<(RecordId, ServiceState), Problem> {
    let service: RecordId = service.parse().map_err(|_| Problem::NotFound)?;
    let snapshot = room.ledger().state::<Service>(service).await.map_err(unavailable)?;
    let snapshot = snapshot.ok_or(Problem::NotFound)?;
    Ok((service, (*snapshot.state).clone()))
}

async fn page(
    room: &Administration,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
    shown_once: Option<ShownOnce>,
) -> Result<ServicesPage, Problem> {
    let posts = room.people.posts();
    let mut lines = Vec::new();
    for service in people::services(room.ledger()).await.map_err(unavailable)? {
        let (_, state) = named(room, &service.to_string()).await?;
        let used = people::last_use(room.ledger(), service).await.map_err(unavailable)?;
        let entry = state.post.as_ref().and_then(|post| posts.get(post));
        lines.push(ServiceLine {
            post: entry.map(|entry| post_in_words(reader, entry)).unwrap_or_default(),
            opened: state.opened_at.map(|at| reader.texts.long_day(&at.day())).unwrap_or_default(),
            until: state.token.as_ref().map(|(_, until)| reader.texts.long_day(until)),
            used: used.map(|used| reader.texts.long_moment(&Moment(used))),
            is_closed: state.closed,
            path: format!("/desk/administration/services/{service}"),
            name: state.name,
        });
    }
    let suited = posts.iter().filter(|entry| suits_a_program(&entry.post));
    let until = room.ledger().now().day().plus(TOKEN_DAYS_PROPOSED.min(TOKEN_DAYS_MAX));
    Ok(ServicesPage {
        posts: ChoiceGroup::of(suited.map(|entry| {
            let choice = Choice::new(entry.post.id.to_string(), post_in_words(reader, entry));
            (entry.organ_name.clone(), choice)
        })),
        until_proposed: form.given("until").map_or_else(|| until.to_string(), str::to_owned),
        chrome: reader.desk("services-title", Place::Administration),
        form,
        errors,
        lines,
        shown_once,
    })
}

fn post_in_words(reader: &Reader, entry: &PostEntry) -> String {
    let Post { duties, .. } = &*entry.post;
    let duties: Vec<String> = duties
        .iter()
        .map(|duty| reader.texts.say(duty_key(*duty)).to_string())
        .collect();
    format!("{} {}", entry.organ_name, duties.join("、"))
}
