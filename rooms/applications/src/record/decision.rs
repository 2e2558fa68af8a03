//! The signer's acts: sign off, give back, refuse.

use calendar::Day;
use ledger::{Context, Decision};
use procedure::definition::{ItemId, StepId, StepKind};

use super::command::{Refuse, SendBack, SignOff};
use super::desk::open_step;
use super::event::Event;
use super::keeping;
use super::opening::{Course, due_after_stop, verdict};
use super::refusal::Refusal;
use super::state::{Application, StepState, StepStatus};

pub(super) fn sign_off(state: &Application, command: SignOff, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = decision_step(state, &command.step, context)?;
    let item = step.planned.item.clone();
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let (verdict, counted) = (verdict(step, day, calendar), step.counted(calendar, day));
    let mut course = Course::from(state, context);
    course.then(Event::SignedOff {
        step: command.step,
        day,
        verdict,
        counted,
    });
    let alone = course
        .state
        .planned_item(&item)
        .is_some_and(|planned| planned.group.is_none());
    if alone {
        grant(&mut course, &item, context)?;
    }
    course.open_ready(day, context.calendar(region));
    Ok(course.decided())
}

/// Accepts the case if it has not been, decides and numbers it.
pub(super) fn grant(course: &mut Course, item: &ItemId, context: &mut Context<'_>) -> Result<(), Refusal> {
    let plan = course.state.plan.clone().ok_or(Refusal::NotFiled)?;
    let case = course.state.case(item).ok_or_else(|| Refusal::UnknownCase(item.clone()))?;
    let day = context.day(plan.region);
    if case.accepted_on.is_none() {
        course.then(Event::CaseAccepted { item: item.clone(), day });
    }
    let series = plan
        .item(item)
        .and_then(|planned| planned.decider.as_ref().zip(planned.series.as_ref()));
    let document_number = series.map(|(organ, series)| document_number(organ.as_str(), series, day, context));
    course.then(Event::CaseGranted {
        item: item.clone(),
        day,
        document_number,
    });
    Ok(())
}

/// The next number (文号) of an organ's series in the year of the decision: 滨审批能评〔2026〕12号.
fn document_number(organ: &str, series: &str, decided_on: Day, context: &mut Context<'_>) -> String {
    let year = decided_on.year();
    let number = context.number(&format!("document/{organ}/{series}/{year}"));
    format!("{series}〔{year}〕{number}号")
}

pub(super) fn send_back(state: &Application, command: SendBack, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = decision_step(state, &command.step, context)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let to = drafted_by(state, step).ok_or(Refusal::WrongKind)?;
    let mut course = Course::from(state, context);
    course.keep([keeping::said(
        format!("sent_back/{}/{}", command.step, step.rounds),
        &command.reason,
    )?]);
    let due = due_after_stop(to, day, calendar);
    course.then(Event::SentBack {
        step: command.step,
        to: to.planned.step.clone(),
        day,
        due,
    });
    Ok(course.decided())
}

/// The last step before the decision at which an organ said what it found.
fn drafted_by<'a>(state: &'a Application, decision: &StepState) -> Option<&'a StepState> {
    let planned = |step: &StepState| {
        state
            .plan
            .iter()
            .flat_map(|plan| &plan.steps)
            .any(|planned| planned.step == step.planned.step)
    };
    let of_item =
        |step: &&StepState| step.planned.item == decision.planned.item && step.status == StepStatus::Done && planned(step);
    state.steps.iter().filter(of_item).rfind(|step| step.takes_opinion())
}

pub(super) fn refuse(state: &Application, command: Refuse, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = decision_step(state, &command.step, context)?;
    let item = step.planned.item.clone();
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let (verdict, counted) = (verdict(step, day, calendar), step.counted(calendar, day));
    let reasons = keeping::said(format!("refused/{item}"), &command.reasons)?;
    let organ = step.planned.organ.clone();
    let mut course = Course::from(state, context);
    course.keep([reasons]);
    if course.state.case(&item).is_some_and(|case| case.accepted_on.is_none()) {
        course.then(Event::CaseAccepted { item: item.clone(), day });
    }
    let document_number = document_number(organ.as_str(), REFUSAL_SERIES, day, context);
    course.then(Event::CaseRefused {
        item,
        step: command.step,
        day,
        verdict,
        counted,
        document_number,
    });
    course.open_ready(day, context.calendar(region));
    Ok(course.decided())
}

/// The series of decisions not to license (不予许可决定书).
const REFUSAL_SERIES: &str = "不予许可";

fn decision_step<'a>(state: &'a Application, id: &StepId, context: &Context<'_>) -> Result<&'a StepState, Refusal> {
    let step = open_step(state, id, context)?;
    if step.planned.kind == StepKind::Decision {
        Ok(step)
    } else {
        Err(Refusal::WrongKind)
    }
}
