//! Objections to a public notice (异议): anybody may object while it runs, and what comes after it waits until each is answered.

use calendar::{Calendar, Day, Verdict};
use identity::{QueryCode, RegionCode, SlipKind, SlipNumber};
use ledger::{Claim, Context, Decision, Secret};
use procedure::definition::{StepId, StepKind};

use super::command::{AnswerObjection, Object};
use super::desk::{in_progress, open_step};
use super::document::{self, DocumentKind, Paper};
use super::event::Event;
use super::keeping::{self, QUERY};
use super::opening::Course;
use super::refusal::Refusal;
use super::state::{Application, StepState, StepStatus};

/// More objections to one application than these are no objections any more.
pub const OBJECTIONS_MAX: usize = 1000;

/// The scope in which the numbers of slips are unique.
pub const SLIP: &str = "slip";

/// Longest name of somebody who is not the applicant, in characters.
pub(super) const NAME_MAX: usize = 50;

/// One objection; its words, its objector and its answer are in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Its number, with which its objector asks after it.
    pub number: SlipNumber,
    /// The notice.
    pub step: StepId,
    /// The day on which it was raised.
    pub raised_on: Day,
    /// The answer.
    pub answer: Option<ObjectionAnswer>,
}

/// How an objection was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectionAnswer {
    /// The day.
    pub day: Day,
    /// Whether it was upheld.
    pub upheld: bool,
}

pub(super) fn raise(state: &Application, command: Object, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let today = context.at.day();
    running(state, &command.step, today, context.calendar(region))?;
    if state.objections.len() >= OBJECTIONS_MAX {
        return Err(Refusal::TooManyObjections);
    }
    let objection = ordinal(state.objections.len());
    let words = keeping::said(format!("objection/{objection}"), &command.words)?;
    let speaker = speaker(format!("objection/{objection}/objector"), &command.name, &command.phone)?;
    let (number, code) = slip(SlipKind::Objection, region, context)?;
    let event = Event::ObjectionRaised {
        objection,
        step: command.step,
        number,
        day: today,
    };
    Ok(Decision::from(event)
        .with_secret(words)
        .with_secret(speaker)
        .with_secret(Secret::new(format!("objection/{objection}/code"), code.clear_text(), QUERY))
        .claiming(Claim::new(SLIP, number.to_string())))
}

/// A public notice that still runs: its last day is not over (民法典 203: a person's own term ends at 24:00).
fn running<'a>(state: &'a Application, id: &StepId, today: Day, calendar: &Calendar) -> Result<&'a StepState, Refusal> {
    let step = state
        .step(id)
        .filter(|step| step.planned.kind == StepKind::PublicNotice)
        .ok_or_else(|| Refusal::UnknownStep(id.clone()))?;
    match step.status {
        StepStatus::Open => {}
        StepStatus::Done | StepStatus::Dropped => return Err(Refusal::NoticeOver),
        status @ (StepStatus::Waiting
        | StepStatus::Refining
        | StepStatus::Supplementing
        | StepStatus::SpecialProcedure
        | StepStatus::Paying
        | StepStatus::Unsupported) => return Err(Refusal::NotOpen(status)),
    }
    in_progress(state)?;
    let ends = step.due.map(|due| due.deadline.day(calendar));
    if step.answers_due.is_some() || ends.is_none_or(|ends| ends < today) {
        return Err(Refusal::NoticeOver);
    }
    Ok(step)
}

/// The place of what comes next, from 1.
pub(super) fn ordinal(so_far: usize) -> u16 {
    u16::try_from(so_far + 1).unwrap_or(u16::MAX)
}

/// Who speaks, and where they are reached.
pub(super) fn speaker(path: String, name: &str, phone: &identity::Phone) -> Result<Secret, Refusal> {
    match name.trim() {
        "" => Err(Refusal::NameMissing),
        name if name.chars().count() > NAME_MAX => Err(Refusal::NameTooLong { max: NAME_MAX }),
        name => {
            let value = serde_json::json!({ "name": name, "phone": String::from(phone.clone()) });
            Ok(Secret::new(path, value, keeping::SPEAKER))
        }
    }
}

