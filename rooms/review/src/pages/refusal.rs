//! Refusing a case: first what follows, then the reasons and a tick, then it is done.

use applications::access::Seen;
use applications::record::command::Refuse;
use applications::record::state::{Opinion, StepState};
use askama::Template;
use authority::acts::SignOff;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use front::{Chrome, FormData, FormErrors, Place, Problem};
use procedure::definition::{OnRefusal, StepKind};

use super::beside::Beside;
use super::step_acts::{Form, done, stopped};
use crate::acts::{self, Obstacle, is_conflict};
use crate::seeing::{self, unavailable};
use crate::visit::{Posted, Visit};
use crate::words::Words;
use crate::work::{Vault, said};

/// What the form is about.
const FORM: Form = Form {
    done: "refused",
    words: "reasons",
};

#[derive(Template)]
#[template(path = "pages/refusal.html")]
struct RefusalWork {
    chrome: Chrome,
    item: String,
    title: String,
    number: String,
    follows: RefusalFollows,
    obstacle: String,
    form: FormData,
    errors: FormErrors,
    submit: String,
    back: String,
}

/// What follows for the rest of the application.
enum RefusalFollows {
    /// Everything else ends with it.
    EndsAll(Vec<String>),
    /// The others go on.
    OthersGoOn(usize),
    /// There is nothing else.
    Alone,
}

/// `GET /desk/{application}/{step}/refusals/new`
pub(super) async fn new(Path((application, step)): Path<(String, String)>, visit: Visit) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let step = decision(&visit, &seen, &step)?;
    let form = FormData::default().filled(FORM.words, reasons_found(&visit, &seen, step).await?);
    show(
        &visit,
        &seen,
        step,
        form,
        FormErrors::default(),
        String::new(),
        StatusCode::OK,
    )
    .await
}

/// `POST /desk/{application}/{step}/refusals`
pub(super) async fn create(Path((application, step)): Path<(String, String)>, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let known = seeing::step(&seen, &step)?;
    if !posted.is_ours {
        let expired = visit.texts().say("desk-form-expired").to_string();
        return show(
            visit,
            &seen,
            known,
            posted.form.clone(),
            FormErrors::default(),
            expired,
            StatusCode::FORBIDDEN,
        )
        .await;
    }
    if !posted.form.chose("sure", "yes") {
        let errors = FormErrors::one("sure", "desk-refuse-sure-missing");
        return show(
            visit,
            &seen,
            known,
            posted.form.clone(),
            errors,
            String::new(),
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    let command = Refuse {
        step: known.planned.step.clone(),
        reasons: posted.form.value("reasons").to_owned(),
    };
    match acts::on_step(&visit.desks, &visit.at, &seen, known, command, posted.key(FORM.done)).await {
        Ok(_) => Ok(done(&posted, &seen, known, FORM.done)),
        Err(obstacle @ Obstacle::Refused(_)) if !is_conflict(&obstacle) => {
            let errors = FormErrors::one(FORM.words, acts::message(&obstacle));
            show(
                visit,
                &seen,
                known,
                posted.form.clone(),
                errors,
                String::new(),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
        Err(obstacle) => stopped(&posted, &application, &step, &FORM, obstacle).await,
    }
}

/// What reviewers of the item found against it: what a refusal goes on from.
async fn reasons_found(visit: &Visit, seen: &Seen, step: &StepState) -> Result<String, Problem> {
    let against = seen
        .application
        .steps
        .iter()
        .filter(|other| other.planned.item == step.planned.item && other.opinion == Some(Opinion::NotSupported));
    let organ = visit.at.organ();
    let vault = Vault::open(visit.desks.ledger(), seen.record, &seen.application, None, organ.as_ref())
        .await
        .map_err(unavailable)?;
    let words: Vec<String> = against
        .map(|other| said(other, &vault))
        .filter(|words| !words.is_empty())
        .collect();
    Ok(words.join("\n\n"))
}

/// A decision that the reader may sign.
fn decision<'a>(visit: &Visit, seen: &'a Seen, step: &str) -> Result<&'a StepState, Problem> {
    let step = seeing::step(seen, step)?;
    let signs = seen.permit_on_step::<SignOff>(visit.at.actor_on(step), step).is_ok();
    (signs && step.planned.kind == StepKind::Decision)
        .then_some(step)
        .ok_or(Problem::NotFound)
}

async fn show(
    visit: &Visit,
    seen: &Seen,
    step: &StepState,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    status: StatusCode,
) -> Result<Response, Problem> {
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let path = format!("/desk/{}/{}", seen.record, step.planned.step);
    let page = RefusalWork {
        chrome: visit.reader.desk("desk-title", Place::Todo),
        item: words.item_in_full(&step.planned.item),
        title: filing.title.clone(),
        number: filing.number.to_string(),
        follows: follows(seen, step, &words),
        submit: visit.address(&format!("{path}/refusals"), &[]),
        back: visit.address(&path, &[]),
        obstacle,
        form,
        errors,
    };
    let title = visit.texts().say("desk-refuse-title").with("item", &page.item).to_string();
    Beside {
        status,
        ..Beside::new(page, title, path)
    }
    .respond(visit)
    .await
}

fn follows(seen: &Seen, step: &StepState, words: &Words) -> RefusalFollows {
    let item = &step.planned.item;
    let others: Vec<_> = seen
        .application
        .cases
        .iter()
        .filter(|case| case.item != *item && !case.status.has_ended())
        .collect();
    let ends_all = seen
        .application
        .planned_item(item)
        .is_some_and(|planned| planned.on_refusal == OnRefusal::FailAll);
    match (others.is_empty(), ends_all) {
        (true, _) => RefusalFollows::Alone,
        (false, true) => RefusalFollows::EndsAll(others.iter().map(|case| words.item(&case.item)).collect()),
        (false, false) => RefusalFollows::OthersGoOn(others.len()),
    }
}
