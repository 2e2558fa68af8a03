//! Supplement (补正告知, 行政许可法 32): before acceptance, once, within five days of receipt, everything in one notice.
//!
//! Each organ that accepts contributes its part. The notice goes out when every one of them has answered, when the lead sends
//! it, or by itself on the fifth day. Whoever has said nothing by then has accepted, from the day of receipt.

use calendar::{Calendar, Day, Limit, Moment};
use ledger::{Context, Decision};
use procedure::definition::{ItemId, MaterialId, StepId, StepKind};
use procedure::plan::Unsupplied;

use super::acceptance::acceptance_step;
use super::command::{ContributeSupplement, SupplySupplement};
use super::desk::in_progress;
use super::document::{DocumentKind, Way};
use super::dues;
use super::event::{Event, Opened};
use super::keeping;
use super::opening::{Course, due, due_after_stop, to_look_again, verdict};
use super::refinement::{new_versions, reads};
use super::refusal::Refusal;
use super::state::{Application, Due, StepState, StepStatus};

/// An organ answers within five days of receipt, or has accepted (行政许可法 32).
pub const ANSWERED_WITHIN_DAYS: u32 = 5;

/// Why no clock runs while the applicant supplements: what was received is not yet an application that could be accepted.
pub(super) const GROUND: &str = "行政许可法 32：补正";

/// On the fifth day what was contributed goes out in the afternoon, while offices are open.
const SENT_AT: (u32, u32) = (15, 0);

/// What was found missing before acceptance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supplement {
    /// What each organ found, in the order in which they said so.
    pub parts: Vec<SupplementPart>,
    /// The day on which the one notice went out.
    pub asked: Option<Day>,
    /// Until when the applicant supplies; none where the rules set no term.
    pub due: Option<Due>,
    /// The day on which everything was supplied.
    pub supplied: Option<Day>,
    /// The day on which the applicant's term ran out.
    pub lapsed: Option<Day>,
}

/// What one organ found missing. Its words are in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplementPart {
    /// By which acceptance step.
    pub step: StepId,
    /// Papers that are missing or to be handed in anew.
    pub materials: Vec<MaterialId>,
}

/// The term within which an acceptance step answers, when its papers came on that day.
pub(super) fn answer_by(step: &StepState, received: Day, calendar: &Calendar) -> Option<Due> {
    (step.planned.kind == StepKind::Acceptance).then(|| due(received, &answer_limit(), calendar))
}

/// Five working days from receipt.
pub(super) fn answer_limit() -> Limit {
    Limit::working(ANSWERED_WITHIN_DAYS, "行政许可法 32")
}

