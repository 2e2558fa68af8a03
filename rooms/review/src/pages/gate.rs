//! Recording a gate: that it is open, with its facts; or that it never will be, with what ends.

use applications::access::Seen;
use applications::record::command::{FailGate, OpenGate};
use applications::record::state::GateState;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Place, Problem};
use procedure::definition::{Gate, Matter};

use super::beside::Beside;
use crate::acts::{self, Obstacle};
use crate::gate::{self, Asked, Fact, Outlook, outlook};
use crate::history::{History, Teller};
use crate::names::Names;
use crate::seeing::{self, unavailable};
use crate::visit::{Posted, Visit};
use crate::words::Words;
use crate::work::{NameShown, applicant};

type Ids = Path<(String, String)>;

#[derive(Template)]
#[template(path = "pages/gate.html")]
struct GateWork {
    chrome: Chrome,
    name: String,
    title: String,
    number: String,
    applicant: String,
    application_path: String,
    opened: String,
    failed: String,
    can_record: bool,
    facts: Vec<Fact>,
    recorded: Vec<(String, String)>,
    outlook: Outlook,
    fails: bool,
    said: Option<String>,
    again: Again,
    open: String,
    fail: String,
    new_failure: String,
    back: String,
    list: String,
}

/// Why the gate is shown again, and what was typed.
#[derive(Clone, Debug, Default)]
struct Again {
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    who: String,
    status: StatusCode,
}

/// `GET /desk/{application}/gates/{gate}`
pub(super) async fn show(Path((application, gate)): Ids, visit: Visit) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let gate = seeing::gate(&seen, &visit.at, &gate)?;
    respond(&visit, &seen, gate, false, Again::default()).await
}

/// `GET /desk/{application}/gates/{gate}/failures/new`
pub(super) async fn new_failure(Path((application, gate)): Ids, visit: Visit) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let gate = seeing::gate(&seen, &visit.at, &gate)?;
    respond(&visit, &seen, gate, true, Again::default()).await
}

/// `POST /desk/{application}/gates/{gate}/openings`
pub(super) async fn open(Path((application, gate)): Ids, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let known = seeing::gate(&seen, &visit.at, &gate)?;
    if !posted.is_ours {
        return respond(visit, &seen, known, false, expired(&posted)).await;
    }
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let (matter, definition) = definition(&seen, &words, known)?;
    let facts = match gate::read(&words, matter, definition, &posted.form) {
        Ok(facts) => facts,
        Err(errors) => {
            let again = Again {
                errors,
                form: posted.form.clone(),
                status: StatusCode::UNPROCESSABLE_ENTITY,
                ..Again::default()
            };
            return respond(visit, &seen, known, false, again).await;
        }
    };
    let command = OpenGate {
        gate: known.gate.clone(),
        facts,
    };
    match acts::on_gate(
        &visit.desks,
        &visit.at,
        &seen,
        known,
        &definition.function,
        command,
        posted.key("gate-opened"),
    )
    .await
    {
        Ok(_) => Ok(done(visit, &seen, known, "gate-opened")),
        Err(obstacle) => stopped(&posted, &application, &gate, false, obstacle).await,
    }
}

/// `POST /desk/{application}/gates/{gate}/failures`
pub(super) async fn fail(Path((application, gate)): Ids, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let known = seeing::gate(&seen, &visit.at, &gate)?;
    if !posted.is_ours {
        return respond(visit, &seen, known, true, expired(&posted)).await;
    }
    if !posted.form.chose("sure", "yes") {
        let errors = FormErrors::one("sure", "desk-refuse-sure-missing");
        let again = Again {
            errors,
            form: posted.form.clone(),
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Again::default()
        };
        return respond(visit, &seen, known, true, again).await;
    }
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let (_, definition) = definition(&seen, &words, known)?;
    let command = FailGate {
        gate: known.gate.clone(),
        reason: posted.form.value("reason").to_owned(),
    };
    match acts::on_gate(
        &visit.desks,
        &visit.at,
        &seen,
        known,
        &definition.function,
        command,
        posted.key("gate-failed"),
    )
    .await
    {
        Ok(_) => Ok(done(visit, &seen, known, "gate-failed")),
        Err(obstacle) => stopped(&posted, &application, &gate, true, obstacle).await,
    }
}

/// The definition of a gate with its matter, by the release that the application keeps.
pub(crate) fn definition<'a>(seen: &Seen, words: &'a Words, gate: &GateState) -> Result<(&'a Matter, &'a Gate), Problem> {
    let plan = seen.application.plan.as_ref().ok_or(Problem::NotFound)?;
    words
        .matter_of(plan)
        .zip(words.gate(plan.matter.as_str(), &gate.gate))
        .ok_or(Problem::NotFound)
}

fn done(visit: &Visit, seen: &Seen, gate: &GateState, said: &str) -> Response {
    let path = path(seen, gate);
    Redirect::to(&visit.address(&path, &[("said", said)])).into_response()
}

