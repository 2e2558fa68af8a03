//! `/status`: without signing in, number and query code show the state and nothing personal.

use askama::Template;
use authority::{Actor, Permit, acts};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::{Names, Words};
use front::axis::Picture;
use front::furniture::Lamp;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{ApplicationNumber, RecordId};
use people::Caller;

use super::standing::{self, Sentence};
use super::trouble::{not_rendered, unavailable};
use crate::record::Applications;
use crate::room::ApplicationRoom;
use crate::timeline::Timeline;
use crate::views::by_number;

#[derive(Template)]
#[template(path = "pages/status.html")]
pub(super) struct StatusPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "pages/status_shown.html")]
pub(super) struct StatusShownPage {
    chrome: Chrome,
    number: String,
    matter: Words,
    title: String,
    lamp: Lamp,
    promise: Option<Sentence>,
    progress: Sentence,
    picture: Picture,
    cases: Vec<(Words, Lamp)>,
}

pub(super) async fn new(query: RawQuery, reader: Reader) -> Page<StatusPage> {
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes()).unwrap_or_default();
    Page(StatusPage {
        chrome: reader.portal("status-title", Place::Progress),
        form,
        errors: FormErrors::default(),
    })
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    caller: Caller,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let mut errors = FormErrors::default();
    let number = form.value("number").trim().parse::<ApplicationNumber>();
    if let Err(error) = &number {
        errors.add("number", people::said(error.key(), error.arguments()));
    }
    if form.value("code").trim().is_empty() {
        errors.add("code", "status-code-missing");
    }
    if let (Ok(number), true) = (number, errors.is_empty()) {
        room.people.count_unsigned(caller).await?;
        match find(&room, &number.to_string(), form.value("code")).await? {
            Some(record) => {
                room.people.forgive_unsigned(caller).await?;
                return shown(&room, record, &reader).await;
            }
            None => errors.add("code", "status-not-found"),
        }
    }
    let page = StatusPage {
        chrome: reader.portal("status-title", Place::Progress),
        form,
        errors,
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// The record with that number, if the code is its own. Whether the number exists cannot be told from the answer.
async fn find(room: &ApplicationRoom, number: &str, code: &str) -> Result<Option<RecordId>, Problem> {
    let Some(record) = by_number(&room.ledger, number).await.map_err(unavailable)? else {
        return Ok(None);
    };
    let path = "query_code".to_owned();
    let secrets = room
        .ledger
        .secrets(record, std::slice::from_ref(&path))
        .await
        .map_err(unavailable)?;
    let expected = secrets.get(&path).and_then(|code| code.as_str()).unwrap_or_default();
    let given: String = code
        .trim()
        .to_uppercase()
        .chars()
        .filter(|one| one.is_ascii_alphanumeric())
        .collect();
    Ok((!expected.is_empty() && same(expected, &given)).then_some(record))
}

/// Compared in a time that does not tell where two codes differ.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one
            .bytes()
            .zip(other.bytes())
            .fold(0, |seen, (one, other)| seen | (one ^ other))
            == 0
}

async fn shown(room: &ApplicationRoom, record: RecordId, reader: &Reader) -> Result<Response, Problem> {
    let snapshot = room
        .ledger
        .state::<Applications>(record)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    let application = snapshot.state;
    let filing = application.filing.clone().ok_or(Problem::NotFound)?;
    let permit = Permit::<acts::SeeStatusByCode>::public(&Actor::visitor(), record, filing.region);
    let release = room.release_of(&application).map_err(not_rendered)?;
    let t = &reader.texts;
    let names = Names::new(&release, t);
    let (calendar, today) = (room.calendar(permit.region()), room.today());
    let timeline = Timeline::of(&application, &calendar, today).ok_or(Problem::NotFound)?;
    let expected = timeline.expected_count();
    let matter = application
        .plan
        .as_ref()
        .and_then(|plan| release.matter(plan.matter.as_str()));
    let cases = application.cases.iter().filter_map(|case| {
        Some((
            names.item(release.item(&case.item)?),
            standing::case_lamp(&names, &application, case.status),
        ))
    });
    Ok(Page(StatusShownPage {
        number: filing.number.to_string(),
        matter: matter.map(|matter| names.matter(matter)).unwrap_or_default(),
        title: standing::title(&names, &application, &timeline),
        promise: standing::promise(&names, &application, &timeline),
        lamp: standing::lamp(t, &application, &calendar, today, &timeline),
        progress: standing::progress(&names, &application, timeline.counted(), expected),
        picture: timeline.axis(&names, &t.say("axis-title").to_string(), |_| None).picture(t),
        cases: cases.collect(),
        chrome: reader.portal("status-title", Place::Progress),
    })
    .into_response())
}
