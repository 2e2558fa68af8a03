//! What follows when a gate opens, and when it never will.

use applications::record::Application;
use applications::record::state::{GateState, StepState, StepStatus};
use front::Texts;
use procedure::definition::ItemId;

use crate::words::Words;

/// What follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outlook {
    /// The steps that open at once when the gate does.
    pub(crate) opens: Vec<String>,
    /// The items that end when it never will.
    pub(crate) ends: Vec<String>,
    /// The items that go on nevertheless.
    pub(crate) goes_on: Vec<String>,
}

/// What follows from a gate as things stand.
pub(crate) fn outlook(texts: &Texts, words: &Words, application: &Application, gate: &GateState) -> Outlook {
    let behind = |step: &&StepState| step.planned.gates.contains(&gate.gate);
    let opens = application
        .steps
        .iter()
        .filter(behind)
        .filter(|step| is_ready_but_for(application, step, gate));
    let waits: Vec<&ItemId> = application
        .steps
        .iter()
        .filter(behind)
        .map(|step| &step.planned.item)
        .collect();
    let (ends, goes_on): (Vec<_>, Vec<_>) = application
        .cases
        .iter()
        .filter(|case| case.is_open())
        .partition(|case| waits.contains(&&case.item));
    let names = |cases: Vec<&applications::record::state::Case>| cases.iter().map(|case| words.item(&case.item)).collect();
    Outlook {
        opens: opens
            .map(|step| words.step(texts, &step.planned.item, step.planned.step.as_str()))
            .collect(),
        ends: names(ends),
        goes_on: names(goes_on),
    }
}

/// Whether nothing but this gate keeps a step from its desk.
fn is_ready_but_for(application: &Application, step: &StepState, gate: &GateState) -> bool {
    let done = application
        .step(&step.planned.step)
        .is_some_and(|step| step.status != StepStatus::Waiting);
    let before = step.planned.after.iter().filter_map(|id| application.step(id));
    let others = step.planned.gates.iter().filter(|id| **id != gate.gate);
    !done
        && before
            .clone()
            .all(|step| matches!(step.status, StepStatus::Done | StepStatus::Dropped))
        && others
            .clone()
            .all(|id| application.gate(id).is_none_or(|other| other.opened_on.is_some()))
}
