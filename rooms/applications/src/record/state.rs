//! What an application is now: its filing, steps, cases, gates and materials.

use std::collections::BTreeMap;
use std::sync::Arc;

use authority::{Duty, Party};
use calendar::{Calendar, Clock, ClockRefusal, Day, Limit, Moment, Terms, TimedClock, Verdict};
use identity::{ApplicationNumber, CaseNumber, OrganId, RecordId, RegionCode};
use procedure::Answers;
use procedure::definition::{FieldId, FileType, GateId, ItemId, MaterialId, StepId, StepKind, TurnsFormal};
use procedure::plan::{Plan, PlannedItem, PlannedStep};
use serde::{Deserialize, Serialize};

use super::Entrance;
use super::document::{DeliveryWays, IssuedDocument};
pub use super::due::{Due, Level, LightDays};
use super::event::SignedLetter;
use super::extension::Extended;
use super::fold::enter;
use super::hearing::Hearing;
use super::objection::Objection;
use super::owed::Owed;
use super::payment::{Bill, Settled};
use super::proof::Promised;
use super::proposal::{ProposalNumber, ProposalState};
use super::request::Request;
use super::shared_list::SharedList;
use super::special::{SpecialKind, SpecialProcedure};
use super::supplement::Supplement;

/// One application with its cases.
#[derive(Clone, Debug, Default)]
pub struct Application {
    /// How it was filed; none before its submission.
    pub filing: Option<Arc<Filing>>,
    /// Its plan as it stands now.
    pub plan: Option<Arc<Plan>>,
    /// Answers to the guided questions as they stand now.
    pub answers: Answers,
    /// Where it stands as a whole.
    pub status: Status,
    /// Its steps, each behind those it comes after; dropped ones stay for the history.
    pub steps: SharedList<StepState>,
    /// Its cases, in the order of the plan.
    pub cases: SharedList<Case>,
    /// Its gates.
    pub gates: Vec<GateState>,
    /// The papers handed in, newest version of each.
    pub materials: SharedList<Attachment>,
    /// Counted up with each change of the plan.
    pub plan_version: u32,
    /// The day on which everything had ended.
    pub ended_on: Option<Day>,
    /// How the applicant rated it.
    pub rating: Option<Grade>,
    /// Steps that wait for a refinement, with the papers they asked for anew.
    pub refining: Vec<Refining>,
    /// Who may not work on it, and who is asked not to.
    pub recusals: Vec<Recusal>,
    /// What was proposed for signature, with what became of it.
    pub proposals: Vec<ProposalState>,
    /// What the holders of its certificates asked for, with what became of it.
    pub requests: Vec<Request>,
    /// The papers that organs issued, each at the place that its ordinal names.
    pub documents: Vec<Arc<IssuedDocument>>,
    /// In which ways papers are to reach the applicant.
    pub delivery: DeliveryWays,
    /// What was found missing before acceptance.
    pub supplement: Supplement,
    /// Its special procedures, in the order in which they began.
    pub specials: Vec<SpecialProcedure>,
    /// Its hearings, one a case at most.
    pub hearings: Vec<Hearing>,
    /// What was objected to its public notices.
    pub objections: Vec<Objection>,
    /// Those whose interests its cases touch.
    pub parties: Vec<super::party::Party>,
    /// Papers that were to follow.
    pub owed: Vec<Owed>,
    /// Promises that stand in place of papers.
    pub promises: Vec<Promised>,
}

/// Whether somebody of an organ works on it (回避).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// Counted up, from 1.
    pub number: u16,
    /// Of which organ.
    pub organ: OrganId,
    /// Who asked.
    pub asked: RecusalAsked,
    /// The day on which it was asked.
    pub day: Day,
    /// What came of it.
    pub outcome: RecusalOutcome,
}

