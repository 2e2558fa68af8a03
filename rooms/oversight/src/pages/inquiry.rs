//! One inquiry: asking, answering, reminding, asking again, closing. Both ends look at the same page; each may do its part.

use applications::access::{AccessError, see};
use applications::record::state::StepStatus;
use askama::Template;
use authority::{Act as PolicyAct, Permit, Subject, acts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::form::Asked;
use front::furniture::{Choice, Lamp};
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{CommandOf, Key, SubmitError};
use procedure::definition::StepId;

use super::inquiries::lamp;
use super::style;
use super::words::{message, organ_name, problem, step_name, unavailable};
use crate::at_desk::{AtDesk, Watcher};
use crate::names::Names;
use crate::record::{Answer, Ask, AskAgain, Close, Inquiries, Inquiry, InquiryRefusal, Remind, SaidKind, Standing};
use crate::room::OversightRoom;

/// The term that a form offers first, in working days.
const TERM_OFFERED: &str = "3";

#[derive(Template)]
#[template(path = "pages/inquiry_new.html")]
struct AskPage {
    chrome: Chrome,
    style: String,
    title: String,
    number: String,
    application: String,
    steps: Vec<Choice>,
    form: FormData,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "pages/inquiry.html")]
struct InquiryPage {
    chrome: Chrome,
    style: String,
    address: String,
    number: String,
    title: String,
    application: String,
    application_number: String,
    organ: String,
    step: Option<String>,
    lamp: Lamp,
    said: Vec<SaidLine>,
    /// Where an answer and another question are posted.
    answers: String,
    questions: String,
    may_answer: bool,
    /// Whether it waits for the head of the reader's organ.
    answered_by_head: bool,
    may_remind: bool,
    may_ask_again: bool,
    may_close: bool,
    form: FormData,
    errors: FormErrors,
}

struct SaidLine {
    what: &'static str,
    who: String,
    when: String,
    words: String,
}

/// `GET /desk/oversight/inquiries/new?application=…`
pub(super) async fn new(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Asked(query): Asked,
    reader: Reader,
) -> Result<Response, Problem> {
    let form = FormData::default()
        .filled("application", query.value("application"))
        .filled("about", query.value("step"))
        .filled("term", TERM_OFFERED);
    form_again(&room, &watcher, &reader, form, FormErrors::default(), StatusCode::OK).await
}

/// `POST /desk/oversight/inquiries`
pub(super) async fn create(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let application: RecordId = form.value("application").parse().map_err(|_| Problem::NotFound)?;
    let Some(term_days) = form.value("term").trim().parse().ok() else {
        return form_wrong(&room, &watcher, &reader, form, "term", Message::new("inquiry-form-term")).await;
    };
    let about = form.given("about").map(StepId::from);
    let key = key_of(form.key().ok_or(Problem::FormExpired)?, "ask");
    match ask(
        &room,
        &watcher,
        application,
        about,
        term_days,
        form.value("words").to_owned(),
        key,
    )
    .await?
    {
        Ok(id) => Ok(Redirect::to(&format!("/desk/inquiries/{id}")).into_response()),
        Err(not_asked) => form_wrong(&room, &watcher, &reader, form, not_asked.field(), not_asked.message()).await,
    }
}

/// Why nobody was asked.
#[derive(Debug)]
pub(crate) enum NotAsked {
    /// No organ has the application on its desk, or that step does not exist.
    NobodyToAsk,
    /// The record refuses.
    Refused(InquiryRefusal),
}

impl NotAsked {
    /// What to do about it.
    pub(crate) fn message(&self) -> Message {
        match self {
            Self::NobodyToAsk => Message::new("inquiry-nobody-to-ask"),
            Self::Refused(refusal) => message(refusal),
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::NobodyToAsk => "about",
            Self::Refused(refusal) => field(refusal),
        }
    }
}

/// Asks the organ of a step, or that of the most urgent open step.
pub(crate) async fn ask(
    room: &OversightRoom,
    watcher: &Watcher,
    application: RecordId,
    about: Option<StepId>,
    term_days: u32,
    words: String,
    key: Key,
) -> Result<Result<RecordId, NotAsked>, Problem> {
    let seen = see(&room.ledger, &watcher.current.actor, application).await.map_err(hidden)?;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let step = match &about {
        Some(step) => seen.application.step(step),
        None => {
            let open = seen.application.steps.iter().filter(|step| step.status == StepStatus::Open);
            open.min_by_key(|step| step.due.map(|due| due.day))
        }
    };
    let Some(step) = step else {
        return Ok(Err(NotAsked::NobodyToAsk));
    };
    // The same form sent twice asks once: its key names the record.
    let id = record_of(&key);
    let permit = watcher.permit::<acts::AskOrgan>(id, filing.region)?;
    let command = Ask {
        application,
        application_number: filing.number.to_string(),
        title: filing.title.clone(),
        step: about.is_some().then(|| step.planned.step.clone()),
        organ: step.planned.organ.clone(),
        region: filing.region,
        term_days,
        words,
    };
    match room.ledger.submit::<Inquiries, _>(&permit, id, command, key).await {
        Ok(receipt) => Ok(Ok(receipt.record)),
        Err(SubmitError::Refused(refusal)) => Ok(Err(NotAsked::Refused(refusal))),
        Err(error) => Err(problem(error)),
    }
}

