//! A revised calendar moves what is due: deadlines are ordinals of working days, so that only the days that they lead to move.
//!
//! A running step is as long due as its clock says: the days before its start may have been revised too.

use calendar::{Calendar, Limit, Unit};
use ledger::{Context, Decision};
use procedure::plan::Plan;

use super::due::Due;
use super::event::{Event, MovedSpecial, Opened};
use super::hearing::HELD_WITHIN_DAYS;
use super::opening::{Course, due, due_after_stop};
use super::owed::{Owed, OwedPaper};
use super::refusal::Refusal;
use super::request;
use super::special::SpecialProcedure;
use super::state::{Application, Refining, Status, StepState, StepStatus};
use super::supplement;

/// Moves what is due to where today's calendar leads; nothing where it leads to the same days.
pub(super) fn refresh(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    match state.status {
        Status::InProgress => Ok(moved(state, context)?.decided()),
        Status::Finished | Status::Withdrawn | Status::Terminated => requests_moved(state, context),
        Status::Unfiled => Ok(Decision::nothing()),
    }
}

/// What the holders of its certificates ask for outlives an application.
fn requests_moved(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let requests = request::moved(state, context.calendar(region));
    if requests.is_empty() {
        return Ok(Decision::nothing());
    }
    Ok(Decision::from(Event::DuesMoved {
        day: context.at.day(),
        steps: Vec::new(),
        refinements: Vec::new(),
        supplement: None,
        owed: Vec::new(),
        specials: Vec::new(),
        requests,
    }))
}

/// A course that begins with where everything leads today. Whatever a timer finds, it finds by these days: it was set by those
/// of the calendar before, and comes once.
pub(super) fn moved(state: &Application, context: &Context<'_>) -> Result<Course, Refusal> {
    let plan = state.plan.as_ref().ok_or(Refusal::NotFiled)?;
    let calendar = context.calendar(plan.region);
    let steps: Vec<Opened> = state.steps.iter().filter_map(|step| step_moved(step, calendar)).collect();
    let refinements: Vec<Opened> = state
        .refining
        .iter()
        .filter_map(|asked| refinement_moved(state, plan, asked, calendar))
        .collect();
    let supplement = supplement_moved(state, plan, calendar);
    let owed: Vec<OwedPaper> = state
        .owed
        .iter()
        .filter_map(|owed| owed_moved(state, owed, calendar))
        .collect();
    let specials: Vec<MovedSpecial> = state
        .specials
        .iter()
        .filter_map(|special| special_moved(state, special, calendar))
        .collect();
    let requests = request::moved(state, calendar);
    let mut course = Course::from(state, context);
    let stays = steps.is_empty() && refinements.is_empty() && owed.is_empty() && specials.is_empty() && requests.is_empty();
    if !stays || supplement.is_some() {
        course.then(Event::DuesMoved {
            day: context.at.day(),
            steps,
            refinements,
            supplement,
            owed,
            specials,
            requests,
        });
    }
    Ok(course)
}

/// Where a running step leads now, if it has moved.
fn step_moved(step: &StepState, calendar: &Calendar) -> Option<Opened> {
    let known = step.due.filter(|_| step.status == StepStatus::Open)?;
    let since = step.running_since();
    let now = match step.answers_due {
        Some(answers) => answers_in_calendar(step, answers, calendar),
        None => due_after_stop(step, since, calendar),
    };
    let answer_by = step.answer_by.map(|_| due(since, &supplement::answer_limit(), calendar));
    (now != known || answer_by != step.answer_by).then(|| Opened {
        step: step.planned.step.clone(),
        due: now,
        answer_by,
    })
}

/// Answers to objections are due after the notice's term, so many days ago as they take.
fn answers_in_calendar(step: &StepState, known: Due, calendar: &Calendar) -> Due {
    let limit = step.planned.answer.as_ref().unwrap_or(&step.planned.limit);
    let days = i32::try_from(limit.number).unwrap_or(i32::MAX);
    let until = known.deadline.day(calendar);
    let since = match limit.unit {
        Unit::Working => calendar.add(until, -days),
        Unit::Calendar => until.plus(-days),
    };
    let now = known.in_calendar(since, limit, calendar);
    if now.day == known.day { known } else { now }
}

fn refinement_moved(state: &Application, plan: &Plan, asked: &Refining, calendar: &Calendar) -> Option<Opened> {
    let limit = plan.refinement_limit.as_ref()?;
    let since = state.step(&asked.step).map_or(asked.due.day, StepState::running_since);
    let due = asked.due.in_calendar(since, limit, calendar);
    (due.day != asked.due.day).then(|| Opened {
        step: asked.step.clone(),
        due,
        answer_by: None,
    })
}

/// Where the applicant's term for a supplement leads now, while it is waited for and if it has moved.
fn supplement_moved(state: &Application, plan: &Plan, calendar: &Calendar) -> Option<Due> {
    let known = state.supplement.due.filter(|_| state.supplementing().next().is_some())?;
    let rule = plan.supplement.as_ref()?;
    let due = known.in_calendar(state.supplement.asked?, &rule.limit, calendar);
    (due.day != known.day).then_some(due)
}

/// Where the term of a paper that follows leads now, while it is waited for and if it has moved.
fn owed_moved(state: &Application, owed: &Owed, calendar: &Calendar) -> Option<OwedPaper> {
    let asked = state
        .plan
        .as_ref()?
        .materials
        .iter()
        .find(|asked| asked.material == owed.material)?;
    let rule = asked.later.as_ref().filter(|_| owed.is_missing() && !owed.lapsed)?;
    let due = owed.due.in_calendar(state.filing.as_ref()?.day, &rule.limit, calendar);
    (due.day != owed.due.day).then(|| OwedPaper {
        material: owed.material.clone(),
        due,
    })
}

/// Where the announced time of a special procedure leads now, while it runs and if it has moved.
fn special_moved(state: &Application, special: &SpecialProcedure, calendar: &Calendar) -> Option<MovedSpecial> {
    let days = state.announced_days(special.proposal).unwrap_or(HELD_WITHIN_DAYS);
    let limit = Limit::working(days, special.kind.ground());
    let announced = special.announced.in_calendar(special.begun, &limit, calendar);
    (special.ended.is_none() && announced != special.announced).then(|| MovedSpecial {
        step: special.step.clone(),
        kind: special.kind,
        announced,
    })
}