/// Who asks for a recusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecusalAsked {
    /// Whoever it is about: it is so at once.
    ByOneself,
    /// The applicant: the organ's head decides.
    ByApplicant,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecusalOutcome {
    /// Not decided yet.
    Pending,
    /// That person may not work on it.
    Recused(RecordId),
    /// Declined.
    Declined,
}

/// How a step came to another holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Reassignment {
    /// The organ's head gave it to somebody else.
    Head,
    /// Its post went to somebody else.
    Handover(Ordered),
    /// Its holder had left, and a colleague took it over.
    TakenOver,
}

/// A handover of a post, and who ordered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// The handover.
    pub handover: RecordId,
    /// Who ordered it.
    pub ordered_by: RecordId,
}

/// A refinement that was asked for and has not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refining {
    /// The step that asks.
    pub step: StepId,
    /// Papers to hand in anew.
    pub materials: Vec<MaterialId>,
    /// Until when.
    pub due: Due,
}

/// How an application was filed.
#[derive(Clone, Debug, PartialEq)]
pub struct Filing {
    /// Its number.
    pub number: ApplicationNumber,
    /// Whose it is.
    pub applicant: Party,
    /// The project on which it hangs.
    pub project: Option<RecordId>,
    /// What it is called in lists: the project's public title, else the matter's name.
    pub title: String,
    /// Where.
    pub region: RegionCode,
    /// The working day on which it counts as submitted.
    pub day: Day,
    /// When it was submitted.
    pub at: Moment,
    /// The release whose definitions it keeps.
    pub release: String,
    /// The parts of the form that are in the vault.
    pub parts: Vec<String>,
    /// By which door it came in.
    pub entrance: Entrance,
    /// The commitment letter that was signed on paper.
    pub signed_letter: Option<SignedLetter>,
}

/// Where an application stands as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not yet submitted.
    #[default]
    Unfiled,
    /// Some case has not ended.
    InProgress,
    /// Every case has ended.
    Finished,
    /// The applicant took it back.
    Withdrawn,
    /// Every case ended without an answer, as when a gate never opens; or one that nothing can go on without was refused.
    Terminated,
}

/// One step as it stands.
#[derive(Clone, Debug)]
pub struct StepState {
    /// What was planned.
    pub planned: Arc<PlannedStep>,
    /// Where it stands.
    pub status: StepStatus,
    /// When it ran; none before it opens.
    pub clock: Option<Clock>,
    /// Until when; none while it is not running.
    pub due: Option<Due>,
    /// Until when an acceptance step has to have answered.
    pub answer_by: Option<Due>,
    /// By how many days its limit was extended.
    pub extended: u32,
    /// Who claimed it.
    pub holder: Option<RecordId>,
    /// How often it came to another holder other than by claim and release.
    pub reassignments: u32,
    /// In whose names the draft in the chain stands: none of them agrees with it in the next stage.
    pub drafters: Vec<RecordId>,
    /// The position in its chain.
    pub stage: u8,
    /// How often refinement was asked for.
    pub refinements: u32,
    /// How often it was opened.
    pub rounds: u32,
    /// The opinion on its way through the chain.
    pub draft: Option<Opinion>,
    /// The opinion given.
    pub opinion: Option<Opinion>,
    /// In time or late, fixed when it was done.
    pub verdict: Option<Verdict>,
    /// Working days that it had used when it was done, and the day on which it was.
    pub measured: Option<Measured>,
    /// Who has been told, in this round, that it is short of time or past it.
    pub escalated: Option<Level>,
    /// Whether something it had read has changed since its opinion.
    pub changed: bool,
    /// Objections to it that nobody has answered.
    pub unanswered: u16,
    /// Until when they are to be answered, once its own term is over.
    pub answers_due: Option<Due>,
    /// What was asked to be paid in it.
    pub bill: Option<Bill>,
    /// How its payment ended.
    pub settled: Option<Settled>,
}