fn path(seen: &Seen, gate: &GateState) -> String {
    format!("/desk/{}/gates/{}", seen.record, gate.gate)
}

fn expired(posted: &Posted) -> Again {
    let obstacle = posted.visit.texts().say("desk-form-expired").to_string();
    Again {
        obstacle,
        form: posted.form.clone(),
        status: StatusCode::FORBIDDEN,
        ..Again::default()
    }
}

async fn stopped(posted: &Posted, application: &str, gate: &str, fails: bool, obstacle: Obstacle) -> Result<Response, Problem> {
    let visit = &posted.visit;
    if obstacle == Obstacle::NotYours {
        return Err(Problem::NotFound);
    }
    let seen = seeing::application(&visit.desks, &visit.at, application).await?;
    let known = seeing::gate(&seen, &visit.at, gate)?;
    let message = acts::message(&obstacle);
    let form = posted.form.clone();
    let again = match acts::is_conflict(&obstacle) {
        true => {
            let who = who_recorded(visit, &seen, known).await?;
            Again {
                obstacle: visit.texts().tell(&message),
                who,
                form,
                status: StatusCode::CONFLICT,
                ..Again::default()
            }
        }
        false if obstacle == Obstacle::Unavailable => Again {
            obstacle: visit.texts().tell(&message),
            form,
            status: StatusCode::SERVICE_UNAVAILABLE,
            ..Again::default()
        },
        false => Again {
            errors: FormErrors::one("reason", message),
            form,
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Again::default()
        },
    };
    respond(visit, &seen, known, fails, again).await
}

/// Who recorded the gate before, when, and as what.
async fn who_recorded(visit: &Visit, seen: &Seen, gate: &GateState) -> Result<String, Problem> {
    use applications::record::Event;
    let ledger = visit.desks.ledger();
    let history = History::read(ledger, seen.record).await.map_err(unavailable)?;
    let recorded = history.happenings.iter().rfind(|happening| {
        matches!(&happening.event, Event::GateOpened { gate: recorded, .. } | Event::GateFailed { gate: recorded, .. } if *recorded == gate.gate)
    });
    let (Some(recorded), Some(plan)) = (recorded, &seen.application.plan) else {
        return Ok(String::new());
    };
    let names = Names::of(&visit.desks, recorded.account(), []).await.map_err(unavailable)?;
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
    let deed = teller.deed(recorded);
    Ok(deed
        .map(|deed| {
            visit
                .texts()
                .say("desk-conflict-deed")
                .with("time", deed.time)
                .with("who", deed.who)
                .with("what", deed.what)
                .to_string()
        })
        .unwrap_or_default())
}

async fn respond(visit: &Visit, seen: &Seen, gate: &GateState, fails: bool, again: Again) -> Result<Response, Problem> {
    let texts = visit.texts();
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let (_, definition) = definition(seen, &words, gate)?;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let path = path(seen, gate);
    let to = |end: &str| visit.address(&format!("{path}{end}"), &[]);
    let is_open = gate.opened_on.is_none() && gate.failed_on.is_none();
    let facts = gate::facts(texts, &words, definition);
    let said = visit
        .query
        .given("said")
        .map(|said| format!("desk-said-{said}"))
        .filter(|key| texts.knows(key));
    let page = GateWork {
        chrome: visit.reader.desk("desk-title", Place::Todo),
        name: definition.name.clone(),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        applicant: applicant(visit.desks.ledger(), texts, filing.applicant, NameShown::Masked)
            .await
            .map_err(unavailable)?,
        application_path: format!("/desk/applications/{}", seen.record),
        opened: gate.opened_on.map(|day| texts.day(&day)).unwrap_or_default(),
        failed: gate.failed_on.map(|day| texts.day(&day)).unwrap_or_default(),
        can_record: is_open && acts::permit_on_gate(&visit.at, seen, gate, &definition.function).is_some(),
        recorded: recorded(&facts, gate),
        outlook: outlook(texts, &words, &seen.application, gate),
        said: said.map(|key| texts.say(&key).to_string()),
        open: to("/openings"),
        fail: to("/failures"),
        new_failure: to("/failures/new"),
        back: to(""),
        list: visit.address("/desk", &[]),
        facts,
        fails: fails && is_open,
        again,
    };
    let title = texts
        .say("desk-window")
        .with("step", &page.name)
        .with("title", &page.title)
        .to_string();
    let address = page.said.as_ref().map(|_| page.back.clone());
    Beside {
        status: page.again.status,
        address,
        ..Beside::new(page, title, path)
    }
    .respond(visit)
    .await
}

/// What was recorded, as people read it.
fn recorded(facts: &[Fact], gate: &GateState) -> Vec<(String, String)> {
    facts
        .iter()
        .filter_map(|fact| {
            Some((
                fact.label.clone(),
                fact.told(gate.facts.iter().find(|(id, _)| id.as_str() == fact.id)?.1),
            ))
        })
        .collect()
}
