//! `/desk/organ/reassignments`: the head gives tasks to somebody else, or back to the desk (改派): a preview of what happens to
//! each, with the reason; then one by one, and what came of each.

use applications::access::Seen;
use applications::record::command::Reassign;
use applications::record::state::{StepState, StepStatus};
use askama::Template;
use authority::{Duty, acts};
use axum::http::StatusCode;
use axum::response::Response;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Place, Problem};
use identity::RecordId;
use people::record::account::Colleague;

use super::beside::Beside;
use crate::acts::{Obstacle, message, submit};
use crate::names::Names;
use crate::organ::{Organ, Staff};
use crate::seeing::{self, unavailable};
use crate::visit::{Posted, Visit};
use crate::words::Words;
use crate::work::Sight;

/// The most that are reassigned at once.
const AT_ONCE_MAX: usize = 100;

/// A task that was selected.
struct Selected {
    /// What the form posts: application, step, and who has it now.
    value: String,
    name: String,
    title: String,
    number: String,
    lamp: front::furniture::Lamp,
    holder: String,
    /// Why it cannot be; empty if it can.
    why_not: String,
}

#[derive(Template)]
#[template(path = "pages/reassignments_new.html")]
struct Preview {
    chrome: Chrome,
    selected: Vec<Selected>,
    possible: usize,
    receivers: Vec<Choice>,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
}

/// What came of one.
struct Outcome {
    name: String,
    title: String,
    number: String,
    path: String,
    is_done: bool,
    why_not: String,
}

#[derive(Template)]
#[template(path = "pages/reassignments.html")]
struct Outcomes {
    chrome: Chrome,
    outcomes: Vec<Outcome>,
    done: usize,
    failed: usize,
    to: String,
}

/// `GET /desk/organ/reassignments/new?task[]=…&to=…`
pub(super) async fn new(visit: Visit) -> Result<Response, Problem> {
    let form = visit.query.clone();
    preview(&visit, form, FormErrors::default(), String::new(), StatusCode::OK).await
}

/// `POST /desk/organ/reassignments`
pub(super) async fn create(posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let organ = directed(visit)?;
    if !posted.is_ours {
        let expired = visit.texts().say("desk-form-expired").to_string();
        return preview(
            visit,
            posted.form.clone(),
            FormErrors::default(),
            expired,
            StatusCode::FORBIDDEN,
        )
        .await;
    }
    let errors = wrong(&posted.form);
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return preview(visit, posted.form.clone(), errors, String::new(), status).await;
    }
    let receiver = Receiver::read(visit, &organ, posted.form.value("to")).await?;
    let Some(receiver) = receiver else {
        let errors = FormErrors::one("to", "desk-reassign-receiver-left");
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return preview(visit, posted.form.clone(), errors, String::new(), status).await;
    };
    let mut outcomes = Vec::new();
    for task in posted.form.values("task[]").take(AT_ONCE_MAX) {
        outcomes.extend(reassign(&posted, &organ, task, &receiver).await?);
    }
    let done = outcomes.iter().filter(|outcome| outcome.is_done).count();
    let page = Outcomes {
        chrome: visit.reader.desk("desk-reassign-title", Place::Organ),
        failed: outcomes.len() - done,
        done,
        to: receiver.name,
        outcomes,
    };
    let title = visit.texts().say("desk-reassign-title").to_string();
    Beside::new(page, title, "").alone().respond(visit).await
}

/// Who gets the tasks.
struct Receiver {
    colleague: Option<Colleague>,
    name: String,
}

impl Receiver {
    /// None for whoever holds no handling post there any more.
    async fn read(visit: &Visit, organ: &Organ, to: &str) -> Result<Option<Self>, Problem> {
        if to == "desk" {
            let name = visit.texts().say("desk-reassign-to-desk").to_string();
            return Ok(Some(Self { colleague: None, name }));
        }
        let Ok(account) = to.parse::<RecordId>() else {
            return Ok(None);
        };
        let colleague = visit.desks.colleague_with(account, &organ.id, &[Duty::Handle]).await?;
        let names = Names::of(&visit.desks, [account], []).await.map_err(unavailable)?;
        Ok(colleague.map(|colleague| Self {
            colleague: Some(colleague),
            name: names.colleague(account).to_owned(),
        }))
    }
}

fn wrong(form: &FormData) -> FormErrors {
    let mut errors = FormErrors::default();
    if form.value("to").is_empty() {
        errors.add("to", "desk-reassign-receiver-missing");
    }
    if form.value("reason").trim().is_empty() {
        errors.add("reason", "desk-reassign-reason-missing");
    }
    errors
}

fn directed(visit: &Visit) -> Result<Organ, Problem> {
    let organ = Organ::named(&visit.desks, &visit.at, None)?;
    match organ.is_directed_by(&visit.at) {
        true => Ok(organ),
        false => Err(Problem::NotFound),
    }
}

