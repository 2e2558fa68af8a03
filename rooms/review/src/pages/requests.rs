//! `/desk/{application}/requests/{number}`: what the holder of a certificate asks for, and how the organ that issued it answers:
//! by proposing to its head that it be done, or be refused in writing.

use applications::access::Seen;
use applications::record::command::Propose;
use applications::record::document::IssuedDocument;
use applications::record::proposal::{Proposal, ProposedOn};
use applications::record::request::{Request, RequestKind, RequestNumber, RequestOutcome};
use applications::record::{Application, Refusal};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use front::{Chrome, FormData, FormErrors, Place, Problem, Texts};
use ledger::Key;

use super::beside::Beside;
use crate::acts::{self as doing, Obstacle, Outcome};
use crate::at_desk::AtDesk;
use crate::desks::Desks;
use crate::seeing::{self, unavailable};
use crate::visit::{Posted, Visit};
use crate::words::Words;
use crate::work::{NameShown, applicant, request_key};

type Ids = Path<(String, String)>;

#[derive(Template)]
#[template(path = "pages/request.html")]
struct RequestWork {
    chrome: Chrome,
    what: String,
    item: String,
    title: String,
    number: String,
    holder: String,
    application_path: String,
    certificate: String,
    certificate_path: String,
    valid_until: String,
    asked: String,
    /// How it stands.
    state: String,
    /// What silence is worth; nothing where it is worth nothing.
    silence: String,
    words: String,
    /// Where that is read with which it was proven.
    proof: String,
    /// The proposal that would answer it, where one waits.
    proposal: String,
    can_answer: bool,
    is_prolongation: bool,
    grant: String,
    refuse: String,
    list: String,
    said: Option<String>,
    again: Again,
}

/// Why it is shown again, and what was typed.
#[derive(Clone, Debug, Default)]
struct Again {
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    status: StatusCode,
}

/// `GET /desk/{application}/requests/{number}`
pub(super) async fn show(Path((application, number)): Ids, visit: Visit) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let request = known(&seen.application, &number)?;
    let words = words(&visit, &seen, request).await?;
    let until = until(&seen.application, request).map(|day| ("until".to_owned(), day.to_string()));
    let typed = [("reasons".to_owned(), words)].into_iter().chain(until);
    let again = Again {
        form: FormData::of(typed).map_err(|_| Problem::Broken)?,
        ..Again::default()
    };
    respond(&visit, &seen, request, again).await
}

/// `POST /desk/{application}/requests/{number}/grants`
pub(super) async fn grant(Path((application, number)): Ids, posted: Posted) -> Result<Response, Problem> {
    let seen = seeing::application(&posted.visit.desks, &posted.visit.at, &application).await?;
    let request = known(&seen.application, &number)?;
    let is_prolongation = request.requested.kind == RequestKind::Prolong;
    let until = match posted.form.value("until").trim().parse::<Day>() {
        Ok(until) => Some(until).filter(|_| is_prolongation),
        Err(_) if is_prolongation => {
            let errors = FormErrors::one("until", "desk-request-until-missing");
            return respond(&posted.visit, &seen, request, wrong(&posted, errors)).await;
        }
        Err(_) => None,
    };
    let proposal = granting(&seen.application, request, until).ok_or(Problem::NotFound)?;
    answer(&posted, &seen, request, proposal, "reasons").await
}

/// `POST /desk/{application}/requests/{number}/refusals`
pub(super) async fn refuse(Path((application, number)): Ids, posted: Posted) -> Result<Response, Problem> {
    let seen = seeing::application(&posted.visit.desks, &posted.visit.at, &application).await?;
    let request = known(&seen.application, &number)?;
    answer(&posted, &seen, request, refusing(request), "why-not").await
}

/// A request of an application that the reader may see.
pub(crate) fn known<'a>(application: &'a Application, number: &str) -> Result<&'a Request, Problem> {
    let number: RequestNumber = number.parse().map_err(|_| Problem::NotFound)?;
    application.request(number).ok_or(Problem::NotFound)
}

