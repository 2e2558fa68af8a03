//! Hearing (听证, 行政许可法 46–48): the organ tells of the right, whoever was told asks, a record of what was said is kept.
//!
//! From being asked for to its record it is a special procedure: no clock runs (行政许可法 45).

use calendar::{Calendar, Day, Limit};
use ledger::{Context, Decision};
use procedure::definition::{ItemId, StepId};
use serde::{Deserialize, Serialize};

use super::command::{AnnounceHearing, AskHearing, RecordHearing, RecordHearingAsked, TellHearingRight};
use super::desk::{in_progress, own_step};
use super::document::{DocumentKind, IssuedDocument};
use super::event::{AskBy, Event};
use super::keeping;
use super::opening::{Course, due};
use super::refusal::Refusal;
use super::special::{self, SpecialKind, SpecialProcedure, formal, standing_step};
use super::state::{Application, Due, StepStatus};

/// A hearing is asked for within five days of being told (行政许可法 47).
pub const ASKED_WITHIN_DAYS: u32 = 5;
/// It is held within twenty days (行政许可法 47).
pub const HELD_WITHIN_DAYS: u32 = 20;
/// Time and place are announced seven days ahead (行政许可法 48).
pub const ANNOUNCED_AHEAD_DAYS: i32 = 7;

/// A hearing as it stands. There is one a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// Of which case.
    pub item: ItemId,
    /// The step that told of the right.
    pub step: StepId,
    /// When.
    pub told: Day,
    /// Until when it can be asked for.
    pub ask_by: Due,
    /// When and by whom it was asked for.
    pub asked: Option<(Day, AskedBy)>,
    /// Until when it is to be held.
    pub hold_by: Option<Due>,
    /// The day for which it was announced.
    pub announced: Option<Day>,
    /// The day on which its record was made.
    pub held: Option<Day>,
}

/// Who asked for a hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedBy {
    /// The applicant.
    Applicant,
    /// Somebody whose interests are touched, and who was told (行政许可法 47).
    Interested,
}

/// The organ tells of the right: why the matter touches people's interests, and who else was told, are in the vault.
pub(super) fn tell(state: &Application, command: TellHearingRight, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = own_step(state, &command.step, context)?;
    formal(state, step)?;
    if !step.takes_opinion() {
        return Err(Refusal::WrongKind);
    }
    if step.stage != 0 {
        return Err(Refusal::WrongStage);
    }
    if state.hearing(&step.planned.item).is_some() {
        return Err(Refusal::HearingToldBefore);
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, item) = (context.day(region), step.planned.item.clone());
    let words = keeping::said(format!("hearing/{item}/told"), &command.reasons)?;
    let ask_by = due(
        day,
        &Limit::working(ASKED_WITHIN_DAYS, "行政许可法 47"),
        context.calendar(region),
    );
    Ok(Decision::from(Event::HearingRightTold {
        step: command.step,
        item,
        day,
        ask_by,
    })
    .with_secret(words))
}

/// The applicant asks.
pub(super) fn ask(state: &Application, command: AskHearing, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let received = Received {
        by: AskedBy::Applicant,
        on: None,
    };
    asked(state, &command.item, received, &command.words, context)
}

/// Somebody else who was told has asked in writing: the organ enters it with the day on which it came, for the right is not lost
/// by the organ's slowness.
pub(super) fn record_asked(
    state: &Application,
    command: RecordHearingAsked,
    context: &Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let step = match own_step(state, &command.step, context) {
        Err(Refusal::NotOpen(StepStatus::SpecialProcedure)) => standing_step(state, &command.step, context)?,
        outcome => outcome?,
    };
    let item = step.planned.item.clone();
    let told = state.hearing(&item).ok_or(Refusal::HearingNotTold)?.told;
    let today = context.at.day();
    // Told after closing, it counts as told on the next working day, and may be asked for before.
    let from = told.min(today);
    if command.received.is_some_and(|on| !(from..=today).contains(&on)) {
        return Err(Refusal::HearingAskedOnAnotherDay { from });
    }
    let received = Received {
        by: AskedBy::Interested,
        on: command.received,
    };
    asked(state, &item, received, &command.words, context)
}

/// By whom a hearing was asked for; and on which day, where it is entered later.
struct Received {
    by: AskedBy,
    on: Option<Day>,
}

