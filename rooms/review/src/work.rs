//! A step as somebody at a desk works on it: how it stands, what there is to read, what can be done now.

mod answers;
mod around;
mod change;
mod heading;
mod papers;
mod points;
mod procedures;
mod proposal;
mod stage;
mod together;
mod vault;

pub(crate) use answers::{Part, answers};
pub(crate) use around::{ObjectionLine, Parties, Rests, parties};
pub(crate) use change::{Change, changes};
pub(crate) use heading::{Heading, NameShown, applicant, days, heading, step_lamp};
pub(crate) use papers::{Paper, can_be_shown, papers, read_by};
pub(crate) use points::{Point, points};
pub(crate) use procedures::{HearingRight, ProcedureDesk, SupplementDesk, procedures, special_key, supplement};
pub(crate) use proposal::{ProposalNote, act, follows, item_of, proposal_note, request_key};
pub(crate) use stage::{Follows, Refine, Stage, duty_key, said, stage};
pub(crate) use together::{Together, together};
pub(crate) use vault::Vault;

use applications::access::Seen;
use applications::record::Application;
use applications::record::state::{Filing, StepState};
use calendar::{Calendar, Day};
use front::{Problem, Texts};
use procedure::plan::Plan;

use crate::at_desk::AtDesk;
use crate::words::Words;

/// One step of one application, with what is needed to tell about it.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) words: &'a Words,
    pub(crate) at: &'a AtDesk,
    pub(crate) seen: &'a Seen,
    pub(crate) step: &'a StepState,
    pub(crate) calendar: &'a Calendar,
    pub(crate) today: Day,
}

impl<'a> Sight<'a> {
    pub(crate) fn application(&self) -> &'a Application {
        &self.seen.application
    }

    /// How it was filed; an application that can be seen has been.
    pub(crate) fn filing(&self) -> Result<&'a Filing, Problem> {
        self.seen.application.filing.as_deref().ok_or(Problem::NotFound)
    }

    pub(crate) fn plan(&self) -> Result<&'a Plan, Problem> {
        self.seen.application.plan.as_deref().ok_or(Problem::NotFound)
    }

    /// The name of the step.
    pub(crate) fn name(&self) -> String {
        self.words
            .step(self.texts, &self.step.planned.item, self.step.planned.step.as_str())
    }

    /// The name of another step of the same application.
    pub(crate) fn name_of(&self, step: &StepState) -> String {
        self.words.step(self.texts, &step.planned.item, step.planned.step.as_str())
    }
}