/// What a step had used when it was done: fixed then, like its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The day on which it was done.
    pub day: Day,
    /// Working days that it had used.
    pub counted: u32,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// Something before it is not done.
    Waiting,
    /// On its organ's desk.
    Open,
    /// The applicant has been asked to refine; no clock runs.
    Refining,
    /// Before acceptance: the applicant has been told what is missing; no clock runs.
    Supplementing,
    /// A special procedure runs; no clock does.
    SpecialProcedure,
    /// The applicant has been asked to pay; no clock runs.
    Paying,
    /// Not supported; the applicant changes the plan, goes on without the item, or withdraws.
    Unsupported,
    /// Done.
    Done,
    /// No longer needed, or its application has ended.
    Dropped,
}

/// What an organ says of what it reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    /// Agreed.
    Agree,
    /// Agreed on conditions.
    Conditional,
    /// Not supported, with what to change.
    NotSupported,
}

impl Opinion {
    const ALL: [Self; 3] = [Self::Agree, Self::Conditional, Self::NotSupported];

    /// As the vault keeps it with a paper.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Conditional => "conditional",
            Self::NotSupported => "not_supported",
        }
    }

    /// Reads what [`Opinion::as_str`] writes.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|opinion| opinion.as_str() == text)
    }
}

/// A legal case: one item, decided by one organ.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its item.
    pub item: ItemId,
    /// Its number.
    pub number: CaseNumber,
    /// Where it stands.
    pub status: CaseStatus,
    /// The day of its acceptance, from which the statutory clock runs.
    pub accepted_on: Option<Day>,
    /// Whether it was accepted because nobody said anything within the term of the law.
    pub by_silence: bool,
    /// The statutory clock, with all that stopped it; none before acceptance, or where no limit is known.
    pub statutory: Option<TimedClock>,
    /// How its term was extended.
    pub extended: Option<Extended>,
    /// The day of its decision.
    pub decided_on: Option<Day>,
    /// Number of its certificate or decision.
    pub document_number: Option<String>,
    /// The rendered document.
    pub document: Option<Document>,
    /// The day on which it was served.
    pub served_on: Option<Day>,
    /// Why and by which proposal it was not accepted.
    pub not_accepted: Option<NotAccepted>,
}

/// How a case was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAccepted {
    /// Whose matter it is instead.
    pub elsewhere: Option<OrganId>,
    /// The proposal whose words are the reasons; none before non-acceptance was proposed and approved.
    pub proposal: Option<ProposalNumber>,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    /// Received; not yet accepted or not.
    Received,
    /// Its steps before acceptance are under way.
    PreReview,
    /// Supported, and waiting for the gate.
    WaitingForGate,
    /// Accepted; the statutory clock runs.
    Accepted,
    /// Its draft decision is signed off and waits for the others of its group.
    SignedOff,
    /// Granted.
    Granted,
    /// Refused, with reasons.
    Refused,
    /// Not accepted, with reasons.
    NotAccepted,
    /// The applicant went on without it.
    LeftOut,
    /// The applicant withdrew.
    Withdrawn,
    /// Its subject has gone.
    Terminated,
}

/// A rendered document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// Name under which it is stored.
    pub stored: String,
}

/// A gate as it stands.
#[derive(Clone, Debug)]
pub struct GateState {
    /// Its definition.
    pub gate: GateId,
    /// Who records it.
    pub organ: OrganId,
    /// The day it opened.
    pub opened_on: Option<Day>,
    /// The day on which it was recorded that it never will.
    pub failed_on: Option<Day>,
    /// What was recorded when it opened.
    pub facts: BTreeMap<FieldId, String>,
}

/// A paper handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its definition.
    pub material: MaterialId,
    /// Counted up with each replacement, from 1.
    pub version: u32,
    /// Digest of what is stored, which names the file.
    pub stored: String,
    /// Size as uploaded.
    pub bytes: u64,
    /// Type found by content.
    pub file_type: FileType,
}

