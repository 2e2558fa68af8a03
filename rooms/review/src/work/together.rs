//! The other steps of the same application: what goes on beside this one.

use applications::record::state::{StepState, StepStatus};

use super::Sight;

/// What goes on beside a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Together {
    /// How many are done.
    pub(crate) done: usize,
    /// How many are being worked on.
    pub(crate) open: usize,
    /// How many wait for the applicant.
    pub(crate) with_applicant: usize,
    /// How many wait for others.
    pub(crate) waiting: usize,
    /// Each of them.
    pub(crate) steps: Vec<Beside>,
}

/// Another step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Beside {
    /// What it is called.
    pub(crate) name: String,
    /// Whose it is.
    pub(crate) organ: String,
    /// How it stands.
    pub(crate) state: &'static str,
    /// Where it is shown.
    pub(crate) path: String,
}

/// The other steps of the same application.
pub(crate) fn together(sight: &Sight<'_>) -> Together {
    let mut together = Together::default();
    let others = sight
        .application()
        .steps
        .iter()
        .filter(|step| step.planned.step != sight.step.planned.step);
    for step in others.filter(|step| step.status != StepStatus::Dropped) {
        match step.status {
            StepStatus::Done => together.done += 1,
            StepStatus::Open | StepStatus::SpecialProcedure => together.open += 1,
            StepStatus::Refining | StepStatus::Paying | StepStatus::Supplementing | StepStatus::Unsupported => {
                together.with_applicant += 1
            }
            StepStatus::Waiting => together.waiting += 1,
            StepStatus::Dropped => {}
        }
        together.steps.push(Beside {
            name: sight.name_of(step),
            organ: sight.words.organ(&step.planned.organ),
            state: state_key(step),
            path: format!("/desk/{}/{}", sight.seen.record, step.planned.step),
        });
    }
    together
}

/// The key of how a step stands.
fn state_key(step: &StepState) -> &'static str {
    match step.status {
        StepStatus::Waiting => "desk-state-waiting",
        StepStatus::Open => "desk-state-open",
        StepStatus::Refining => "desk-state-refining",
        StepStatus::Supplementing => "desk-state-supplementing",
        StepStatus::SpecialProcedure => "desk-state-special",
        StepStatus::Paying => "desk-state-paying",
        StepStatus::Unsupported => "desk-state-unsupported",
        StepStatus::Done => "desk-state-done",
        StepStatus::Dropped => "desk-state-dropped",
    }
}
