//! Special procedures (特别程序, 行政许可法 45): what the law's closed list names is not counted, and announced with its time.

use calendar::{Day, Limit};
use ledger::{Context, Decision};
use procedure::definition::{ItemId, Phase, StepId};
use serde::{Deserialize, Serialize};

use super::command::EndSpecialProcedure;
use super::desk::{account, in_progress, own_step, unbiased};
use super::event::Event;
use super::keeping;
use super::opening::{Course, due, due_after_stop};
use super::proposal::{Proposal, ProposalNumber};
use super::refusal::Refusal;
use super::state::{Application, Due, StepState, StepStatus};

/// Longest special procedure that can be announced, in working days: about a year.
pub const SPECIAL_DAYS_MAX: u32 = 250;

/// The law under which no clock runs.
const LAW: &str = "行政许可法 45";

/// What stops the clock after acceptance, and nothing else does (行政许可法 45).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpecialKind {
    /// 听证.
    Hearing,
    /// 招标.
    Tender,
    /// 拍卖.
    Auction,
    /// 检验.
    Inspection,
    /// 检测.
    Test,
    /// 检疫.
    Quarantine,
    /// 鉴定.
    Appraisal,
    /// 专家评审.
    ExpertReview,
}

/// A special procedure as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialProcedure {
    /// Of which case.
    pub item: ItemId,
    /// In which step.
    pub step: StepId,
    /// Which of the list.
    pub kind: SpecialKind,
    /// From which day the clocks stand.
    pub begun: Day,
    /// The time that was announced: until when it is to be over.
    pub announced: Due,
    /// The proposal that was approved; none for a hearing, to which people have a right.
    pub proposal: Option<ProposalNumber>,
    /// The day on which its result was recorded.
    pub ended: Option<Day>,
}

/// Whether a special procedure may be proposed for a step: after acceptance, and not while the same one runs.
pub(super) fn admissible(
    state: &Application,
    id: &StepId,
    kind: SpecialKind,
    days: u32,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let step = own_step(state, id, context)?;
    formal(state, step)?;
    if !step.takes_opinion() {
        return Err(Refusal::WrongKind);
    }
    if step.stage != 0 {
        return Err(Refusal::WrongStage);
    }
    possible(state, step, kind, days)
}

/// The step belongs to a case whose statutory clock runs.
pub(super) fn formal(state: &Application, step: &StepState) -> Result<(), Refusal> {
    let accepted = state
        .case(&step.planned.item)
        .is_some_and(|case| case.accepted_on.is_some() && !case.status.has_ended());
    if step.planned.phase == Phase::Formal && accepted {
        Ok(())
    } else {
        Err(Refusal::NotAccepted)
    }
}

fn possible(state: &Application, step: &StepState, kind: SpecialKind, days: u32) -> Result<(), Refusal> {
    // A hearing begins with being asked for, not with a signature (行政许可法 47).
    if kind == SpecialKind::Hearing {
        return Err(Refusal::HearingByRight);
    }
    if days == 0 || days > SPECIAL_DAYS_MAX {
        return Err(Refusal::DaysOutOfRange { max: SPECIAL_DAYS_MAX });
    }
    match state.running_specials(&step.planned.item).any(|running| running.kind == kind) {
        true => Err(Refusal::SpecialProcedureRuns(kind)),
        false => Ok(()),
    }
}

/// The clocks stand from the day of the approval.
pub(super) fn begin(
    course: &mut Course,
    id: &StepId,
    kind: SpecialKind,
    days: u32,
    proposal: ProposalNumber,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let region = course.state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let step = course.state.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone()))?;
    possible(&course.state, step, kind, days)?;
    let (day, item) = (context.day(region), step.planned.item.clone());
    course.then(Event::SpecialProcedureBegun {
        step: id.clone(),
        item,
        kind,
        day,
        announced: due(day, &Limit::working(days, kind.ground()), context.calendar(region)),
        proposal: Some(proposal),
    });
    Ok(())
}

/// Its handler records the result, and the clocks go on with what was left.
pub(super) fn end(state: &Application, command: EndSpecialProcedure, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = standing_step(state, &command.step, context)?;
    if command.kind == SpecialKind::Hearing {
        return Err(Refusal::HearingByRight);
    }
    let item = step.planned.item.clone();
    let running = state
        .running_specials(&item)
        .any(|running| running.step == command.step && running.kind == command.kind);
    if !running {
        return Err(Refusal::NoSpecialProcedure);
    }
    let mut course = Course::from(state, context);
    let path = state.special_result_path(&command.step, command.kind);
    course.keep([keeping::said(path, &command.result)?]);
    ended(&mut course, &command.step, command.kind, context)?;
    Ok(course.decided())
}

