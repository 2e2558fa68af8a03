//! Signing off several decisions at once: a preview of what will happen to each, then one by one, and what came of each.

use applications::access::Seen;
use applications::record::command::SignOff;
use applications::record::state::{StepState, StepStatus};
use askama::Template;
use authority::acts;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, Place, Problem};
use ledger::Key;
use procedure::definition::StepKind;

use super::beside::Beside;
use crate::acts::{Obstacle, is_conflict, message, on_step};
use crate::history::{History, Teller, opinion_key};
use crate::names::Names;
use crate::seeing::{self, unavailable};
use crate::visit::{Posted, Visit};
use crate::words::Words;
use crate::work::{Follows, NameShown, Sight, applicant};

/// The most that are signed off at once.
const AT_ONCE_MAX: usize = 50;

/// A decision that was selected, and what follows from signing it off.
struct Selected {
    /// What the form posts: application and step.
    value: String,
    name: String,
    title: String,
    number: String,
    applicant: String,
    opinions: Vec<(String, &'static str)>,
    /// Where it is signed by itself, as a review did not support it; empty where it can be signed with others.
    alone: String,
    follows: Follows,
}

#[derive(Template)]
#[template(path = "pages/sign_offs_new.html")]
struct Preview {
    chrome: Chrome,
    selected: Vec<Selected>,
    left_out: usize,
    /// How many of them are signed together.
    together: usize,
    submit: String,
    back: String,
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
#[template(path = "pages/sign_offs.html")]
struct Outcomes {
    chrome: Chrome,
    outcomes: Vec<Outcome>,
    done: usize,
    failed: usize,
    back: String,
}

/// `GET /desk/sign-offs/new?task[]=…`
pub(super) async fn new(visit: Visit) -> Result<Response, Problem> {
    preview(&visit, &visit.query, String::new(), StatusCode::OK).await
}

/// `POST /desk/sign-offs`
pub(super) async fn create(posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    if !visit.at.signs() {
        return Err(Problem::NotFound);
    }
    if !posted.is_ours {
        let expired = visit.texts().say("desk-form-expired").to_string();
        return preview(visit, &posted.form, expired, StatusCode::FORBIDDEN).await;
    }
    let key = posted.key("sign-offs");
    let mut outcomes = Vec::new();
    for task in posted.form.values("task[]").take(AT_ONCE_MAX) {
        outcomes.extend(sign_off(visit, &key, task).await?);
    }
    let done = outcomes.iter().filter(|outcome| outcome.is_done).count();
    let page = Outcomes {
        chrome: visit.reader.desk("desk-title", Place::Todo),
        failed: outcomes.len() - done,
        done,
        outcomes,
        back: visit.address("/desk", &[]),
    };
    let title = visit.texts().say("desk-bulk-done-title").to_string();
    Beside::new(page, title, "").respond(visit).await
}

/// `GET /desk/sign-offs`: what came of them is told to whoever sends the form; whoever only looks is led to the list.
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    if !visit.at.signs() {
        return Err(Problem::NotFound);
    }
    Ok(Redirect::to(&visit.address("/desk", &[])).into_response())
}

/// One of them, under its own part of the form's key, and what came of it. One that the reader may not see is as if it had not
/// been posted.
async fn sign_off(visit: &Visit, key: &Key, task: &str) -> Result<Option<Outcome>, Problem> {
    let Some((seen, step)) = found(visit, task).await? else {
        return Ok(None);
    };
    let Some(step) = seen.application.step(&step) else {
        return Ok(None);
    };
    // Nobody signs over a review that did not support it without opening it.
    let command = SignOff::by(step.planned.step.clone());
    let obstacle = match on_step(&visit.desks, &visit.at, &seen, step, command, key.and(task)).await {
        Ok(_) => None,
        Err(Obstacle::Unavailable) => return Err(Problem::Unavailable),
        Err(obstacle @ (Obstacle::NotYours | Obstacle::Refused(_) | Obstacle::SentBefore)) => Some(obstacle),
    };
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    Ok(Some(Outcome {
        name: words.step(visit.texts(), &step.planned.item, step.planned.step.as_str()),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        path: format!("/desk/{}/{}", seen.record, step.planned.step),
        is_done: obstacle.is_none(),
        why_not: match obstacle {
            Some(obstacle) => why_not(visit, &seen, step, &obstacle).await?,
            None => String::new(),
        },
    }))
}

/// Why one was not signed off, and who was faster.
pub(super) async fn why_not(visit: &Visit, seen: &Seen, step: &StepState, obstacle: &Obstacle) -> Result<String, Problem> {
    let told = visit.texts().tell(&message(obstacle));
    let (true, Some(plan)) = (is_conflict(obstacle), &seen.application.plan) else {
        return Ok(told);
    };
    let ledger = visit.desks.ledger();
    let history = History::read(ledger, seen.record).await.map_err(unavailable)?;
    let Some(last) = history.last_of(&step.planned.step) else {
        return Ok(told);
    };
    let names = Names::of(&visit.desks, last.account(), []).await.map_err(unavailable)?;
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let said = std::collections::BTreeMap::new();
    let teller = Teller {
        texts: visit.texts(),
        words: &words,
        plan,
        names: &names,
        today: visit.desks.today(),
        said: &said,
    };
    let deed = teller.deed(last);
    let who = deed.map(|deed| {
        visit
            .texts()
            .say("desk-conflict-deed")
            .with("time", deed.time)
            .with("who", deed.who)
            .with("what", deed.what)
            .to_string()
    });
    Ok(format!("{told}{}", who.unwrap_or_default()))
}

/// The application and step that a task names, if the reader may see it and its step is the reader's organ's.
async fn found(visit: &Visit, task: &str) -> Result<Option<(Seen, procedure::definition::StepId)>, Problem> {
    let Some((application, step)) = task.split_once('/') else {
        return Ok(None);
    };
    let seen = match seeing::application(&visit.desks, &visit.at, application).await {
        Ok(seen) => seen,
        Err(Problem::NotFound) => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let organ = visit.at.organ();
    let step = seen
        .application
        .step(&step.into())
        .filter(|step| organ.as_ref() == Some(&step.planned.organ));
    let id = step
        .filter(|step| step.planned.kind == StepKind::Decision)
        .map(|step| step.planned.step.clone());
    Ok(id.map(|id| (seen, id)))
}

async fn preview(visit: &Visit, form: &FormData, obstacle: String, status: StatusCode) -> Result<Response, Problem> {
    if !visit.at.signs() {
        return Err(Problem::NotFound);
    }
    let tasks: Vec<&str> = form.values("task[]").take(AT_ONCE_MAX).collect();
    let mut all = Vec::new();
    for task in &tasks {
        all.extend(found(visit, task).await?.map(|(seen, step)| ((*task).to_owned(), seen, step)));
    }
    let mut selected = Vec::new();
    for (task, seen, step) in &all {
        let with_it = all
            .iter()
            .filter(|(_, other, _)| other.record == seen.record)
            .filter_map(|(_, _, other)| seen.application.step(other));
        let with_it: Vec<&StepState> = with_it.filter(|other| other.planned.step != *step).collect();
        selected.extend(line(visit, task, seen, step, &with_it).await?);
    }
    let page = Preview {
        chrome: visit.reader.desk("desk-title", Place::Todo),
        left_out: tasks.len() - selected.len(),
        together: selected.iter().filter(|one| one.alone.is_empty()).count(),
        selected,
        submit: visit.address("/desk/sign-offs", &[]),
        back: visit.address("/desk", &[]),
        obstacle,
    };
    let title = visit.texts().say("desk-bulk-title").to_string();
    Beside {
        status,
        ..Beside::new(page, title, "")
    }
    .respond(visit)
    .await
}

/// One line of the preview; none where it cannot be signed off now.
async fn line(
    visit: &Visit,
    task: &str,
    seen: &Seen,
    step: &procedure::definition::StepId,
    with_it: &[&StepState],
) -> Result<Option<Selected>, Problem> {
    let Some(step) = seen.application.step(step) else {
        return Ok(None);
    };
    let signs = seen.permit_on_step::<acts::SignOff>(visit.at.actor_on(step), step).is_ok();
    if step.status != StepStatus::Open || !signs {
        return Ok(None);
    }
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let almanac = visit.desks.almanac();
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let calendar = almanac.calendar(filing.region);
    let sight = Sight {
        texts: visit.texts(),
        words: &words,
        at: &visit.at,
        seen,
        step,
        calendar,
        today: visit.desks.today(),
    };
    let reviewed = seen
        .application
        .steps
        .iter()
        .filter(|other| other.planned.item == step.planned.item && other.takes_opinion());
    Ok(Some(Selected {
        value: task.to_owned(),
        name: sight.name(),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        applicant: applicant(visit.desks.ledger(), visit.texts(), filing.applicant, NameShown::Masked)
            .await
            .map_err(unavailable)?,
        opinions: reviewed
            .filter_map(|other| Some((sight.name_of(other), opinion_key(other.opinion?))))
            .collect(),
        alone: match seen.application.not_supported_by(&step.planned.item) {
            Some(_) => format!("/desk/{}/{}", seen.record, step.planned.step),
            None => String::new(),
        },
        follows: Follows::of(&sight, step, with_it)?,
    }))
}
