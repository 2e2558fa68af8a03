//! Something proposed for signature: what will follow, and approving or declining it.

use applications::access::Seen;
use applications::record::command::{Approve, Decline, Propose};
use applications::record::proposal::{Outcome, Proposal, ProposalNumber, ProposalState, ProposedOn};
use applications::record::special::SpecialKind;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Place, Problem};
use identity::OrganId;
use procedure::definition::StepId;

use super::beside::{Beside, next_line};
use super::step_acts::{Form, act as on_step_page};
use crate::acts::{self, Obstacle, Outcome as Done};
use crate::list::TaskLine;
use crate::names::Names;
use crate::seeing::{self, unavailable};
use crate::visit::{Posted, Visit};
use crate::words::Words;
use crate::work::{self, Vault};

type Ids = Path<(String, String)>;

#[derive(Template)]
#[template(path = "pages/proposal.html")]
struct ProposalWork {
    chrome: Chrome,
    matter: String,
    number: String,
    title: String,
    act: String,
    state: String,
    item: String,
    by: String,
    day: String,
    signs: String,
    subject: String,
    subject_path: String,
    /// What its holder asked for and this answers.
    request: String,
    request_path: String,
    words: String,
    declined: String,
    is_open: bool,
    follows: Vec<String>,
    may_sign: bool,
    may_take_back: bool,
    approve: String,
    decline: String,
    list: String,
    said: String,
    next: Option<TaskLine>,
    obstacle: String,
    form: FormData,
    errors: FormErrors,
}

/// Why the page is shown again, and what was typed.
#[derive(Default)]
struct Again {
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    status: StatusCode,
}

/// `POST /desk/{application}/{step}/proposals`: proposes what the form names.
pub(super) async fn create(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let words = match posted.form.value("act") {
        "not-accept" => "reasons",
        "special-procedure" => "special-reasons",
        "extend" => "extend-reasons",
        _ => "",
    };
    let form = Form { done: "proposed", words };
    on_step_page(ids, posted, &form, |step, form| {
        Ok(Propose {
            proposal: proposal(form)?,
            on: ProposedOn::Step(step),
            answers: None,
            reasons: form.value(words).to_owned(),
        })
    })
    .await
}

/// What a form proposes.
fn proposal(form: &FormData) -> Result<Proposal, FormErrors> {
    match form.value("act") {
        "not-accept" => Ok(Proposal::NotAccept {
            elsewhere: form.given("elsewhere").and_then(|organ| organ.parse::<OrganId>().ok()),
        }),
        "special-procedure" => {
            let kind = SpecialKind::from_text(form.value("special-kind"))
                .ok_or_else(|| FormErrors::one("special-kind", "desk-special-kind-missing"))?;
            let days = days(form, "special-days")?;
            Ok(Proposal::SpecialProcedure { kind, days })
        }
        "extend" => Ok(Proposal::Extend {
            days: days(form, "extend-days")?,
            approval: form.given("extend-approval").map(|number| number.trim().to_owned()),
        }),
        _ => Err(FormErrors::one("act", "desk-choose-act")),
    }
}

fn days(form: &FormData, name: &str) -> Result<u32, FormErrors> {
    form.value(name)
        .trim()
        .parse()
        .map_err(|_| FormErrors::one(name, "desk-days-missing"))
}

/// `GET /desk/{application}/proposals/{number}`
pub(super) async fn show(Path((application, number)): Ids, visit: Visit) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let known = known(&seen, &number)?;
    respond(&visit, &seen, known, Again::default()).await
}

/// `POST /desk/{application}/proposals/{number}/approvals`
pub(super) async fn approve(Path((application, number)): Ids, posted: Posted) -> Result<Response, Problem> {
    let (seen, id) = opened(&posted, &application, &number).await?;
    let known = known(&seen, &number)?;
    if !posted.is_ours {
        return expired(&posted, &seen, known).await;
    }
    let visit = &posted.visit;
    let key = posted.key("approved");
    let done = acts::on_proposal(&visit.desks, &visit.at, &seen, &known.proposed, Approve { proposal: id }, key).await;
    answer(&posted, &application, &number, "approved", done).await
}

