//! How one step changes, and what its clock does.

use calendar::{Clock, ClockRefusal, Day, Verdict};

use super::super::state::{Due, Measured, Opinion, StepState, StepStatus};
use super::super::{refinement, supplement};

/// Why a step's clock stands still when its work is done: it may have to be taken up again.
const DONE: &str = "办结";

impl StepState {
    pub(super) fn open(&mut self, day: Day, due: Due, answer_by: Option<Due>) {
        if self.clock.is_none() {
            self.clock = Some(Clock::start(day));
        } else {
            self.run_from(day);
        }
        self.status = StepStatus::Open;
        self.due = Some(due);
        self.answer_by = answer_by;
        self.rounds += 1;
        self.escalated = None;
    }

    /// Open again, with what was left of its limit.
    pub(super) fn go_on(&mut self, day: Day, due: Due) {
        if !matches!(self.status, StepStatus::Refining | StepStatus::Supplementing) {
            self.rounds += 1;
            self.verdict = None;
            self.measured = None;
            self.escalated = None;
            self.opinion = None;
        }
        self.run_from(day);
        self.status = StepStatus::Open;
        self.due = Some(due);
        self.stage = 0;
        self.draft = None;
    }

    pub(super) fn refine(&mut self, day: Day) {
        self.stand_still(day, refinement::GROUND);
        self.status = StepStatus::Refining;
        self.refinements += 1;
    }

    /// The applicant has been told what is missing.
    pub(super) fn wait_for_supplement(&mut self, day: Day) {
        self.stand_still(day, supplement::GROUND);
        self.status = StepStatus::Supplementing;
        self.answer_by = None;
    }

    /// The term of a public notice is over, and its organ is to answer what was objected.
    pub(super) fn wait_for_answers(&mut self, due: Due) {
        self.answers_due = Some(due);
        self.due = Some(due);
        self.escalated = None;
    }

    /// A revised calendar leads to another day.
    pub(super) fn due_moved(&mut self, due: Due, answer_by: Option<Due>) {
        self.due = Some(due);
        self.answer_by = answer_by;
        self.answers_due = self.answers_due.map(|_| due);
    }

    /// A special procedure begins; the clock may stand on several at once.
    pub(in crate::record) fn stand(&mut self, day: Day, ground: &str) {
        self.due = None;
        self.escalated = None;
        self.status = StepStatus::SpecialProcedure;
        if let Some(clock) = self.clock.as_mut() {
            enter(day, |day| clock.stop(day, ground));
        }
    }

    /// A special procedure is over: open again, unless another runs.
    pub(in crate::record) fn stand_no_longer(&mut self, day: Day, ground: &str, due: Due) {
        if let Some(clock) = self.clock.as_mut() {
            enter(day, |day| clock.resume_from(day, ground));
        }
        self.escalated = None;
        if self.status == StepStatus::SpecialProcedure && self.clock.as_ref().is_some_and(|clock| !clock.is_stopped()) {
            self.status = StepStatus::Open;
            self.due = Some(due);
        }
    }

    /// A negative opinion waits for the applicant's choice, unless the case has been accepted: then it goes to its signer, who
    /// decides (行政许可法 38), and no clock waits for the applicant (行政许可法 45).
    pub(super) fn conclude(&mut self, day: Day, opinion: Opinion, verdict: Verdict, counted: u32, is_accepted: bool) {
        self.done(day, verdict, counted);
        self.opinion = Some(opinion);
        self.draft = None;
        self.changed = false;
        if opinion == Opinion::NotSupported && !is_accepted {
            self.status = StepStatus::Unsupported;
        }
    }

    pub(in crate::record) fn done(&mut self, day: Day, verdict: Verdict, counted: u32) {
        self.stand_still(day, DONE);
        self.status = StepStatus::Done;
        self.verdict = Some(verdict);
        self.measured = Some(Measured { day, counted });
    }

    /// A decision waits for its draft again: it was given back, or what it rests on has changed.
    pub(super) fn wait_again(&mut self, day: Day) {
        self.stand_still(day, DONE);
        self.status = StepStatus::Waiting;
        self.holder = None;
        self.verdict = None;
        self.measured = None;
    }

    /// A dropped step that is needed again: nothing of its old draft remains, but the days that it has used.
    pub(super) fn begin_anew(&mut self) {
        self.status = StepStatus::Waiting;
        self.holder = None;
        self.stage = 0;
        self.draft = None;
        self.opinion = None;
        self.verdict = None;
        self.measured = None;
    }

    pub(super) fn drop_on(&mut self, day: Day) {
        match self.status {
            StepStatus::Done | StepStatus::Dropped => {}
            StepStatus::Waiting
            | StepStatus::Open
            | StepStatus::Refining
            | StepStatus::Paying
            | StepStatus::Supplementing
            | StepStatus::SpecialProcedure
            | StepStatus::Unsupported => {
                self.stand_still(day, DONE);
                self.status = StepStatus::Dropped;
            }
        }
    }

    /// Stopping a clock that stands still already changes nothing.
    pub(in crate::record) fn stand_still(&mut self, day: Day, ground: &str) {
        self.due = None;
        if let Some(clock) = self.clock.as_mut().filter(|clock| !clock.is_stopped()) {
            enter(day, |day| clock.stop(day, ground));
        }
    }

    pub(in crate::record) fn run_from(&mut self, day: Day) {
        if let Some(clock) = self.clock.as_mut() {
            enter(day, |day| clock.resume(day));
        }
    }
}

/// A calendar revised meanwhile may lead to a day before the clock's last entry: then it is entered on that day, or the clock
/// would run on after its step is done.
pub(in crate::record) fn enter(day: Day, mut entry: impl FnMut(Day) -> Result<(), ClockRefusal>) {
    if let Err(ClockRefusal::BeforeLastEntry { last, .. }) = entry(day) {
        let _ = entry(last);
    }
}