/// The proposal to do what was asked.
pub(crate) fn granting(application: &Application, request: &Request, until: Option<Day>) -> Option<Proposal> {
    Some(Proposal::Afterwards {
        document: request.document,
        what: request.granting(application, until)?,
    })
}

/// The proposal to refuse it.
pub(crate) fn refusing(request: &Request) -> Proposal {
    Proposal::RefuseRequest {
        request: request.requested.number,
    }
}

/// Proposes an answer at the desk of the organ that issued the certificate.
pub(crate) async fn propose(
    (desks, at): (&Desks, &AtDesk),
    seen: &Seen,
    request: &Request,
    proposal: Proposal,
    reasons: String,
    key: Key,
) -> Outcome {
    let permit = certificate(&seen.application, request)
        .and_then(|certificate| doing::permit_to_handle(at, seen, &certificate.organ))
        .ok_or(Obstacle::NotYours)?;
    let command = Propose {
        on: ProposedOn::Case(request.requested.item.clone()),
        proposal,
        answers: Some(request.requested.number),
        reasons,
    };
    doing::submit(desks, permit, command, key).await
}

async fn answer(
    posted: &Posted,
    seen: &Seen,
    request: &Request,
    proposal: Proposal,
    words: &'static str,
) -> Result<Response, Problem> {
    let visit = &posted.visit;
    if !posted.is_ours {
        let again = Again {
            form: posted.form.clone(),
            obstacle: visit.texts().say("desk-form-expired").to_string(),
            status: StatusCode::FORBIDDEN,
            ..Again::default()
        };
        return respond(visit, seen, request, again).await;
    }
    let reasons = posted.form.value(words).to_owned();
    let desk = (&visit.desks, &visit.at);
    let obstacle = match propose(desk, seen, request, proposal, reasons, posted.key("answered")).await {
        Ok(_) => {
            let address = visit.address(&path(seen, request), &[("said", "request-answered")]);
            return Ok(Redirect::to(&address).into_response());
        }
        Err(Obstacle::NotYours) => return Err(Problem::NotFound),
        Err(obstacle) => obstacle,
    };
    let message = doing::message(&obstacle);
    let again = match doing::is_conflict(&obstacle) {
        true => Again {
            obstacle: visit.texts().tell(&message),
            status: StatusCode::CONFLICT,
            ..wrong(posted, FormErrors::default())
        },
        false => wrong(posted, FormErrors::one(field_of(&obstacle, words), message)),
    };
    let seen = seeing::application(&visit.desks, &visit.at, &seen.record.to_string()).await?;
    let request = known(&seen.application, &request.requested.number.to_string())?;
    respond(visit, &seen, request, again).await
}

fn wrong(posted: &Posted, errors: FormErrors) -> Again {
    Again {
        form: posted.form.clone(),
        errors,
        status: StatusCode::UNPROCESSABLE_ENTITY,
        ..Again::default()
    }
}

fn field_of(obstacle: &Obstacle, words: &'static str) -> &'static str {
    if let Obstacle::Refused(Refusal::NotProlonged { .. } | Refusal::ProlongedTooFar { .. } | Refusal::NothingToProlong) =
        obstacle
    {
        "until"
    } else {
        words
    }
}

fn certificate<'a>(application: &'a Application, request: &Request) -> Option<&'a IssuedDocument> {
    application.document(request.document)
}

/// The longest a certificate can be prolonged, where that is asked.
fn until(application: &Application, request: &Request) -> Option<Day> {
    if request.requested.kind != RequestKind::Prolong {
        return None;
    }
    applications::record::request::prolonged_until(application, certificate(application, request)?)
}

fn path(seen: &Seen, request: &Request) -> String {
    format!("/desk/{}/requests/{}", seen.record, request.requested.number)
}