/// How an applicant rates (好差评).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 非常满意.
    VerySatisfied,
    /// 满意.
    Satisfied,
    /// 基本满意.
    FairlySatisfied,
    /// 不满意.
    Dissatisfied,
    /// 非常不满意.
    VeryDissatisfied,
}

impl Application {
    /// A step by its id.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&StepState> {
        self.steps.iter().find(|step| step.planned.step == *id)
    }

    /// Its steps that it does not share with an earlier or later state, each with what it is there.
    pub(crate) fn steps_unlike<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (Option<&'a StepState>, &'a StepState)> {
        self.steps.unlike(&other.steps).map(|(there, step)| {
            let same = there.filter(|there| there.planned.step == step.planned.step);
            (same.or_else(|| other.step(&step.planned.step)), step)
        })
    }

    pub(super) fn step_mut(&mut self, id: &StepId) -> Option<&mut StepState> {
        self.steps.changing(|step| step.planned.step == *id).next()
    }

    /// A case by its item.
    #[must_use]
    pub fn case(&self, item: &ItemId) -> Option<&Case> {
        self.cases.iter().find(|case| case.item == *item)
    }

    pub(super) fn case_mut(&mut self, item: &ItemId) -> Option<&mut Case> {
        self.cases.changing(|case| case.item == *item).next()
    }

    /// A gate by its id.
    #[must_use]
    pub fn gate(&self, id: &GateId) -> Option<&GateState> {
        self.gates.iter().find(|gate| gate.gate == *id)
    }

    /// Whether an organ has a gate of which nothing has been recorded yet.
    #[must_use]
    pub fn has_gate_to_record(&self, organ: &OrganId) -> bool {
        let waits = |gate: &&GateState| gate.opened_on.is_none() && gate.failed_on.is_none();
        self.gates.iter().filter(waits).any(|gate| gate.organ == *organ)
    }

    /// Who of an organ may not work on it.
    pub fn recused(&self, organ: &OrganId) -> impl Iterator<Item = RecordId> {
        let of_organ = self.recusals.iter().filter(move |recusal| recusal.organ == *organ);
        of_organ.filter_map(|recusal| match recusal.outcome {
            RecusalOutcome::Recused(person) => Some(person),
            RecusalOutcome::Pending | RecusalOutcome::Declined => None,
        })
    }

    /// The newest version of a paper.
    #[must_use]
    pub fn material(&self, id: &MaterialId) -> Option<&Attachment> {
        self.materials.iter().find(|attachment| attachment.material == *id)
    }

    /// What was planned for an item.
    #[must_use]
    pub fn planned_item(&self, item: &ItemId) -> Option<&PlannedItem> {
        self.plan.as_ref()?.item(item)
    }

    /// Whether a step has nothing before it that is not done; a decision also waits for papers that are to follow.
    #[must_use]
    pub fn is_ready(&self, step: &StepState) -> bool {
        let done = |id: &StepId| {
            self.step(id)
                .is_none_or(|before| matches!(before.status, StepStatus::Done | StepStatus::Dropped))
        };
        let open = |id: &GateId| self.gate(id).is_none_or(|gate| gate.opened_on.is_some());
        let waits_for_papers = || step.planned.kind == StepKind::Decision && self.waits_for_papers(&step.planned.item);
        step.status == StepStatus::Waiting
            && !waits_for_papers()
            && step.planned.gates.iter().all(open)
            // Work goes on in the order of the plan: what comes last is the likeliest not to be done.
            && step.planned.after.iter().rev().all(done)
    }

    /// The organs that take part, each once.
    #[must_use]
    pub fn organs(&self) -> Vec<OrganId> {
        let mut organs: Vec<OrganId> = Vec::new();
        let steps = self.steps.iter().map(|step| &step.planned.organ);
        let deciders = self
            .plan
            .iter()
            .flat_map(|plan| &plan.items)
            .filter_map(|item| item.decider.as_ref());
        let lead = self.plan.iter().filter_map(|plan| plan.lead.as_ref());
        for organ in steps
            .chain(self.gates.iter().map(|gate| &gate.organ))
            .chain(deciders)
            .chain(lead)
        {
            if !organs.contains(organ) {
                organs.push(organ.clone());
            }
        }
        organs
    }

    /// The cases of an issue-together group that still count: neither refused nor left out.
    pub fn group<'a>(&'a self, group: &'a procedure::definition::GroupId) -> impl Iterator<Item = &'a Case> {
        self.cases
            .iter()
            .filter(move |case| {
                self.planned_item(&case.item)
                    .is_some_and(|item| item.group.as_ref() == Some(group))
            })
            .filter(|case| !case.status.has_ended() || case.status == CaseStatus::Granted)
    }

    /// The group that is ready to be issued: every case that still counts is signed off.
    #[must_use]
    pub fn group_ready(&self) -> Option<procedure::definition::GroupId> {
        let plan = self.plan.as_ref()?;
        let mut groups = plan.items.iter().filter_map(|item| item.group.as_ref());
        groups
            .find(|group| {
                let mut any = false;
                self.group(group).all(|case| {
                    any = true;
                    case.status == CaseStatus::SignedOff
                }) && any
            })
            .cloned()
    }

    /// The working days of government work counted through a day: the longest chain of its steps' counted days.
    #[must_use]
    pub fn counted(&self, calendar: &Calendar, through: Day) -> u32 {
        let Some(plan) = &self.plan else { return 0 };
        procedure::plan::longest_chain(plan, |index| {
            self.step(&plan.steps[index].step)
                .map_or(0, |step| step.counted(calendar, through))
        })
        .days
    }
}