/// One organ's part. Until the notice goes out, saying it again replaces what was said.
pub(super) fn contribute(
    state: &Application,
    command: ContributeSupplement,
    context: &Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let step = acceptance_step(state, &command.step, context)?;
    if state.supplement.asked.is_some() {
        return Err(Refusal::SupplementAskedBefore);
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (day, calendar) = (context.day(region), context.calendar(region));
    if let Some(over) = step.answer_by.filter(|term| day > term.deadline.day(calendar)) {
        return Err(Refusal::SupplementTooLate {
            until: over.deadline.day(calendar),
        });
    }
    let known = |id: &&MaterialId| step.planned.materials.contains(id) || state.material(id).is_some();
    if let Some(unknown) = command.materials.iter().find(|id| !known(id)) {
        return Err(Refusal::MaterialNotAsked(unknown.clone()));
    }
    let mut course = Course::from(state, context);
    course.keep([keeping::said(format!("supplement/{}", command.step), &command.request)?]);
    course.then(Event::SupplementContributed {
        step: command.step,
        day,
        materials: command.materials,
    });
    send_if_complete(&mut course, day, calendar);
    Ok(course.decided())
}

/// The lead sends what has been contributed, without waiting for the others.
pub(super) fn send(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let plan = state.plan.as_ref().ok_or(Refusal::NotFiled)?;
    let post = context.actor.held_post().ok_or(Refusal::NotYourDesk)?;
    if plan.lead.as_ref() != Some(&post.organ) {
        return Err(Refusal::NotYourDesk);
    }
    if state.supplement.asked.is_some() {
        return Err(Refusal::SupplementAskedBefore);
    }
    if !state.has_supplement_to_send() {
        return Err(Refusal::NothingToSupplement);
    }
    let (day, calendar) = (context.day(plan.region), context.calendar(plan.region));
    if let Some(until) = state.fifth_day(calendar).filter(|fifth| day > *fifth) {
        return Err(Refusal::SupplementTooLate { until });
    }
    let mut course = Course::from(state, context);
    notify(&mut course, day, calendar);
    Ok(course.decided())
}

/// The notice goes out once every acceptance step has contributed or is done, and not after the term of the law.
pub(super) fn send_if_complete(course: &mut Course, day: Day, calendar: &Calendar) {
    let state = &course.state;
    let waits = |step: &StepState| step.status == StepStatus::Open && !state.has_contributed(&step.planned.step);
    let waiting = state.acceptance_steps().any(waits);
    let in_time = state.fifth_day(calendar).is_some_and(|fifth| day <= fifth);
    if state.supplement.asked.is_none() && in_time && !waiting {
        notify(course, day, calendar);
    }
}

/// One notice, with every part of those whose case has not been accepted meanwhile.
fn notify(course: &mut Course, day: Day, calendar: &Calendar) {
    let limit = course
        .state
        .plan
        .as_ref()
        .and_then(|plan| plan.supplement.as_ref())
        .map(|rule| rule.limit.clone());
    let steps = course.state.parts_to_send().map(|part| part.step.clone()).collect();
    course.then(Event::SupplementAsked {
        day,
        steps,
        due: limit.map(|limit| due(day, &limit, calendar)),
    });
}

/// The applicant supplies everything at once; acceptance goes on.
pub(super) fn supply(state: &Application, command: SupplySupplement, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let plan = state.plan.as_ref().ok_or(Refusal::NotFiled)?;
    let calendar = context.calendar(plan.region);
    let waiting: Vec<&StepState> = state.supplementing().collect();
    if waiting.is_empty() {
        return Err(Refusal::NothingToSupplement);
    }
    if let Some(term) = state.supplement.due
        && is_told(state)
        && context.at >= term.deadline.ends_for_applicant(calendar)
    {
        let until = term.deadline.day(calendar);
        return Err(Refusal::SupplementTermOver { until });
    }
    let supplied = |id: &MaterialId| command.materials.iter().any(|upload| upload.material == *id);
    if let Some(missing) = state.supplement_materials().into_iter().find(|id| !supplied(id)) {
        return Err(Refusal::SupplementMissing(missing));
    }
    let mut course = Course::from(state, context);
    course.keep(keeping::said_if_any("supplied".into(), &command.note)?);
    let materials = new_versions(state, &command.materials, &mut course)?;
    let day = context.day(plan.region);
    let steps = waiting
        .iter()
        .map(|step| Opened {
            step: step.planned.step.clone(),
            due: due_after_stop(step, day, calendar),
            answer_by: answer_by(step, day, calendar),
        })
        .collect();
    let waits = |step: &StepState| waiting.iter().any(|other| other.planned.item == step.planned.item);
    let reopened = to_look_again(state, day, calendar, |other| !waits(other) && reads(other, &materials));
    course.then(Event::SupplementSupplied {
        day,
        materials,
        steps,
        reopened,
    });
    Ok(course.decided())
}

/// What follows from terms that have run: the notice goes out, silence accepts, what was not supplied ends.
pub(super) fn keep_terms(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let plan = state.plan.clone().ok_or(Refusal::NotFiled)?;
    let (calendar, day) = (context.calendar(plan.region), context.day(plan.region));
    let mut course = dues::moved(state, context)?;
    if is_to_be_sent(&course.state, context.at, calendar) {
        notify(&mut course, context.at.day(), calendar);
    }
    let silent: Vec<(StepId, ItemId, Day)> = course
        .state
        .acceptance_steps()
        .filter(|step| step.status == StepStatus::Open)
        .filter(|step| silence(step, calendar).is_some_and(|moment| moment <= context.at))
        .map(|step| {
            (
                step.planned.step.clone(),
                step.planned.item.clone(),
                course.state.received(step),
            )
        })
        .collect();
    for (step, item, received) in silent {
        accept_silently(&mut course, step, item, received, day, calendar);
    }
    lapse_if_over(&mut course, context.at, day, calendar);
    course.open_ready(day, calendar);
    Ok(course.decided())
}

/// Whoever has not said what is missing within the term has accepted from the day of receipt (行政许可法 32).
fn accept_silently(course: &mut Course, step: StepId, item: ItemId, received: Day, day: Day, calendar: &Calendar) {
    let Some(known) = course.state.step(&step) else { return };
    let (verdict, counted) = (verdict(known, day, calendar), known.counted(calendar, day));
    course.then(Event::StepDone {
        step,
        day,
        verdict,
        counted,
    });
    course.then(Event::CaseAccepted {
        item,
        day: received,
        by_silence: true,
    });
}

/// What was not supplied in time ends as the rules of the matter say.
fn lapse_if_over(course: &mut Course, at: Moment, day: Day, calendar: &Calendar) {
    let state = &course.state;
    let ended = |term: Due| term.deadline.ends_for_applicant(calendar) <= at;
    let over = is_told(state) && state.supplement.due.is_some_and(ended);
    let items: Vec<ItemId> = state.supplementing().map(|step| step.planned.item.clone()).collect();
    let consequence = state
        .plan
        .as_ref()
        .and_then(|plan| plan.supplement.as_ref())
        .map(|rule| rule.unsupplied);
    if let Some(consequence) = consequence.filter(|_| over && !items.is_empty()) {
        course.then(Event::SupplementLapsed { day, items, consequence });
    }
}

/// Whether the applicant has been served the notice: no term runs against somebody who has not been told.
fn is_told(state: &Application) -> bool {
    state.was_told(DocumentKind::SupplementNotice, None)
}

/// The applicant's term from the day on which the notice was served, where that is another than it was known.
pub(super) fn due_from(state: &Application, served: Day, calendar: &Calendar) -> Option<Due> {
    state.supplementing().next()?;
    let rule = state.plan.as_ref()?.supplement.as_ref()?;
    let begun = due(served, &rule.limit, calendar);
    (state.supplement.due != Some(begun)).then_some(begun)
}

/// What was contributed goes out by itself in the afternoon of the fifth day, and no more once that is over: then nobody was told
/// in time, and silence accepts (行政许可法 32).
fn is_to_be_sent(state: &Application, at: Moment, calendar: &Calendar) -> bool {
    let waits = state.supplement.asked.is_none() && state.has_supplement_to_send();
    let fifth = state.fifth_day(calendar).filter(|_| waits);
    fifth.is_some_and(|fifth| Moment::at(fifth, SENT_AT.0, SENT_AT.1) <= at && at.day() <= fifth)
}

/// When an acceptance step has said nothing for as long as the law allows.
fn silence(step: &StepState, calendar: &Calendar) -> Option<Moment> {
    step.answer_by
        .map(|term| Moment::at(term.deadline.day(calendar).plus(1), 0, 0))
}

impl Application {
    /// The steps that accept.
    pub fn acceptance_steps(&self) -> impl Iterator<Item = &StepState> {
        self.steps.iter().filter(|step| step.planned.kind == StepKind::Acceptance)
    }

    /// The steps that wait for the applicant's supplement.
    pub fn supplementing(&self) -> impl Iterator<Item = &StepState> {
        self.steps.iter().filter(|step| step.status == StepStatus::Supplementing)
    }

    /// Whether a step has said what it found missing.
    #[must_use]
    pub fn has_contributed(&self, step: &StepId) -> bool {
        self.supplement.parts.iter().any(|part| part.step == *step)
    }

    /// Whether a step has said what it found missing, and nobody has been told.
    #[must_use]
    pub fn has_unsent_supplement(&self, step: &StepId) -> bool {
        self.supplement.asked.is_none() && self.has_contributed(step)
    }

    /// By which step an organ found something missing of an item that has been accepted by silence meanwhile, because nobody
    /// was told in time: its reviewer still has to know.
    #[must_use]
    pub fn supplement_told_too_late(&self, item: &ItemId) -> Option<&StepId> {
        self.case(item).filter(|case| case.by_silence)?;
        let mut steps = self.acceptance_steps().filter(|step| step.planned.item == *item);
        let step = &steps
            .find(|step| self.has_unsent_supplement(&step.planned.step))?
            .planned
            .step;
        Some(step)
    }

    /// Whether something has been contributed that can go out.
    #[must_use]
    pub fn has_supplement_to_send(&self) -> bool {
        self.parts_to_send().next().is_some()
    }

    fn parts_to_send(&self) -> impl Iterator<Item = &SupplementPart> {
        self.supplement
            .parts
            .iter()
            .filter(|part| self.step(&part.step).is_some_and(|step| step.status == StepStatus::Open))
    }

    /// Everything that the applicant is asked to hand in, each paper once.
    #[must_use]
    pub fn supplement_materials(&self) -> Vec<MaterialId> {
        let mut materials: Vec<MaterialId> = Vec::new();
        let waits = |step: &StepId| self.step(step).is_some_and(|step| step.status == StepStatus::Supplementing);
        for material in self
            .supplement
            .parts
            .iter()
            .filter(|part| waits(&part.step))
            .flat_map(|part| &part.materials)
        {
            if !materials.contains(material) {
                materials.push(material.clone());
            }
        }
        materials
    }

    /// The last day on which the notice can go out: the first on which a step that contributed has to have answered.
    fn fifth_day(&self, calendar: &Calendar) -> Option<Day> {
        let contributed = self.parts_to_send().filter_map(|part| self.step(&part.step)?.answer_by);
        contributed.map(|term| term.deadline.day(calendar)).min()
    }

    /// The day on which what a step has to answer was received.
    pub(super) fn received(&self, step: &StepState) -> Day {
        let supplied = self.supplement.supplied.filter(|_| self.has_contributed(&step.planned.step));
        let first = || step.clock.as_ref().map(calendar::Clock::started);
        supplied
            .or_else(first)
            .or(self.filing.as_ref().map(|filing| filing.day))
            .unwrap_or(Day::MIN)
    }

    /// Until when the applicant supplies, as far as it can be said: not while the notice waits for somebody's hand.
    #[must_use]
    pub fn supplement_until(&self) -> Option<Due> {
        let reaches_at_once = self.delivery.notices == Way::Electronic;
        self.supplement.due.filter(|_| reaches_at_once || is_told(self))
    }

    /// The next moment at which something follows from a term before acceptance, by the days as they were recorded.
    #[must_use]
    pub fn next_term(&self) -> Option<Moment> {
        let unsent = self.supplement.asked.is_none();
        let sending = self
            .parts_to_send()
            .filter(|_| unsent)
            .filter_map(|part| self.step(&part.step)?.answer_by)
            .map(|term| Moment::at(term.day, SENT_AT.0, SENT_AT.1));
        let silences = self
            .acceptance_steps()
            .filter(|step| step.status == StepStatus::Open)
            .filter_map(|step| step.answer_by)
            .map(|term| Moment::at(term.day.plus(1), 0, 0));
        let unsupplied = self
            .supplement
            .due
            .filter(|_| self.supplementing().next().is_some() && is_told(self))
            .map(|term| Moment::at(term.day, 24, 0));
        sending.chain(silences).chain(unsupplied).min()
    }

    pub(super) fn supplement_contributed(&mut self, step: &StepId, materials: &[MaterialId]) {
        self.supplement.parts.retain(|part| part.step != *step);
        self.supplement.parts.push(SupplementPart {
            step: step.clone(),
            materials: materials.to_vec(),
        });
    }

    pub(super) fn supplement_taken_back(&mut self, step: &StepId) {
        self.supplement.parts.retain(|part| part.step != *step);
    }

    /// What became of the words of an organ's part.
    #[must_use]
    pub fn supplement_path(step: &StepId) -> String {
        format!("supplement/{step}")
    }
}

/// How a case ends whose supplement was not supplied.
pub(super) fn ends_as(consequence: Unsupplied) -> super::state::CaseStatus {
    match consequence {
        Unsupplied::Withdrawn => super::state::CaseStatus::Withdrawn,
        Unsupplied::Terminated => super::state::CaseStatus::Terminated,
    }
}
