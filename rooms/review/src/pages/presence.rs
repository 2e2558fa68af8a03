//! The heartbeat of a page: somebody looks at a step or an application; the answer is who else does.

use applications::access::Seen;
use applications::record::state::StepState;
use axum::extract::Path;
use front::Problem;

use crate::onlookers::Glance;
use crate::seeing;
use crate::visit::{Posted, Visit};
use crate::words::Words;

/// `POST /desk/{application}/{step}/presences`: answers who else looks, in a sentence; nothing if nobody.
pub(super) async fn create(Path((application, step)): Path<(String, String)>, posted: Posted) -> Result<String, Problem> {
    if !posted.is_ours {
        return Err(Problem::FormExpired);
    }
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let step = seeing::step(&seen, &step)?;
    if posted.form.chose("leaving", "1") {
        leave(visit, &seen);
        return Ok(String::new());
    }
    Ok(on_step(visit, &seen, step))
}

/// `POST /desk/applications/{application}/presences`: the same for the page of the whole application.
pub(super) async fn create_on_application(Path(application): Path<String>, posted: Posted) -> Result<String, Problem> {
    if !posted.is_ours {
        return Err(Problem::FormExpired);
    }
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    if posted.form.chose("leaving", "1") {
        leave(visit, &seen);
        return Ok(String::new());
    }
    Ok(on_application(visit, &seen))
}

/// Who else of the organ looks at a step; reading it is looking. Whoever watches from elsewhere is not noted.
pub(super) fn on_step(visit: &Visit, seen: &Seen, step: &StepState) -> String {
    if visit.at.organ().as_ref() != Some(&step.planned.organ) {
        return String::new();
    }
    let id = step.planned.step.as_str();
    let others = visit.desks.onlookers().looks(seen.record, glance(visit, id));
    let here = others
        .iter()
        .filter(|other| other.step == id && other.organ == step.planned.organ);
    sentence(visit, here.map(|other| other.name.clone()).collect())
}

/// Who else looks at the application or one of its steps, each with organ and step.
pub(super) fn on_application(visit: &Visit, seen: &Seen) -> String {
    if visit.at.organ().is_none() {
        return String::new();
    }
    let others = visit.desks.onlookers().looks(seen.record, glance(visit, ""));
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let told = others.iter().map(|other| {
        let step = seen.application.step(&other.step.as_str().into());
        let place = step.map(|step| words.step(visit.texts(), &step.planned.item, &other.step));
        let place = place.map(|place| format!("，{place}")).unwrap_or_default();
        format!("{}（{}{place}）", other.name, words.organ(&other.organ))
    });
    sentence(visit, told.collect())
}

fn leave(visit: &Visit, seen: &Seen) {
    visit.desks.onlookers().leaves(seen.record, visit.at.account);
}

fn glance(visit: &Visit, step: &str) -> Glance {
    Glance {
        account: visit.at.account,
        name: visit.at.current.name().to_owned(),
        organ: visit.at.post.organ.clone(),
        step: step.to_owned(),
    }
}

fn sentence(visit: &Visit, others: Vec<String>) -> String {
    match others.is_empty() {
        true => String::new(),
        false => visit
            .texts()
            .say("desk-onlookers")
            .with("names", others.join("、"))
            .to_string(),
    }
}