/// `POST /desk/{application}/proposals/{number}/declines`
pub(super) async fn decline(Path((application, number)): Ids, posted: Posted) -> Result<Response, Problem> {
    let (seen, id) = opened(&posted, &application, &number).await?;
    let known = known(&seen, &number)?;
    if !posted.is_ours {
        return expired(&posted, &seen, known).await;
    }
    let visit = &posted.visit;
    let command = Decline {
        proposal: id,
        reason: posted.form.value("reason").to_owned(),
    };
    let key = posted.key("declined");
    let done = acts::on_proposal(&visit.desks, &visit.at, &seen, &known.proposed, command, key).await;
    answer(&posted, &application, &number, "declined", done).await
}

async fn opened(posted: &Posted, application: &str, number: &str) -> Result<(Seen, ProposalNumber), Problem> {
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, application).await?;
    let id = known(&seen, number)?.proposed.number;
    Ok((seen, id))
}

/// A proposal of an application that the reader may see.
pub(crate) fn known<'a>(seen: &'a Seen, number: &str) -> Result<&'a ProposalState, Problem> {
    let number: ProposalNumber = number.parse().map_err(|_| Problem::NotFound)?;
    seen.application.proposal(number).ok_or(Problem::NotFound)
}

async fn expired(posted: &Posted, seen: &Seen, known: &ProposalState) -> Result<Response, Problem> {
    let again = Again {
        form: posted.form.clone(),
        obstacle: posted.visit.texts().say("desk-form-expired").to_string(),
        status: StatusCode::FORBIDDEN,
        ..Again::default()
    };
    respond(&posted.visit, seen, known, again).await
}

async fn answer(posted: &Posted, application: &str, number: &str, said: &str, done: Done) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let obstacle = match done {
        Ok(_) => {
            let path = format!("/desk/{application}/proposals/{number}");
            return Ok(Redirect::to(&visit.address(&path, &[("said", said)])).into_response());
        }
        Err(Obstacle::NotYours) => return Err(Problem::NotFound),
        Err(obstacle) => obstacle,
    };
    let seen = seeing::application(&visit.desks, &visit.at, application).await?;
    let message = acts::message(&obstacle);
    let form = posted.form.clone();
    let again = match (acts::is_conflict(&obstacle), &obstacle) {
        (false, Obstacle::Refused(_)) if said == "declined" => Again {
            form,
            errors: FormErrors::one("reason", message),
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Again::default()
        },
        (is_conflict, _) => Again {
            form,
            obstacle: visit.texts().tell(&message),
            status: if is_conflict {
                StatusCode::CONFLICT
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            },
            ..Again::default()
        },
    };
    respond(visit, &seen, known(&seen, number)?, again).await
}

