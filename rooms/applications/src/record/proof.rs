//! Promises instead of proof (告知承诺): accepted at submission, checked after the decision; a false one has consequences.

use calendar::{Day, Verdict};
use identity::OrganId;
use ledger::{Context, Decision, Secret};
use procedure::definition::{ItemId, MaterialId, PromiseRule};

use super::command::{CheckPromise, Submit};
use super::desk::unbiased;
use super::event::Event;
use super::keeping::{self, FILED};
use super::opening::{Course, due};
use super::owed::asked;
use super::refusal::Refusal;
use super::state::{Application, Due};

/// A promise that stands in place of a paper; its statement is in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The paper.
    pub material: MaterialId,
    /// The day on which it was made.
    pub made_on: Day,
    /// The day on which the paper itself came after all.
    pub proven_on: Option<Day>,
    /// Its check, once the case was decided.
    pub check: Option<Check>,
    /// Through which day its falseness bars who made it from promising again.
    pub barred_until: Option<Day>,
}

/// The check of a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The case that was granted on it.
    pub item: ItemId,
    /// Who checks.
    pub organ: OrganId,
    /// Until when.
    pub due: Due,
    /// What was found.
    pub outcome: Option<Outcome>,
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The day.
    pub day: Day,
    /// Whether what was promised is true.
    pub kept: bool,
}

impl Promised {
    /// Whether its truth has not been found out yet.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.check.as_ref().is_none_or(|check| check.outcome.is_none())
    }

    /// Whether it was found false.
    #[must_use]
    pub fn is_false(&self) -> bool {
        let outcome = self.check.as_ref().and_then(|check| check.outcome);
        outcome.is_some_and(|outcome| !outcome.kept)
    }
}

/// The promises of a submission, each with the statement that was signed.
pub(super) fn of_submission(command: &Submit, today: Day) -> Result<Vec<(MaterialId, Secret)>, Refusal> {
    let promised = command.instead.promised.iter();
    promised
        .filter(|id| !command.hands_in(id) && !command.instead.later.contains(id))
        .map(|id| {
            let rule = asked(command, id).and_then(|asked| asked.promise.as_ref());
            let rule = rule.ok_or_else(|| Refusal::NoPromiseInstead(id.clone()))?;
            if let Some(until) = command.instead.barred_until.filter(|until| *until >= today) {
                return Err(Refusal::BarredFromPromises { until });
            }
            let statement = Secret::new(format!("promise/{id}"), rule.statement.clone(), FILED);
            Ok((id.clone(), statement))
        })
        .collect()
}

/// A case was granted on promises: each is checked within its days, by who reviewed it.
pub(super) fn have_checked(course: &mut Course, item: &ItemId, day: Day, context: &Context<'_>) {
    let Some(region) = course.state.plan.as_ref().map(|plan| plan.region) else {
        return;
    };
    let state = &course.state;
    let granted_on = |promised: &&Promised| promised.check.is_none() && state.item_reads(item, &promised.material);
    let due_checks: Vec<Event> = state
        .promises
        .iter()
        .filter(granted_on)
        .filter_map(|promised| {
            let rule = state.promise_rule(&promised.material)?;
            Some(Event::CheckDue {
                material: promised.material.clone(),
                item: item.clone(),
                organ: state.reviewer_of(item)?,
                day,
                due: due(day, &rule.check, context.calendar(region)),
            })
        })
        .collect();
    for event in due_checks {
        course.then(event);
    }
}

pub(super) fn check(state: &Application, command: CheckPromise, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let promised = state
        .promised(&command.material)
        .ok_or_else(|| Refusal::NoPromiseInstead(command.material.clone()))?;
    let check = promised.check.as_ref().ok_or(Refusal::CheckNotDue)?;
    if context.actor.held_post().is_none_or(|post| post.organ != check.organ) {
        return Err(Refusal::NotYourDesk);
    }
    unbiased(state, &check.organ, context)?;
    if check.outcome.is_some() {
        return Err(Refusal::PromiseChecked);
    }
    let path = format!("promise/{}/check", command.material);
    let words = match command.kept {
        true => keeping::said_if_any(path, &command.words)?,
        false => Some(keeping::said(path, &command.words)?),
    };
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let late = u32::try_from(calendar.count(check.due.deadline.day(calendar), day)).unwrap_or(0);
    let barred_days = state
        .promise_rule(&command.material)
        .map_or(0, |rule| i32::try_from(rule.barred_days).unwrap_or(i32::MAX));
    Ok(Decision::from(Event::PromiseChecked {
        item: check.item.clone(),
        material: command.material,
        day,
        kept: command.kept,
        verdict: match late {
            0 => Verdict::InTime,
            by => Verdict::Late { by },
        },
        barred_until: (!command.kept).then(|| day.plus(barred_days)),
    })
    .with_secrets(words))
}

impl Application {
    /// The promise that stands in place of a paper.
    #[must_use]
    pub fn promised(&self, id: &MaterialId) -> Option<&Promised> {
        self.promises.iter().find(|promised| promised.material == *id)
    }

    /// The rule under which a promise was made.
    #[must_use]
    pub fn promise_rule(&self, id: &MaterialId) -> Option<&PromiseRule> {
        let mut asked = self.plan.iter().flat_map(|plan| &plan.materials);
        asked.find(|asked| asked.material == *id)?.promise.as_ref()
    }

    /// Who said last what it found of an item; who decides it, where nobody did.
    fn reviewer_of(&self, item: &ItemId) -> Option<OrganId> {
        let spoke = self
            .steps
            .iter()
            .rfind(|step| step.planned.item == *item && step.takes_opinion());
        match spoke {
            Some(step) => Some(step.planned.organ.clone()),
            None => self.planned_item(item)?.decider.clone(),
        }
    }
}