/// What the holder wrote.
async fn words(visit: &Visit, seen: &Seen, request: &Request) -> Result<String, Problem> {
    let path = request.requested.number.words_path();
    let kept = visit.desks.ledger().secrets(seen.record, std::slice::from_ref(&path));
    let kept = kept.await.map_err(unavailable)?;
    Ok(kept
        .get(&path)
        .and_then(|words| words.as_str())
        .unwrap_or_default()
        .to_owned())
}

async fn respond(visit: &Visit, seen: &Seen, request: &Request, again: Again) -> Result<Response, Problem> {
    let (texts, requested) = (visit.texts(), &request.requested);
    let names = Words::of(visit.desks.catalogue(), &seen.application);
    let certificate = certificate(&seen.application, request).ok_or(Problem::NotFound)?;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let path = path(seen, request);
    let proposal = seen.application.answer_to(requested.number);
    let is_mine = doing::permit_to_handle(&visit.at, seen, &certificate.organ).is_some();
    let page = RequestWork {
        chrome: visit.reader.desk("desk-title", Place::Todo),
        what: texts.say(request_key(requested.kind)).to_string(),
        item: names.item_in_full(&requested.item),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        holder: applicant(visit.desks.ledger(), texts, filing.applicant, NameShown::Masked)
            .await
            .map_err(unavailable)?,
        application_path: format!("/desk/applications/{}", seen.record),
        certificate: certificate.number.clone(),
        certificate_path: format!("/applications/{}/documents/{}", seen.record, certificate.ordinal),
        valid_until: certificate.valid_until.map(|day| texts.long_day(&day)).unwrap_or_default(),
        asked: texts.long_day(&requested.day),
        state: state(texts, request, proposal.is_some()),
        silence: silence(texts, request),
        words: words(visit, seen, request).await?,
        proof: requested
            .proof
            .as_ref()
            .map(|proof| format!("/desk/{}/materials/{}/{}", seen.record, proof.material, proof.version))
            .unwrap_or_default(),
        proposal: proposal
            .map(|proposal| visit.address(&format!("/desk/{}/proposals/{}", seen.record, proposal.number), &[]))
            .unwrap_or_default(),
        can_answer: is_mine && seen.application.awaits_answer(requested.number),
        is_prolongation: requested.kind == RequestKind::Prolong,
        grant: visit.address(&format!("{path}/grants"), &[]),
        refuse: visit.address(&format!("{path}/refusals"), &[]),
        list: visit.address("/desk", &[]),
        said: super::said(visit),
        again,
    };
    let title = format!("{} · {}", page.what, page.title);
    Beside {
        status: page.again.status,
        ..Beside::new(page, title, path)
    }
    .respond(visit)
    .await
}

/// How it stands, in a sentence.
fn state(texts: &Texts, request: &Request, is_proposed: bool) -> String {
    let said = match request.outcome {
        None if is_proposed => texts.say("desk-request-proposed"),
        None => texts.say("desk-request-open").with("until", texts.long_day(&request.due.day)),
        Some(RequestOutcome::Granted(day)) => texts.say("desk-request-granted").with("day", texts.long_day(&day)),
        Some(RequestOutcome::Refused { day, .. }) => texts.say("desk-request-refused").with("day", texts.long_day(&day)),
        Some(RequestOutcome::Deemed(day)) => texts.say("desk-request-deemed").with("day", texts.long_day(&day)),
        Some(RequestOutcome::Withdrawn(day)) => texts.say("desk-request-withdrawn").with("day", texts.long_day(&day)),
        Some(RequestOutcome::Lapsed) => texts.say("desk-request-lapsed"),
    };
    said.to_string()
}

/// What follows if nobody decides on a prolongation.
fn silence(texts: &Texts, request: &Request) -> String {
    let requested = &request.requested;
    match (request.outcome, requested.kind, requested.silence_grants_after) {
        (None, RequestKind::Prolong, Some(last)) => texts
            .say("desk-request-silence-grants")
            .with("last", texts.long_day(&last))
            .to_string(),
        (None, RequestKind::Prolong, None) => texts.say("desk-request-silence-grants-nothing").to_string(),
        (_, _, _) => String::new(),
    }
}