fn asked(
    state: &Application,
    item: &ItemId,
    received: Received,
    words: &str,
    context: &Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let hearing = state.hearing(item).ok_or(Refusal::HearingNotTold)?;
    if hearing.asked.is_some() {
        return Err(Refusal::HearingAskedBefore);
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    // A person's own term ends at 24:00 of its last day (民法典 203).
    if !state.may_ask_hearing(hearing, received.on.unwrap_or(context.at.day()), calendar) {
        let until = hearing.ask_by.deadline.day(calendar);
        return Err(Refusal::HearingTermOver { until });
    }
    let words = keeping::said(format!("hearing/{item}/asked"), words)?;
    let counts_from = received.on.map_or(day, |on| on.min(day));
    let hold_by = due(counts_from, &Limit::working(HELD_WITHIN_DAYS, "行政许可法 47"), calendar);
    Ok(Decision::from(Event::HearingAsked {
        step: hearing.step.clone(),
        item: item.clone(),
        day,
        by: received.by,
        hold_by,
        received: received.on.filter(|on| *on != day),
    })
    .with_secret(words))
}

/// Time and place, seven days ahead, within the twenty.
pub(super) fn announce(state: &Application, command: AnnounceHearing, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = standing_step(state, &command.step, context)?;
    let item = step.planned.item.clone();
    let hearing = asked_hearing(state, &item)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let earliest = earliest_hearing(day, calendar);
    if command.on < earliest {
        return Err(Refusal::HearingTooSoon { earliest });
    }
    let latest = hearing.hold_by.map_or(command.on, |due| due.deadline.day(calendar));
    // Who announces too late holds it as soon as the law allows.
    if command.on > latest.max(earliest) {
        return Err(Refusal::HearingTooLate {
            latest: latest.max(earliest),
        });
    }
    let words = keeping::said(format!("hearing/{item}/announced"), &command.words)?;
    Ok(Decision::from(Event::HearingAnnounced {
        step: command.step,
        item,
        day,
        on: command.on,
    })
    .with_secret(words))
}

/// The first day for which a hearing can be announced today.
#[must_use]
pub fn earliest_hearing(announced: Day, calendar: &Calendar) -> Day {
    calendar.add(announced, ANNOUNCED_AHEAD_DAYS)
}

/// The record (听证笔录), on which the decision rests (行政许可法 48): the clocks go on.
pub(super) fn record(state: &Application, command: RecordHearing, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = standing_step(state, &command.step, context)?;
    let item = step.planned.item.clone();
    let hearing = asked_hearing(state, &item)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let on = hearing.announced.ok_or(Refusal::HearingNotAnnounced)?;
    if context.at.day() < on {
        return Err(Refusal::HearingNotYet { on });
    }
    let mut course = Course::from(state, context);
    course.keep([keeping::said(format!("hearing/{item}/record"), &command.record)?]);
    course.then(Event::HearingHeld {
        step: command.step.clone(),
        item,
        day: context.day(region),
    });
    special::ended(&mut course, &command.step, SpecialKind::Hearing, context)?;
    Ok(course.decided())
}

/// The hearing of a case that was asked for and has not been held.
fn asked_hearing<'a>(state: &'a Application, item: &ItemId) -> Result<&'a Hearing, Refusal> {
    let hearing = state.hearing(item).ok_or(Refusal::HearingNotTold)?;
    match (hearing.asked, hearing.held) {
        (Some(_), None) => Ok(hearing),
        (Some(_), Some(_)) => Err(Refusal::HearingHeldBefore),
        (None, _) => Err(Refusal::HearingNotAsked),
    }
}

/// Nothing is concluded while people can still ask to be heard, nor before they have been.
pub(super) fn heard(state: &Application, item: &ItemId, context: &Context<'_>) -> Result<(), Refusal> {
    let Some(hearing) = state.hearing(item) else {
        return Ok(());
    };
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    match (hearing.asked, hearing.held) {
        (Some(_), Some(_)) => Ok(()),
        (Some(_), None) => Err(Refusal::HearingPending),
        (None, _) if state.may_ask_hearing(hearing, context.at.day(), context.calendar(region)) => Err(Refusal::HearingPending),
        (None, _) => Ok(()),
    }
}

/// The term in which a hearing is asked for, from the day on which the paper that tells of it was served, where that is another
/// than it was known.
pub(super) fn due_from(state: &Application, paper: &IssuedDocument, served: Day, calendar: &Calendar) -> Option<AskBy> {
    let hearing = state.hearing(paper.item.as_ref()?)?;
    let begun = due(served, &Limit::working(ASKED_WITHIN_DAYS, "行政许可法 47"), calendar);
    let tells = paper.kind == DocumentKind::HearingNotice && hearing.asked.is_none();
    (tells && hearing.ask_by != begun).then(|| AskBy {
        item: hearing.item.clone(),
        due: begun,
    })
}

impl Application {
    /// Whether a hearing can be asked for on a day: whoever has not been served the notice of the right has the whole term left.
    #[must_use]
    pub fn may_ask_hearing(&self, hearing: &Hearing, on: Day, calendar: &Calendar) -> bool {
        let is_told = self.was_told(DocumentKind::HearingNotice, Some(&hearing.item));
        let is_over = on > hearing.ask_by.deadline.day(calendar);
        hearing.asked.is_none() && !(is_told && is_over)
    }

    /// The hearing of a case, once its right was told.
    #[must_use]
    pub fn hearing(&self, item: &ItemId) -> Option<&Hearing> {
        self.hearings.iter().find(|hearing| hearing.item == *item)
    }

    pub(super) fn hearing_told(&mut self, step: &StepId, item: &ItemId, day: Day, ask_by: Due) {
        self.hearings.push(Hearing {
            item: item.clone(),
            step: step.clone(),
            told: day,
            ask_by,
            asked: None,
            hold_by: None,
            announced: None,
            held: None,
        });
    }

    pub(super) fn hearing_asked(&mut self, step: &StepId, item: &ItemId, day: Day, asked: (Day, AskedBy), hold_by: Due) {
        self.with_hearing(item, |hearing| {
            hearing.asked = Some(asked);
            hearing.hold_by = Some(hold_by);
        });
        let stands = self
            .step(step)
            .is_some_and(|step| matches!(step.status, StepStatus::Open | StepStatus::SpecialProcedure));
        if stands {
            self.special_begun(SpecialProcedure {
                item: item.clone(),
                step: step.clone(),
                kind: SpecialKind::Hearing,
                begun: day,
                announced: hold_by,
                proposal: None,
                ended: None,
            });
        }
    }

    pub(super) fn with_hearing(&mut self, item: &ItemId, change: impl FnOnce(&mut Hearing)) {
        if let Some(hearing) = self.hearings.iter_mut().find(|hearing| hearing.item == *item) {
            change(hearing);
        }
    }
}
