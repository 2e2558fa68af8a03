//! `/desk/organ/handovers`: a post goes with its open work from one person to another (离岗交接): what will move is shown
//! before it is ordered, what came of it afterwards.

use askama::Template;
use authority::acts;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Message, Place, Problem};
use identity::{PostId, RecordId};
use ledger::SubmitError;
use people::record::account::Colleague;

use super::beside::Beside;
use super::organ::{post_name, stage_key};
use crate::handover::record::{CallOff, HandoverRefusal, MoveOutcome, Order, PlanHandover};
use crate::handover::{Handovers, Stage, Task, open_tasks, takes_tasks_along};
use crate::names::Names;
use crate::organ::{Hands, Organ, Person, Staff, loads};
use crate::seeing::{self, unavailable};
use crate::visit::{Posted, Visit};
use crate::words::Words;

/// How many of the tasks that will move are named.
const TASKS_SHOWN: usize = 30;

/// A task that moves, or what came of it.
struct TaskLine {
    name: String,
    title: String,
    path: String,
    outcome: &'static str,
    why: String,
}

/// What will move.
struct Moving {
    from: String,
    count: usize,
    late: u32,
    soon: u32,
    waiting: u32,
    tasks: Vec<TaskLine>,
}

#[derive(Template)]
#[template(path = "pages/handovers_new.html")]
struct NewHandover {
    chrome: Chrome,
    organ: Option<(&'static str, String)>,
    posts: Vec<Choice>,
    receivers: Vec<Choice>,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    moving: Option<Moving>,
    back: String,
}

#[derive(Template)]
#[template(path = "pages/handover.html")]
struct ShowHandover {
    chrome: Chrome,
    post: String,
    from: String,
    to: String,
    by: String,
    day: String,
    stage: &'static str,
    state: String,
    lines: Vec<TaskLine>,
    may_call_off: bool,
    call_off: String,
    back: String,
}

/// `GET /desk/organ/handovers/new?from=…`
pub(super) async fn new(visit: Visit) -> Result<Response, Problem> {
    let organ = administered(&visit, visit.query.given("organ"))?;
    let staff = Staff::of(&visit.desks, &organ.id).await?;
    let from = staff
        .people
        .iter()
        .find(|person| person.account.to_string() == visit.query.value("from"));
    let mut form = visit.query.clone();
    let first = |person: &Person| {
        person
            .posts
            .iter()
            .find(|post| can_be_handed(&visit, post))
            .or(person.posts.first())
            .cloned()
    };
    if let Some((person, post)) = from.and_then(|person| Some((person, first(person)?))) {
        form = form.filled("held", format!("{}~{post}", person.account));
    }
    if form.value("day").is_empty() {
        form = form.filled("day", visit.desks.today().to_string());
    }
    respond(&visit, &organ, form, FormErrors::default(), String::new(), StatusCode::OK).await
}

/// `POST /desk/organ/handovers`
pub(super) async fn create(posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let organ = administered(visit, posted.form.given("organ"))?;
    let again = |errors, obstacle, status| respond(visit, &organ, posted.form.clone(), errors, obstacle, status);
    if !posted.is_ours {
        let expired = visit.texts().say("desk-form-expired").to_string();
        return again(FormErrors::default(), expired, StatusCode::FORBIDDEN).await;
    }
    let asked = match Asked::read(visit, &organ, &posted.form).await? {
        Ok(asked) => asked,
        Err(errors) => return again(errors, String::new(), StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    match plan(visit, &organ, asked, posted.key("handovers")).await? {
        Ok(handover) => Ok(Redirect::to(&format!("/desk/organ/handovers/{handover}")).into_response()),
        Err((field, key)) => {
            let errors = FormErrors::one(field, key);
            again(errors, String::new(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// What is asked for.
pub(crate) struct Asked {
    pub(crate) post: PostId,
    pub(crate) from: Colleague,
    pub(crate) to: RecordId,
    pub(crate) day: Day,
}

impl Asked {
    async fn read(visit: &Visit, organ: &Organ, form: &FormData) -> Result<Result<Self, FormErrors>, Problem> {
        let mut errors = FormErrors::default();
        let held = form.value("held").split_once('~');
        let (from, post) = held
            .map(|(from, post)| (from.parse::<RecordId>().ok(), post.parse::<PostId>().ok()))
            .unwrap_or_default();
        let to = form.value("to").parse::<RecordId>().ok();
        let day = form.value("day").parse::<Day>().ok();
        if to.is_none() {
            errors.add("to", "desk-handover-to-missing");
        }
        if day.is_none() {
            errors.add("day", "desk-handover-day-missing");
        }
        let (Some(from), Some(post)) = (from, post) else {
            errors.add("held", "desk-handover-held-missing");
            return Ok(Err(errors));
        };
        let holds = |other: &PostId| *other == post;
        let holder = people::views::colleague(visit.desks.ledger(), from, &organ.id, holds)
            .await
            .map_err(unavailable)?;
        if holder.is_none() {
            errors.add("held", "desk-handover-held-gone");
        }
        Ok(match (holder, to, day) {
            (Some(from), Some(to), Some(day)) if errors.is_empty() => Ok(Self { post, from, to, day }),
            _ => Err(errors),
        })
    }
}

/// Orders it; refused, the field and the key of why.
pub(crate) async fn plan(
    visit: &Visit,
    organ: &Organ,
    asked: Asked,
    key: ledger::Key,
) -> Result<Result<RecordId, (&'static str, &'static str)>, Problem> {
    if !people::views::account_exists(visit.desks.ledger(), asked.to)
        .await
        .map_err(unavailable)?
    {
        return Ok(Err(("to", "desk-handover-to-missing")));
    }
    let handover = record_of(&key);
    let permit = organ.permit::<acts::HandOver>(&visit.at, handover)?;
    let assigns = organ.permit::<acts::AssignPost>(&visit.at, asked.to).is_ok();
    if !assigns && !can_be_handed(visit, &asked.post) {
        return Ok(Err(("held", "desk-handover-not-of-chain")));
    }
    if !assigns && !visit.desks.is_colleague(asked.to, &organ.id).await? {
        return Ok(Err(("to", "desk-handover-to-outside")));
    }
    let command = PlanHandover {
        post: asked.post,
        organ: organ.id.clone(),
        from: asked.from,
        to: asked.to,
        day: asked.day,
        among_colleagues: !assigns,
    };
    let submitted = visit.desks.ledger().submit::<Handovers, _>(&permit, handover, command, key);
    match submitted.await {
        Ok(_) => Ok(Ok(handover)),
        Err(SubmitError::Refused(refusal)) => Ok(Err((field_of(refusal), refusal.key()))),
        Err(SubmitError::Stale { .. }) => Ok(Err(("held", "desk-handover-held-gone"))),
        Err(SubmitError::KeyReused) => Err(Problem::Conflict(Message::new("desk-refusal-sent-before"))),
        Err(
            error @ (SubmitError::Claimed { .. }
            | SubmitError::NotPermitted
            | SubmitError::Unavailable(_)
            | SubmitError::Broken(_)),
        ) => {
            tracing::error!(%error, "a handover was not committed");
            Err(Problem::Unavailable)
        }
    }
}

/// Whether a signer may hand it over: other posts are given by whoever assigns posts.
fn can_be_handed(visit: &Visit, post: &PostId) -> bool {
    visit.desks.post(post).is_some_and(|post| post.is_of_chain())
}

/// The same form makes the same handover, however often it is sent.
fn record_of(key: &ledger::Key) -> RecordId {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(format!("handover:{key}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
    RecordId::from_bytes(bytes)
}

fn field_of(refusal: HandoverRefusal) -> &'static str {
    match refusal {
        HandoverRefusal::DayOutOfReach => "day",
        HandoverRefusal::ToOneself => "to",
        HandoverRefusal::Begun | HandoverRefusal::Unknown | HandoverRefusal::Nobody => "held",
    }
}

/// `GET /desk/organ/handovers/{handover}`
pub(super) async fn show(Path(handover): Path<RecordId>, visit: Visit) -> Result<Response, Problem> {
    let (order, stage) = seen(&visit, handover).await?;
    let organ = administered(&visit, Some(order.organ.as_str()))?;
    let texts = visit.texts();
    let names = Names::of(&visit.desks, [order.from, order.to, order.by], [])
        .await
        .map_err(unavailable)?;
    let lines = match &stage {
        Stage::Begun(tasks) => lines_of(&visit, tasks.iter().map(|task| (task, "", String::new()))).await?,
        Stage::Done(moved) => {
            let told = moved.iter().map(|one| match &one.outcome {
                MoveOutcome::Moved => (&one.task, "desk-reassign-moved", String::new()),
                MoveOutcome::OnTheDesk => (&one.task, "desk-handover-on-the-desk", String::new()),
                MoveOutcome::Stayed(why) => (&one.task, "desk-reassign-stayed", texts.say(why).to_string()),
            });
            lines_of(&visit, told).await?
        }
        Stage::Planned | Stage::CalledOff | Stage::Failed(_) => Vec::new(),
    };
    let state = match &stage {
        Stage::Done(moved) => {
            let of = |outcome: fn(&MoveOutcome) -> bool| moved.iter().filter(|one| outcome(&one.outcome)).count();
            texts
                .say("desk-handover-done-says")
                .with("moved", of(|outcome| *outcome == MoveOutcome::Moved))
                .with("desk", of(|outcome| *outcome == MoveOutcome::OnTheDesk))
                .with("stayed", of(|outcome| matches!(outcome, MoveOutcome::Stayed(_))))
                .to_string()
        }
        Stage::Planned => texts
            .say("desk-handover-planned-says")
            .with("day", texts.long_day(&order.day))
            .to_string(),
        Stage::Begun(tasks) => texts.say("desk-handover-begun-says").with("count", tasks.len()).to_string(),
        Stage::CalledOff => texts.say("desk-handover-called-off-says").to_string(),
        Stage::Failed(why) => texts.say(why).to_string(),
    };
    let mut chrome = visit.reader.desk("desk-handover-title", Place::Organ);
    if matches!(stage, Stage::Planned | Stage::Begun(_)) {
        chrome = chrome.following_stream("/desk/live");
    }
    let page = ShowHandover {
        chrome,
        post: post_name(&visit, &order.post),
        from: names.colleague(order.from).to_owned(),
        to: names.colleague(order.to).to_owned(),
        by: names.colleague(order.by).to_owned(),
        day: texts.long_day(&order.day),
        stage: stage_key(&stage),
        state,
        lines,
        may_call_off: stage == Stage::Planned,
        call_off: format!("/desk/organ/handovers/{handover}/cancellations"),
        back: back(&visit, &organ),
    };
    let title = visit.texts().say("desk-handover-title").to_string();
    Beside::new(page, title, "").alone().respond(&visit).await
}

/// `POST /desk/organ/handovers/{handover}/cancellations`
pub(super) async fn call_off(Path(handover): Path<RecordId>, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    if !posted.is_ours {
        return Err(Problem::FormExpired);
    }
    let (order, _) = seen(visit, handover).await?;
    let organ = administered(visit, Some(order.organ.as_str()))?;
    let permit = organ.permit::<acts::HandOver>(&visit.at, handover)?;
    let key = posted.key("cancellations");
    match visit
        .desks
        .ledger()
        .submit::<Handovers, _>(&permit, handover, CallOff, key)
        .await
    {
        Ok(_) => Ok(Redirect::to(&format!("/desk/organ/handovers/{handover}")).into_response()),
        Err(SubmitError::Refused(refusal)) => Err(Problem::Conflict(Message::new(refusal.key()))),
        Err(error) => {
            tracing::error!(%error, "a handover was not called off");
            Err(Problem::Unavailable)
        }
    }
}

/// A handover of an organ that the reader administers.
pub(crate) async fn seen(visit: &Visit, handover: RecordId) -> Result<(Order, Stage), Problem> {
    let snapshot = visit
        .desks
        .ledger()
        .state::<Handovers>(handover)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    let order = snapshot.state.order.clone().ok_or(Problem::NotFound)?;
    administered(visit, Some(order.organ.as_str()))?;
    Ok((order, snapshot.state.stage.clone()))
}

pub(crate) fn administered(visit: &Visit, organ: Option<&str>) -> Result<Organ, Problem> {
    let named = organ.and_then(|organ| organ.parse().ok());
    let organ = Organ::named(&visit.desks, &visit.at, named)?;
    match organ.is_administered_by(&visit.at) {
        true => Ok(organ),
        false => Err(Problem::NotFound),
    }
}

fn back(visit: &Visit, organ: &Organ) -> String {
    match organ.parameter(&visit.at) {
        Some((name, value)) => format!("/desk/organ?{name}={value}"),
        None => "/desk/organ".to_owned(),
    }
}

async fn respond(
    visit: &Visit,
    organ: &Organ,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    status: StatusCode,
) -> Result<Response, Problem> {
    let staff = Staff::of(&visit.desks, &organ.id).await?;
    let texts = visit.texts();
    let assigns = organ.permit::<acts::AssignPost>(&visit.at, visit.at.account).is_ok();
    let mut posts = Vec::new();
    for person in &staff.people {
        for post in person.posts.iter().filter(|post| assigns || can_be_handed(visit, post)) {
            let label = texts
                .say("desk-handover-held")
                .with("name", &person.name)
                .with("post", post_name(visit, post));
            posts.push(Choice::new(format!("{}~{post}", person.account), label));
        }
    }
    let moving = match form.value("held").split_once('~') {
        Some((from, post)) => moving(visit, organ, &staff, from, post).await?,
        None => None,
    };
    let page = NewHandover {
        chrome: visit.reader.desk("desk-handover-title", Place::Organ),
        organ: organ.parameter(&visit.at),
        posts,
        receivers: staff
            .people
            .iter()
            .filter(|person| !form.value("held").starts_with(&person.account.to_string()))
            .map(|person| Choice::new(person.account.to_string(), &person.name))
            .collect(),
        back: back(visit, organ),
        form,
        errors,
        obstacle,
        moving,
    };
    let title = texts.say("desk-handover-title").to_string();
    Beside {
        status,
        ..Beside::new(page, title, "").alone()
    }
    .respond(visit)
    .await
}

/// What moves with a post: the tasks in its holder's hands, if it is the one in which they are handled.
async fn moving(visit: &Visit, organ: &Organ, staff: &Staff, from: &str, post: &str) -> Result<Option<Moving>, Problem> {
    let (Ok(from), Ok(post)) = (from.parse::<RecordId>(), post.parse::<PostId>()) else {
        return Ok(None);
    };
    let ledger = visit.desks.ledger();
    let handles = takes_tasks_along(&visit.desks, &post, from, &organ.id)
        .await
        .map_err(unavailable)?;
    let tasks = match handles {
        true => open_tasks(ledger, &organ.id, from).await.map_err(unavailable)?,
        false => Vec::new(),
    };
    let loads = loads(ledger, &organ.id, visit.desks.today()).await.map_err(unavailable)?;
    let load = loads
        .iter()
        .find(|load| load.hands == Hands::Of(from) && handles)
        .copied()
        .unwrap_or_default();
    let shown = tasks.iter().take(TASKS_SHOWN).map(|task| (task, "", String::new()));
    Ok(Some(Moving {
        from: staff.name(from).to_owned(),
        count: tasks.len(),
        late: load.late,
        soon: load.soon,
        waiting: load.waiting,
        tasks: lines_of(visit, shown).await?,
    }))
}

/// Tasks by name; one that the reader may not see is told of by its step alone.
async fn lines_of<'a>(
    visit: &Visit,
    tasks: impl Iterator<Item = (&'a Task, &'static str, String)>,
) -> Result<Vec<TaskLine>, Problem> {
    let mut lines = Vec::new();
    for (task, outcome, why) in tasks {
        let line = match seeing::application(&visit.desks, &visit.at, &task.application.to_string()).await {
            Ok(seen) => {
                let words = Words::of(visit.desks.catalogue(), &seen.application);
                let step = seen.application.step(&task.step);
                TaskLine {
                    name: step
                        .map(|step| words.step(visit.texts(), &step.planned.item, task.step.as_str()))
                        .unwrap_or_default(),
                    title: seen
                        .application
                        .filing
                        .as_ref()
                        .map(|filing| filing.title.clone())
                        .unwrap_or_default(),
                    path: format!("/desk/{}/{}", task.application, task.step),
                    outcome,
                    why,
                }
            }
            Err(Problem::NotFound) => TaskLine {
                name: task.step.to_string(),
                title: String::new(),
                path: String::new(),
                outcome,
                why,
            },
            Err(problem) => return Err(problem),
        };
        lines.push(line);
    }
    Ok(lines)
}