impl StepState {
    /// A step that waits.
    #[must_use]
    pub fn waiting(planned: Arc<PlannedStep>) -> Self {
        Self {
            planned,
            status: StepStatus::Waiting,
            clock: None,
            due: None,
            answer_by: None,
            extended: 0,
            holder: None,
            reassignments: 0,
            drafters: Vec::new(),
            stage: 0,
            refinements: 0,
            rounds: 0,
            draft: None,
            opinion: None,
            verdict: None,
            measured: None,
            escalated: None,
            changed: false,
            unanswered: 0,
            answers_due: None,
            bill: None,
            settled: None,
        }
    }

    /// Its promised limit, with an extension that was granted.
    #[must_use]
    pub fn limit(&self) -> Limit {
        Limit {
            number: self.limit_days(),
            ..self.planned.limit.clone()
        }
    }

    /// The days of that limit, of whichever unit.
    #[must_use]
    pub fn limit_days(&self) -> u32 {
        self.planned.limit.number.saturating_add(self.extended)
    }

    /// Its government days: working days in which it was open and waited for nobody outside. A public notice counts its
    /// length and no more, whenever its end is recorded; and the days in which it waits for its organ's answers.
    #[must_use]
    pub fn counted(&self, calendar: &Calendar, through: Day) -> u32 {
        let counted = self.clock.as_ref().map_or(0, |clock| clock.counted(calendar, through));
        match self.planned.kind {
            StepKind::PublicNotice if self.answers_due.is_none() => counted.min(self.planned.limit.number),
            StepKind::PublicNotice => counted,
            StepKind::Acceptance
            | StepKind::Review
            | StepKind::Confirmation
            | StepKind::Decision
            | StepKind::External
            | StepKind::Survey
            | StepKind::Meeting
            | StepKind::Hearing
            | StepKind::Payment => counted,
        }
    }

    /// The day from which it has been running, or since which it stands still; that of its organ's receipt, if it never ran.
    #[must_use]
    pub fn running_since(&self) -> Day {
        let Some(clock) = &self.clock else { return Day::MIN };
        let last = clock.running().pop();
        last.map_or(clock.started(), |last| last.through.unwrap_or(last.after))
    }