/// It is over: the clocks that stood on its ground go on.
pub(super) fn ended(course: &mut Course, id: &StepId, kind: SpecialKind, context: &Context<'_>) -> Result<(), Refusal> {
    let region = course.state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let step = course.state.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone()))?;
    let (day, item) = (context.day(region), step.planned.item.clone());
    let due = due_after_stop(step, day, context.calendar(region));
    course.then(Event::SpecialProcedureEnded {
        step: id.clone(),
        item,
        kind,
        day,
        due,
    });
    Ok(())
}

/// A step whose clock stands on a special procedure, in the hands of whoever claimed it.
pub(super) fn standing_step<'a>(state: &'a Application, id: &StepId, context: &Context<'_>) -> Result<&'a StepState, Refusal> {
    in_progress(state)?;
    let step = state.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone()))?;
    let post = context.actor.held_post().ok_or(Refusal::NotYourDesk)?;
    if post.organ != step.planned.organ {
        return Err(Refusal::NotYourDesk);
    }
    unbiased(state, &post.organ, context)?;
    if step.status != StepStatus::SpecialProcedure {
        return Err(Refusal::NotOpen(step.status));
    }
    match step.holder {
        Some(holder) if holder == account(context)? => Ok(step),
        Some(holder) => Err(Refusal::HeldByAnother { holder }),
        None => Err(Refusal::NotClaimed),
    }
}

impl Application {
    /// The special procedures of a case that run.
    pub fn running_specials<'a>(&'a self, item: &'a ItemId) -> impl Iterator<Item = &'a SpecialProcedure> {
        self.specials
            .iter()
            .filter(move |special| special.item == *item && special.ended.is_none())
    }

    /// The special procedures of a step, in the order in which they began.
    pub fn specials_of<'a>(&'a self, step: &'a StepId) -> impl Iterator<Item = &'a SpecialProcedure> {
        self.specials.iter().filter(move |special| special.step == *step)
    }

    /// Where the result of a step's running special procedure is, or will be, in the vault.
    #[must_use]
    pub fn special_result_path(&self, step: &StepId, kind: SpecialKind) -> String {
        let which = self.specials_of(step).filter(|special| special.kind == kind).count();
        format!("special/{step}/{}/{which}", kind.as_str())
    }

    /// How many days a proposal announced.
    pub(super) fn announced_days(&self, number: Option<ProposalNumber>) -> Option<u32> {
        match &self.proposal(number?)?.proposed.proposal {
            Proposal::SpecialProcedure { days, .. } | Proposal::Extend { days, .. } => Some(*days),
            Proposal::NotAccept { .. } | Proposal::Afterwards { .. } | Proposal::RefuseRequest { .. } => None,
        }
    }

    pub(super) fn special_begun(&mut self, special: SpecialProcedure) {
        let (ground, day) = (special.kind.ground(), special.begun);
        if let Some(step) = self.step_mut(&special.step) {
            step.stand(day, &ground);
        }
        if let Some(case) = self.case_mut(&special.item) {
            case.stop_statutory(day, &ground);
        }
        self.specials.push(special);
    }

    pub(super) fn special_ended(&mut self, step: &StepId, item: &ItemId, kind: SpecialKind, day: Day, due: Due) {
        for special in self.specials.iter_mut().filter(|special| special.is_running(step, kind)) {
            special.ended = Some(day);
        }
        if let Some(step) = self.step_mut(step) {
            step.stand_no_longer(day, &kind.ground(), due);
        }
        if let Some(case) = self.case_mut(item) {
            case.resume_statutory(day, &kind.ground());
        }
    }
}

impl SpecialProcedure {
    /// Whether it is the one of that kind that runs in a step.
    pub(super) fn is_running(&self, step: &StepId, kind: SpecialKind) -> bool {
        self.step == *step && self.kind == kind && self.ended.is_none()
    }
}

impl SpecialKind {
    /// The list of the law, in its order.
    pub const ALL: [Self; 8] = [
        Self::Hearing,
        Self::Tender,
        Self::Auction,
        Self::Inspection,
        Self::Test,
        Self::Quarantine,
        Self::Appraisal,
        Self::ExpertReview,
    ];

    /// As addresses, vault paths and text keys write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hearing => "hearing",
            Self::Tender => "tender",
            Self::Auction => "auction",
            Self::Inspection => "inspection",
            Self::Test => "test",
            Self::Quarantine => "quarantine",
            Self::Appraisal => "appraisal",
            Self::ExpertReview => "expert-review",
        }
    }

    /// Reads what [`SpecialKind::as_str`] writes.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// What the law calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hearing => "听证",
            Self::Tender => "招标",
            Self::Auction => "拍卖",
            Self::Inspection => "检验",
            Self::Test => "检测",
            Self::Quarantine => "检疫",
            Self::Appraisal => "鉴定",
            Self::ExpertReview => "专家评审",
        }
    }

    /// Why a clock stands still, as its ledger has it.
    #[must_use]
    pub fn ground(self) -> String {
        format!("{LAW}：{}", self.name())
    }
}