async fn respond(visit: &Visit, seen: &Seen, known: &ProposalState, again: Again) -> Result<Response, Problem> {
    let (desks, texts, proposed) = (&visit.desks, visit.texts(), &known.proposed);
    let words = Words::of(desks.catalogue(), &seen.application);
    let (filing, plan) = (&seen.application.filing, &seen.application.plan);
    let (filing, plan) = filing.as_ref().zip(plan.as_ref()).ok_or(Problem::NotFound)?;
    let names = Names::of(desks, [proposed.by], []).await.map_err(unavailable)?;
    let vault = Vault::open(
        desks.ledger(),
        seen.record,
        &seen.application,
        None,
        visit.at.organ().as_ref(),
    )
    .await
    .map_err(unavailable)?;
    let almanac = desks.almanac();
    let path = format!("/desk/{}/proposals/{}", seen.record, proposed.number);
    let signing = acts::permit_on_proposal(&visit.at, seen, proposed);
    let signer = signing.as_ref().map_or(visit.at.actor(), |permit| permit.actor());
    let is_own = signer.hands().any(|hand| proposed.is_of(hand));
    let signs = signing.is_some();
    let said = said(visit);
    let next = match said.is_empty() || visit.at.organ().is_none() {
        true => None,
        false => next_line(visit, &path).await?,
    };
    let subject = match &proposed.on {
        ProposedOn::Step(step) => Some(step),
        ProposedOn::Case(_) => None,
    };
    let answered = proposed.answers.and_then(|number| seen.application.request(number));
    let follows = work::follows(texts, &words, seen, known, almanac.calendar(filing.region), desks.today());
    let page = ProposalWork {
        chrome: visit.reader.desk("desk-title", Place::Todo),
        matter: words.matter(plan.matter.as_str()),
        number: filing.number.to_string(),
        title: filing.title.clone(),
        act: work::act(texts, &proposed.proposal),
        state: texts
            .say(state_key(known, signs, is_own))
            .with("organ", words.organ(&proposed.organ))
            .to_string(),
        item: work::item_of(seen, proposed)
            .map(|item| words.item_in_full(item))
            .unwrap_or_default(),
        by: names.colleague(proposed.by).to_owned(),
        day: texts.day(&proposed.day),
        signs: texts
            .say(signatory_key(proposed.duty))
            .with("organ", words.organ(&proposed.organ))
            .to_string(),
        subject: subject.map(|step| step_name(visit, &words, seen, step)).unwrap_or_default(),
        subject_path: subject
            .map(|step| visit.address(&format!("/desk/{}/{step}", seen.record), &[]))
            .unwrap_or_default(),
        request: answered
            .map(|request| texts.say(work::request_key(request.requested.kind)).to_string())
            .unwrap_or_default(),
        request_path: answered
            .map(|request| visit.address(&format!("/desk/{}/requests/{}", seen.record, request.requested.number), &[]))
            .unwrap_or_default(),
        words: vault.text(&proposed.number.words_path()).to_owned(),
        declined: vault.text(&proposed.number.declined_path()).to_owned(),
        is_open: known.outcome.is_none(),
        follows: follows.iter().map(|message| texts.tell(message)).collect(),
        may_sign: signs && !is_own && known.outcome.is_none(),
        may_take_back: signs && is_own && known.outcome.is_none(),
        approve: visit.address(&format!("{path}/approvals"), &[]),
        decline: visit.address(&format!("{path}/declines"), &[]),
        list: visit.address("/desk", &[]),
        said,
        next,
        obstacle: again.obstacle,
        form: again.form,
        errors: again.errors,
    };
    let title = format!("{} · {}", page.act, page.title);
    Beside {
        status: again.status,
        ..Beside::new(page, title, path)
    }
    .respond(visit)
    .await
}

fn step_name(visit: &Visit, words: &Words, seen: &Seen, step: &StepId) -> String {
    let known = seen.application.step(step);
    known.map_or_else(
        || step.to_string(),
        |step| words.step(visit.texts(), &step.planned.item, step.planned.step.as_str()),
    )
}

/// What was just done, by the key in the address.
fn said(visit: &Visit) -> String {
    let said = match visit.query.value("said") {
        "approved" => "desk-said-approved",
        "declined" => "desk-said-declined",
        _ => return String::new(),
    };
    visit.texts().say(said).to_string()
}

/// The key of how a proposal stands for its reader.
fn state_key(known: &ProposalState, signs: bool, is_own: bool) -> &'static str {
    match known.outcome {
        None if signs && is_own => "desk-proposal-own",
        None if signs => "desk-proposal-yours",
        None => "desk-proposal-others",
        Some(Outcome::Approved) => "desk-proposal-approved",
        Some(Outcome::Declined) => "desk-proposal-declined",
        Some(Outcome::Lapsed) => "desk-proposal-lapsed",
    }
}

/// The key of whose signature it is.
fn signatory_key(duty: authority::Duty) -> &'static str {
    match duty {
        authority::Duty::Lead => "desk-proposal-signs-government",
        authority::Duty::Handle
        | authority::Duty::Check
        | authority::Duty::Sign
        | authority::Duty::Clerk
        | authority::Duty::Helper
        | authority::Duty::Supervise
        | authority::Duty::Administer
        | authority::Duty::Audit
        | authority::Duty::Protect => "desk-proposal-signs-organ",
    }
}
