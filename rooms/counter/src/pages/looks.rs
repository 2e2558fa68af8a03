//! `/account/looks`: who of the staff looked at my data, when, at what, on which occasion.

use std::collections::BTreeMap;

use askama::Template;
use authority::{Subject, acts};
use axum::extract::{RawQuery, State};
use calendar::{Day, Moment};
use front::furniture::Choice;
use front::texts::dates::machine_time;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use people::{CurrentActor, RequireSignedIn};

use crate::helping::Names;
use crate::looks::{Filter, LOOK_DAYS, LookRow, What, of_party};
use crate::questions::record::{ANSWER, QUESTION};
use crate::questions::{LookName, LookQuestion, of_party as questions_of_party};
use crate::room::CounterRoom;
use crate::words::unavailable;

/// So many lines a page.
const LISTED_MAX: u32 = 50;

#[derive(Template)]
#[template(path = "pages/looks.html")]
pub(super) struct LooksPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    applications: Vec<Choice>,
    whats: Vec<Choice>,
    lines: Vec<Line>,
    older: Option<String>,
    is_narrowed: bool,
    years: i64,
    hotline: String,
}

/// Looks of one person at one thing in an hour.
struct Line {
    time: String,
    machine_time: String,
    who: String,
    post: String,
    what: &'static str,
    occasion: &'static str,
    application: Option<(String, String)>,
    times: u32,
    /// Where one asks what it was for; none where somebody did.
    ask: Option<String>,
    question: Option<Question>,
}

/// What was asked about a look.
struct Question {
    id: String,
    words: String,
    asked_on: String,
    /// When it was answered, and what; none before.
    answer: Option<(String, String)>,
}

/// Whose looks the reader may see: the own, or those of the enterprise for which the reader handles.
pub(crate) fn permitted(room: &CounterRoom, current: &CurrentActor) -> Result<authority::Party, Problem> {
    let party = current.actor.party().ok_or(Problem::NotFound)?;
    let record = match party {
        authority::Party::Person(id) | authority::Party::Enterprise(id) => id,
    };
    current.permit::<acts::SeeLooks>(&Subject::new(record, room.ledger().city()).of(party))?;
    Ok(party)
}

/// The filter that an address, or a program, asks for.
pub(crate) fn filter(query: &FormData) -> Filter {
    Filter {
        application: query.given("application").and_then(|id| id.parse::<RecordId>().ok()),
        what: query.given("what").and_then(What::named),
        since: query.given("since").and_then(|day| day.parse::<Day>().ok()),
        before: query.given("before").and_then(|at| at.parse::<i64>().ok()).map(Moment),
    }
}

pub(super) async fn index(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<LooksPage>, Problem> {
    let party = permitted(&room, &current)?;
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let filter = filter(&form);
    room.looks.settled().await;
    let rows = of_party(room.ledger(), party, filter, LISTED_MAX)
        .await
        .map_err(unavailable)?;
    let own = applications::views::own(room.ledger(), &current.actor)
        .await
        .map_err(unavailable)?;
    let titles: BTreeMap<RecordId, String> = own
        .iter()
        .map(|row| (row.record, format!("{} {}", row.title, row.number)))
        .collect();
    let older = (rows.len() == LISTED_MAX as usize)
        .then(|| rows.last().map(|row| older(&form, row.last)))
        .flatten();
    let questions = questions_of_party(room.ledger(), party).await.map_err(unavailable)?;
    let t = &reader.texts;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        lines.push(line(&room, &reader, row, &titles, &questions).await?);
    }
    Ok(Page(LooksPage {
        applications: titles
            .iter()
            .map(|(record, title)| Choice::new(record.to_string(), title))
            .collect(),
        whats: What::ALL
            .iter()
            .map(|what| Choice::new(what.as_str(), t.say(what.key())))
            .collect(),
        lines,
        older,
        is_narrowed: filter != Filter::default(),
        years: LOOK_DAYS / 365,
        hotline: reader.portal("looks", Place::Nowhere).hotline().to_owned(),
        chrome: reader.portal("looks", Place::Nowhere),
        form,
        errors: FormErrors::default(),
    }))
}

fn older(form: &FormData, last: Moment) -> String {
    let kept = ["application", "what", "since"].iter().filter_map(|name| {
        let value = form.given(name)?;
        value
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || one == '-' || one == '_')
            .then(|| format!("{name}={value}&"))
    });
    format!("/account/looks?{}before={}", kept.collect::<String>(), last.0)
}

async fn line(
    room: &CounterRoom,
    reader: &Reader,
    row: &LookRow,
    titles: &BTreeMap<RecordId, String>,
    questions: &[(RecordId, LookQuestion)],
) -> Result<Line, Problem> {
    let name = LookName::of(row);
    let asked = questions
        .iter()
        .find(|(_, question)| name.as_ref().is_some_and(|name| name.is_of(&question.about)));
    let question = match asked {
        Some((id, question)) => Some(told(room, reader, *id, question).await?),
        None => None,
    };
    let names = Names::of(room, reader);
    let application = row.application.and_then(|application| {
        let title = titles.get(&application)?.clone();
        Some((title, format!("/applications/{application}")))
    });
    Ok(Line {
        time: reader.texts.long_moment(&row.last),
        machine_time: machine_time(&row.last),
        who: names.person(row.account).await?,
        post: names.post(&row.post),
        what: row.what.key(),
        occasion: row.occasion.key(),
        application,
        times: row.times,
        ask: name
            .filter(|_| question.is_none())
            .map(|name| format!("/account/looks/questions/new?look={name}")),
        question,
    })
}

async fn told(room: &CounterRoom, reader: &Reader, id: RecordId, question: &LookQuestion) -> Result<Question, Problem> {
    let paths = [QUESTION.to_owned(), ANSWER.to_owned()];
    let said = room.ledger().secrets(id, &paths).await.map_err(unavailable)?;
    let text = |path: &str| said.get(path).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    Ok(Question {
        id: id.to_string(),
        words: text(QUESTION),
        asked_on: reader.texts.day(&question.asked_on),
        answer: question
            .answered
            .map(|answered| (reader.texts.day(&answered.day), text(ANSWER))),
    })
}
