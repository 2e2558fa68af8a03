//! The signer's acts: sign off, give back, refuse.

use calendar::Day;
use ledger::{Context, Decision};
use procedure::definition::{ItemId, StepId, StepKind};

use super::command::{Refuse, SendBack, SignOff};
use super::desk::open_step;
use super::document::{self, DocumentKind};
use super::event::Event;
use super::hearing::heard;
use super::keeping;
use super::opening::{Course, due_after_stop, verdict};
use super::refusal::Refusal;
use super::state::{Application, Opinion, StepState, StepStatus};
use super::{owed, party, proof};

pub(super) fn sign_off(state: &Application, command: SignOff, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = decision_step(state, &command.step, context)?;
    let item = step.planned.item.clone();
    heard(state, &item, context)?;
    owed::all_there(state, &item)?;
    party::all_heard(state, &item, context)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let (verdict, counted) = (verdict(step, day, calendar), step.counted(calendar, day));
    let mut course = Course::from(state, context);
    let despite = state.not_supported_by(&item).map(|review| review.planned.step.clone());
    if let Some(review) = &despite {
        let why = command.despite.ok_or_else(|| Refusal::NotSupported(review.clone()))?;
        course.keep([keeping::said(Application::despite_path(&command.step), &why)?]);
    }
    course.then(Event::SignedOff {
        step: command.step,
        day,
        verdict,
        counted,
        despite,
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

impl Application {
    /// A review of an item that did not support it: nobody signs over it without saying why.
    #[must_use]
    pub fn not_supported_by(&self, item: &ItemId) -> Option<&StepState> {
        let of_item = |step: &&StepState| step.planned.item == *item && step.status == StepStatus::Done && step.takes_opinion();
        self.steps
            .iter()
            .filter(of_item)
            .find(|step| step.opinion == Some(Opinion::NotSupported))
    }

    /// Where the vault keeps why a decision was signed although a review did not support it.
    #[must_use]
    pub fn despite_path(decision: &StepId) -> String {
        format!("despite/{decision}")
    }
}

/// The application as it would be if a case were granted now: for looking at what would be issued.
pub(crate) fn rehearse_grant(state: &Application, item: &ItemId, context: &mut Context<'_>) -> Result<Application, Refusal> {
    let mut course = Course::from(state, context);
    grant(&mut course, item, context)?;
    Ok(course.state)
}

/// Accepts the case if it has not been, decides and numbers it.
pub(super) fn grant(course: &mut Course, item: &ItemId, context: &mut Context<'_>) -> Result<(), Refusal> {
    let plan = course.state.plan.clone().ok_or(Refusal::NotFiled)?;
    let case = course.state.case(item).ok_or_else(|| Refusal::UnknownCase(item.clone()))?;
    let day = context.day(plan.region);
    if case.accepted_on.is_none() {
        course.then(Event::CaseAccepted {
            item: item.clone(),
            day,
            by_silence: false,
        });
    }
    let planned = plan.item(item).ok_or_else(|| Refusal::UnknownCase(item.clone()))?;
    let organ = planned.decider.as_ref().ok_or_else(|| Refusal::UnknownCase(item.clone()))?;
    let series = planned.series.as_deref().unwrap_or_else(|| DocumentKind::Decision.series());
    let dated = document::dated(context);
    course.then(Event::CaseGranted {
        item: item.clone(),
        day,
        document_number: Some(document::number(organ, series, dated, context)),
        valid_until: planned.valid_months.map(|months| last_day(dated, months)),
        dated: Some(dated).filter(|dated| *dated != day),
    });
    proof::have_checked(course, item, day, context);
    Ok(())
}

/// The last day of so many months from a day: a licence of 12 months from 30 November ends on 29 November.
pub(super) fn last_day(from: Day, months: u16) -> Day {
    let same_day = document::same_day_in(from, months);
    if same_day.day() == from.day() {
        same_day.plus(-1)
    } else {
        same_day
    }
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
    heard(state, &item, context)?;
    party::all_heard(state, &item, context)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let (verdict, counted) = (verdict(step, day, calendar), step.counted(calendar, day));
    let reasons = keeping::said(format!("refused/{item}"), &command.reasons)?;
    let organ = step.planned.organ.clone();
    let mut course = Course::from(state, context);
    course.keep([reasons]);
    if course.state.case(&item).is_some_and(|case| case.accepted_on.is_none()) {
        course.then(Event::CaseAccepted {
            item: item.clone(),
            day,
            by_silence: false,
        });
    }
    let dated = document::dated(context);
    let document_number = document::number(&organ, DocumentKind::RefusalDecision.series(), dated, context);
    course.then(Event::CaseRefused {
        item,
        step: command.step,
        day,
        verdict,
        counted,
        document_number,
        dated: Some(dated).filter(|dated| *dated != day),
    });
    course.open_ready(day, context.calendar(region));
    Ok(course.decided())
}

fn decision_step<'a>(state: &'a Application, id: &StepId, context: &Context<'_>) -> Result<&'a StepState, Refusal> {
    let step = open_step(state, id, context)?;
    if step.planned.kind == StepKind::Decision {
        Ok(step)
    } else {
        Err(Refusal::WrongKind)
    }
}