    /// The duty that its open stage asks for.
    #[must_use]
    pub fn duty(&self) -> Duty {
        self.planned
            .chain
            .get(usize::from(self.stage))
            .copied()
            .unwrap_or(Duty::Handle)
    }

    /// Whether the stage after the open one exists.
    #[must_use]
    pub fn has_next_stage(&self) -> bool {
        usize::from(self.stage) + 1 < self.planned.chain.len()
    }

    /// Whether an organ ends it by saying what it found.
    #[must_use]
    pub fn takes_opinion(&self) -> bool {
        match self.planned.kind {
            StepKind::Review
            | StepKind::Confirmation
            | StepKind::External
            | StepKind::Survey
            | StepKind::Meeting
            | StepKind::Hearing => true,
            StepKind::Acceptance | StepKind::Decision | StepKind::PublicNotice | StepKind::Payment => false,
        }
    }
}

impl CaseStatus {
    /// Whether nothing more can happen to it but service and rating.
    #[must_use]
    pub fn has_ended(self) -> bool {
        match self {
            Self::Granted | Self::Refused | Self::NotAccepted | Self::LeftOut | Self::Withdrawn | Self::Terminated => true,
            Self::Received | Self::PreReview | Self::WaitingForGate | Self::Accepted | Self::SignedOff => false,
        }
    }
}

impl Case {
    /// The statutory clock runs from a day; it stands still on the grounds of the law's list and no others (行政许可法 45).
    pub(super) fn start_statutory(&mut self, day: Day, limit: Option<&Limit>) {
        let terms = |limit: &Limit| Terms {
            limit: limit.clone(),
            stopped_by: SpecialKind::ALL.into_iter().map(SpecialKind::ground).collect(),
        };
        if self.statutory.is_none() {
            self.statutory = limit.map(|limit| TimedClock::start(day, terms(limit)));
        }
    }

    pub(super) fn stop_statutory(&mut self, day: Day, ground: &str) {
        self.with_statutory(day, |clock, day| clock.stop(day, ground));
    }

    pub(super) fn resume_statutory(&mut self, day: Day, ground: &str) {
        self.with_statutory(day, |clock, day| clock.resume_from(day, ground));
    }

    pub(super) fn finish_statutory(&mut self, day: Day) {
        self.with_statutory(day, |clock, day| clock.finish(day));
    }

    fn with_statutory(&mut self, day: Day, entry: impl Fn(&mut Clock, Day) -> Result<(), ClockRefusal>) {
        if let Some(timed) = &mut self.statutory {
            enter(day, |day| entry(&mut timed.clock, day));
        }
    }

    /// Where the reasons for which it was not accepted are in the vault.
    #[must_use]
    pub fn not_accepted_path(&self) -> Option<String> {
        let not_accepted = self.not_accepted.as_ref()?;
        let path = || format!("not_accepted/{}", self.item);
        Some(not_accepted.proposal.map_or_else(path, ProposalNumber::words_path))
    }

    /// Whether it holds up the end of its application: not ended, or granted and not yet served.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.status.has_ended() || (self.status == CaseStatus::Granted && self.served_on.is_none())
    }

    /// A case as it is at submission.
    #[must_use]
    pub fn received(item: &PlannedItem, number: CaseNumber) -> Self {
        let status = match item.turns_formal {
            TurnsFormal::AtAcceptance | TurnsFormal::Never => CaseStatus::Received,
            TurnsFormal::WhenReady | TurnsFormal::BehindGate => CaseStatus::PreReview,
        };
        Self {
            item: item.item.clone(),
            number,
            status,
            accepted_on: None,
            by_silence: false,
            statutory: None,
            extended: None,
            decided_on: None,
            document_number: None,
            document: None,
            served_on: None,
            not_accepted: None,
        }
    }
}
