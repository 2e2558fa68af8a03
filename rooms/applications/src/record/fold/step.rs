//! How one step changes, and what its clock does.

use calendar::{Clock, Day, Verdict};

use super::super::refinement;
use super::super::state::{Due, Opinion, StepState, StepStatus};

/// Why a step's clock stands still when its work is done: it may have to be taken up again.
const DONE: &str = "办结";

impl StepState {
    pub(super) fn open(&mut self, day: Day, due: Due) {
        if self.clock.is_none() {
            self.clock = Some(Clock::start(day));
        } else {
            self.run_from(day);
        }
        self.status = StepStatus::Open;
        self.due = Some(due);
        self.rounds += 1;
    }

    /// Open again, with what was left of its limit.
    pub(super) fn go_on(&mut self, day: Day, due: Due) {
        if self.status != StepStatus::Refining {
            self.rounds += 1;
            self.verdict = None;
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

    pub(super) fn conclude(&mut self, day: Day, opinion: Opinion, verdict: Verdict) {
        self.done(day, verdict);
        self.opinion = Some(opinion);
        self.draft = None;
        self.changed = false;
        if opinion == Opinion::NotSupported {
            self.status = StepStatus::Unsupported;
        }
    }

    pub(super) fn done(&mut self, day: Day, verdict: Verdict) {
        self.stand_still(day, DONE);
        self.status = StepStatus::Done;
        self.verdict = Some(verdict);
    }

    /// A decision that was given back waits for its draft.
    pub(super) fn wait_again(&mut self, day: Day) {
        self.stand_still(day, DONE);
        self.status = StepStatus::Waiting;
        self.holder = None;
    }

    pub(super) fn drop_on(&mut self, day: Day) {
        match self.status {
            StepStatus::Done | StepStatus::Dropped => {}
            StepStatus::Waiting | StepStatus::Open | StepStatus::Refining | StepStatus::Unsupported => {
                self.stand_still(day, DONE);
                self.status = StepStatus::Dropped;
            }
        }
    }

    /// Stopping a clock that stands still already changes nothing, nor does a day before its last entry.
    fn stand_still(&mut self, day: Day, ground: &str) {
        self.due = None;
        if let Some(clock) = self.clock.as_mut().filter(|clock| !clock.is_stopped()) {
            let _ = clock.stop(day, ground);
        }
    }

    fn run_from(&mut self, day: Day) {
        if let Some(clock) = self.clock.as_mut() {
            let _ = clock.resume(day);
        }
    }
}