/// The next slip of a kind in the region's year, with its code.
pub(super) fn slip(kind: SlipKind, region: RegionCode, context: &mut Context<'_>) -> Result<(SlipNumber, QueryCode), Refusal> {
    let (region, year) = (region.county(), context.at.day().year());
    let sequence = context.number(&format!("slip/{}/{region}/{year}", kind.letters()));
    let number = u16::try_from(year)
        .ok()
        .zip(u32::try_from(sequence).ok())
        .and_then(|(year, sequence)| SlipNumber::new(kind, region, year, sequence))
        .ok_or(Refusal::NoNumberLeft)?;
    Ok((number, QueryCode::from_random(context.random())))
}

pub(super) fn answer(
    state: &Application,
    command: AnswerObjection,
    context: &mut Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let step = open_step(state, &command.step, context)?;
    let objection = state
        .objection(command.objection)
        .filter(|objection| objection.step == step.planned.step)
        .ok_or(Refusal::UnknownObjection)?;
    if objection.answer.is_some() {
        return Err(Refusal::ObjectionAnswered);
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let day = context.day(region);
    let path = format!("objection/{}", command.objection);
    let paper = Paper::new(DocumentKind::ObjectionAnswer, step.planned.organ.clone())
        .on(step.planned.item.clone())
        .by(command.step.clone())
        .saying("party_at", format!("{path}/objector"))
        .saying("objection_at", path.clone())
        .saying("answer_at", format!("{path}/answer"));
    let mut course = Course::from(state, context);
    course.keep([keeping::said(format!("{path}/answer"), &command.reasons)?]);
    course.then(Event::ObjectionAnswered {
        objection: command.objection,
        upheld: command.upheld,
        day,
    });
    document::issue(&mut course, context, paper);
    end_if_heard(&mut course, &command.step, day, context.calendar(region));
    Ok(course.decided())
}

/// A notice whose term is over ends with its last answer; what comes after it counts from there.
fn end_if_heard(course: &mut Course, id: &StepId, day: Day, calendar: &Calendar) {
    let Some(step) = course.state.step(id).filter(|step| step.unanswered == 0) else {
        return;
    };
    let Some(due) = step.answers_due else { return };
    let counted = step.counted(calendar, day);
    let late = due.deadline.unit().days(calendar, due.deadline.day(calendar), day);
    let verdict = match late {
        0 => Verdict::InTime,
        by => Verdict::Late { by },
    };
    course.then(Event::NoticeEnded {
        step: id.clone(),
        day,
        verdict,
        counted,
    });
    course.open_ready(day, calendar);
}

impl Application {
    /// An objection by its place, from 1.
    #[must_use]
    pub fn objection(&self, place: u16) -> Option<&Objection> {
        self.objections.get(usize::from(place).checked_sub(1)?)
    }

    /// The objections to a notice, each with its place.
    pub fn objections_to<'a>(&'a self, step: &'a StepId) -> impl Iterator<Item = (u16, &'a Objection)> {
        let all = self.objections.iter().enumerate();
        all.filter(move |(_, objection)| objection.step == *step)
            .map(|(index, objection)| (ordinal(index), objection))
    }

    /// The objections to any notice of an item that were upheld.
    pub fn upheld<'a>(&'a self, item: &'a procedure::definition::ItemId) -> impl Iterator<Item = (u16, &'a Objection)> {
        let all = self.objections.iter().enumerate();
        all.filter(move |(_, objection)| {
            let of_item = self.step(&objection.step).is_some_and(|step| step.planned.item == *item);
            of_item && objection.answer.is_some_and(|answer| answer.upheld)
        })
        .map(|(index, objection)| (ordinal(index), objection))
    }
}
