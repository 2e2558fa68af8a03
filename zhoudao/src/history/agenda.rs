//! Who does something next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use applications::record::proposal::ProposalNumber;
use calendar::Moment;
use procedure::definition::{GateId, StepId};

/// Something that somebody is going to do about an application, or find that there is nothing to do any more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// The applicant registers its project.
    Register,
    /// The applicant submits.
    Submit,
    /// Somebody at the organ's desk does what comes next in a step.
    Work(StepId),
    /// The applicant supplies what was missing before acceptance.
    Supply,
    /// The applicant answers a step's request for refinement.
    Refine(StepId),
    /// The handler of a step records the result of its special procedure.
    RecordResult(StepId),
    /// An organ records what became of a gate.
    RecordGate(GateId),
    /// A head signs what was proposed.
    Approve(ProposalNumber),
    /// The applicant withdraws.
    Withdraw,
    /// The applicant rates.
    Rate,
}

/// What is going to be done, the earliest first; of what comes at the same moment, what was planned first.
#[derive(Debug, Default)]
pub struct Agenda {
    heap: BinaryHeap<Reverse<(Moment, u64, usize, Deed)>>,
    planned: u64,
}

impl Agenda {
    /// Plans a deed about the application with that place.
    pub fn plan(&mut self, at: Moment, life: usize, deed: Deed) {
        self.planned += 1;
        self.heap.push(Reverse((at, self.planned, life, deed)));
    }

    /// When the next deed comes.
    pub fn next(&self) -> Option<Moment> {
        self.heap.peek().map(|Reverse((at, ..))| *at)
    }

    /// Takes the next deed.
    pub fn take(&mut self) -> Option<(Moment, usize, Deed)> {
        self.heap.pop().map(|Reverse((at, _, life, deed))| (at, life, deed))
    }
}