/// One of them, under its own part of the form's key.
async fn reassign(posted: &Posted, organ: &Organ, task: &str, receiver: &Receiver) -> Result<Option<Outcome>, Problem> {
    let visit = &posted.visit;
    let Some((seen, step, from)) = found(visit, organ, task).await? else {
        return Ok(None);
    };
    let Some(step) = seen.application.step(&step) else {
        return Ok(None);
    };
    let command = Reassign {
        step: step.planned.step.clone(),
        from,
        to: receiver.colleague,
        reason: posted.form.value("reason").to_owned(),
        handover: None,
    };
    let outcome = give(visit, &seen, step, command, posted.key("reassignments").and(task)).await;
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let why_not = match &outcome {
        Ok(()) => String::new(),
        Err(obstacle) => super::sign_offs::why_not(visit, &seen, step, obstacle).await?,
    };
    Ok(Some(Outcome {
        name: words.step(visit.texts(), &step.planned.item, step.planned.step.as_str()),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        path: format!("/desk/{}/{}", seen.record, step.planned.step),
        is_done: outcome.is_ok(),
        why_not,
    }))
}

/// Has the application do it, by whoever signs for the organ.
pub(crate) async fn give(
    visit: &Visit,
    seen: &Seen,
    step: &StepState,
    command: Reassign,
    key: ledger::Key,
) -> Result<(), Obstacle> {
    let mut actors = visit.at.actors();
    let permit = actors.find_map(|actor| seen.permit_on_step::<acts::Reassign>(actor, step).ok());
    let permit = permit.ok_or(Obstacle::NotYours)?;
    submit(&visit.desks, permit, command, key).await.map(|_| ())
}

/// The application, step and holder that a task names, if the step is the organ's.
async fn found(
    visit: &Visit,
    organ: &Organ,
    task: &str,
) -> Result<Option<(Seen, procedure::definition::StepId, Option<RecordId>)>, Problem> {
    let mut parts = task.splitn(3, '/');
    let (Some(application), Some(step)) = (parts.next(), parts.next()) else {
        return Ok(None);
    };
    let named = parts.next();
    let seen = match seeing::application(&visit.desks, &visit.at, application).await {
        Ok(seen) => seen,
        Err(Problem::NotFound) => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let step = seen
        .application
        .step(&step.into())
        .filter(|step| step.planned.organ == organ.id);
    let known = step.map(|step| (step.planned.step.clone(), step.holder));
    Ok(known.map(|(id, holder)| {
        let from = named.map_or(holder, |named| named.parse().ok());
        (seen, id, from)
    }))
}

async fn preview(
    visit: &Visit,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    status: StatusCode,
) -> Result<Response, Problem> {
    let organ = directed(visit)?;
    let staff = Staff::of(&visit.desks, &organ.id).await?;
    let to: Option<RecordId> = form.value("to").parse().ok();
    let mut selected = Vec::new();
    for task in form.values("task[]").take(AT_ONCE_MAX) {
        if let Some((seen, step, _)) = found(visit, &organ, task).await? {
            selected.extend(line(visit, &seen, &step, to).await?);
        }
    }
    let choice = |person: &crate::organ::Person| {
        let away = person.away_on(visit.desks.today());
        let away = away.map(|_| visit.texts().say("desk-reassign-receiver-away").to_string());
        Choice::new(
            person.account.to_string(),
            format!("{}{}", person.name, away.unwrap_or_default()),
        )
    };
    let desk = Choice::new("desk", visit.texts().say("desk-reassign-to-desk"));
    let page = Preview {
        chrome: visit.reader.desk("desk-reassign-title", Place::Organ),
        possible: selected.iter().filter(|one| one.why_not.is_empty()).count(),
        selected,
        receivers: staff.handlers().map(choice).chain([desk]).collect(),
        form,
        errors,
        obstacle,
    };
    let title = visit.texts().say("desk-reassign-title").to_string();
    Beside {
        status,
        ..Beside::new(page, title, "").alone()
    }
    .respond(visit)
    .await
}

/// One line of the preview: who has it, and why it cannot be given on, if it cannot.
async fn line(
    visit: &Visit,
    seen: &Seen,
    step: &procedure::definition::StepId,
    to: Option<RecordId>,
) -> Result<Option<Selected>, Problem> {
    let Some(step) = seen.application.step(step) else {
        return Ok(None);
    };
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let almanac = visit.desks.almanac();
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let sight = Sight {
        texts: visit.texts(),
        words: &words,
        at: &visit.at,
        seen,
        step,
        calendar: almanac.calendar(filing.region),
        today: visit.desks.today(),
    };
    let names = Names::of(&visit.desks, step.holder, []).await.map_err(unavailable)?;
    let recused = to.is_some_and(|to| seen.application.recused(&step.planned.organ).any(|person| person == to));
    let is_open = matches!(step.status, StepStatus::Open | StepStatus::Refining | StepStatus::Unsupported);
    let why_not = match (is_open && step.takes_opinion(), recused) {
        (false, _) => visit.texts().tell(&message(&Obstacle::NotYours)),
        (true, true) => visit.texts().say("desk-refusal-recused").to_string(),
        (true, false) if to.is_some() && step.holder == to => visit.texts().say("desk-reassign-has-it").to_string(),
        (true, false) => String::new(),
    };
    let holder = step.holder.map(|holder| holder.to_string()).unwrap_or_default();
    Ok(Some(Selected {
        value: format!("{}/{}/{holder}", seen.record, step.planned.step),
        name: sight.name(),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        lamp: crate::work::step_lamp(&sight),
        holder: step
            .holder
            .map(|holder| names.holder(visit.texts(), holder))
            .unwrap_or_default(),
        why_not,
    }))
}