/// `GET /desk/inquiries/{id}`
pub(super) async fn show(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Response, Problem> {
    let inquiry = seen(&room, &at, id).await?;
    let form = FormData::default().filled("term", TERM_OFFERED);
    page(&room, &at, id, &inquiry, &reader, form, FormErrors::default(), StatusCode::OK).await
}

pub(super) async fn answer(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let words = form.value("words").to_owned();
    acted(&room, &at, id, &reader, form, "answer", Answer { words }).await
}

pub(super) async fn remind(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let words = form.value("words").to_owned();
    acted(&room, &at, id, &reader, form, "remind", Remind { words }).await
}

pub(super) async fn ask_again(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let command = AskAgain {
        term_days: form.value("term").trim().parse().unwrap_or(0),
        words: form.value("words").to_owned(),
    };
    acted(&room, &at, id, &reader, form, "ask-again", command).await
}

pub(super) async fn close(
    State(room): State<OversightRoom>,
    at: AtDesk,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let words = form.value("words").to_owned();
    acted(&room, &at, id, &reader, form, "close", Close { words }).await
}

/// A part of either end.
pub(crate) trait Act: CommandOf<Inquiries> {}
impl Act for Answer {}
impl Act for Remind {}
impl Act for AskAgain {}
impl Act for Close {}

async fn acted<C: Act>(
    room: &OversightRoom,
    at: &AtDesk,
    id: RecordId,
    reader: &Reader,
    form: FormData,
    name: &str,
    command: C,
) -> Result<Response, Problem> {
    let key = key_of(form.key().unwrap_or_default(), name);
    match act(room, at, id, command, key).await? {
        Ok(()) => Ok(Redirect::to(&format!("/desk/inquiries/{id}")).into_response()),
        Err(refusal) => {
            let inquiry = seen(room, at, id).await?;
            let errors = FormErrors::one(field(&refusal), message(&refusal));
            page(room, at, id, &inquiry, reader, form, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Does something to an inquiry that the actor may see.
pub(crate) async fn act<C: Act>(
    room: &OversightRoom,
    at: &AtDesk,
    id: RecordId,
    command: C,
    key: Key,
) -> Result<Result<(), InquiryRefusal>, Problem> {
    let inquiry = seen(room, at, id).await?;
    let permit: Permit<C::Act> = at.current.permit(&subject(id, &inquiry))?;
    match room.ledger.submit::<Inquiries, _>(&permit, id, command, key).await {
        Ok(_) => Ok(Ok(())),
        Err(SubmitError::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(problem(error)),
    }
}

/// An inquiry that the actor may see.
pub(crate) async fn seen(room: &OversightRoom, at: &AtDesk, id: RecordId) -> Result<Inquiry, Problem> {
    let snapshot = room.ledger.state::<Inquiries>(id).await.map_err(unavailable)?;
    let inquiry = snapshot
        .and_then(|snapshot| Option::clone(&snapshot.state))
        .ok_or(Problem::NotFound)?;
    let _: Permit<acts::SeeInquiry> = at.current.permit(&subject(id, &inquiry))?;
    Ok(inquiry)
}

fn subject(id: RecordId, inquiry: &Inquiry) -> Subject {
    Subject::new(id, inquiry.region).on_desk(inquiry.organ.clone())
}

/// The record that a form's key names.
fn record_of(key: &Key) -> RecordId {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(format!("inquiry:{key}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    RecordId::from_bytes(bytes)
}

/// The key under which an act happens once.
pub(crate) fn key_of(given: &str, act: &str) -> Key {
    Key::new(given).and(act)
}

fn field(refusal: &InquiryRefusal) -> &'static str {
    match refusal {
        InquiryRefusal::NoTerm { .. } => "term",
        InquiryRefusal::AskedBefore
        | InquiryRefusal::NotAsked
        | InquiryRefusal::WordsMissing
        | InquiryRefusal::WordsTooLong { .. }
        | InquiryRefusal::AnsweredBefore
        | InquiryRefusal::NotAnswered
        | InquiryRefusal::RemindedToday
        | InquiryRefusal::Closed => "words",
    }
}

fn hidden(error: AccessError) -> Problem {
    match error {
        AccessError::Hidden => Problem::NotFound,
        AccessError::Unavailable(error) => unavailable(error),
    }
}

async fn form_wrong(
    room: &OversightRoom,
    watcher: &Watcher,
    reader: &Reader,
    form: FormData,
    field: &str,
    wrong: Message,
) -> Result<Response, Problem> {
    let errors = FormErrors::one(field, wrong);
    form_again(room, watcher, reader, form, errors, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn form_again(
    room: &OversightRoom,
    watcher: &Watcher,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
    status: StatusCode,
) -> Result<Response, Problem> {
    let application: RecordId = form.value("application").parse().map_err(|_| Problem::NotFound)?;
    let seen = see(&room.ledger, &watcher.current.actor, application).await.map_err(hidden)?;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let release = room.release();
    let open = seen
        .application
        .steps
        .iter()
        .filter(|step| matches!(step.status, StepStatus::Open | StepStatus::Refining | StepStatus::Unsupported));
    let steps = open
        .map(|step| {
            let planned = &step.planned;
            let name = step_name(&reader.texts, &release, planned.item.as_str(), planned.step.as_str());
            Choice::new(
                planned.step.to_string(),
                format!("{} · {name}", organ_name(&release, planned.organ.as_str())),
            )
        })
        .collect();
    let page = Page(AskPage {
        chrome: reader.desk("inquiry-ask-title", Place::Oversight),
        style: style::address(),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        application: application.to_string(),
        steps,
        form,
        errors,
    });
    Ok((status, page).into_response())
}

#[allow(clippy::too_many_arguments, reason = "a page with what was typed on it")]
async fn page(
    room: &OversightRoom,
    at: &AtDesk,
    id: RecordId,
    inquiry: &Inquiry,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
    status: StatusCode,
) -> Result<Response, Problem> {
    let (texts, release, today) = (&reader.texts, room.release(), room.today());
    let paths: Vec<String> = (1..=inquiry.said.len()).map(|place| format!("said/{place}")).collect();
    let words = room.ledger.secrets(id, &paths).await.map_err(unavailable)?;
    let people = inquiry.said.iter().filter_map(|said| said.actor.parse().ok());
    let names = Names::of(&room.ledger, people).await.map_err(unavailable)?;
    let line = |(said, path): (&crate::record::Said, &String)| SaidLine {
        what: match said.kind {
            SaidKind::Asked => "inquiry-said-asked",
            SaidKind::Answered => "inquiry-said-answered",
            SaidKind::Reminded => "inquiry-said-reminded",
            SaidKind::AskedAgain => "inquiry-said-asked-again",
            SaidKind::Closed => "inquiry-said-closed",
        },
        who: said.actor.parse().map(|account| names.colleague(account)).unwrap_or_default(),
        when: texts.moment_from(&said.at, &today),
        words: words
            .get(path)
            .and_then(|words| words.as_str())
            .unwrap_or_default()
            .to_owned(),
    };
    let may = |allowed: bool| allowed && inquiry.standing != Standing::Closed;
    let watches = may(permits::<acts::AskOrgan>(at, id, inquiry));
    let answers = may(permits::<acts::AnswerInquiry>(at, id, inquiry));
    let page = Page(InquiryPage {
        chrome: reader.desk("inquiries-title", if watches { Place::Oversight } else { Place::Todo }),
        style: style::address(),
        address: format!("/desk/inquiries/{id}"),
        number: inquiry.number.clone(),
        title: inquiry.title.clone(),
        application: format!("/desk/applications/{}", inquiry.application),
        application_number: inquiry.application_number.clone(),
        organ: organ_name(&release, inquiry.organ.as_str()),
        step: inquiry.step.as_ref().map(|step| step.to_string()),
        lamp: lamp(texts, inquiry.standing, inquiry.due, today),
        said: inquiry.said.iter().zip(&paths).map(line).collect(),
        answers: format!("/desk/inquiries/{id}/answers"),
        questions: format!("/desk/inquiries/{id}/questions"),
        may_answer: answers && inquiry.standing == Standing::Open,
        answered_by_head: !answers && !watches && inquiry.standing == Standing::Open,
        may_remind: watches && inquiry.standing == Standing::Open,
        may_ask_again: watches && inquiry.standing == Standing::Answered,
        may_close: watches,
        form,
        errors,
    });
    Ok((status, page).into_response())
}

fn permits<A: PolicyAct>(at: &AtDesk, id: RecordId, inquiry: &Inquiry) -> bool {
    authority::permit::<A>(at.actor(), &subject(id, inquiry)).is_ok()
}
