//! Where an application stands, in a sentence first: who has it, what is asked of whom, until when, what happens next.

use calendar::{Calendar, Day};
use front::Texts;
use front::furniture::{Lamp, Shape};
use procedure::Release;
use procedure::definition::StepKind;

use crate::record::Application;
use crate::record::state::{CaseStatus, Status, StepState, StepStatus};

/// What is asked of the applicant, or what goes on.
pub(super) struct Standing {
    /// The sentence.
    pub title: String,
    /// Its colour: `ask` when something is asked, `good` when all is done.
    pub tone: &'static str,
    /// More, if there is more to say.
    pub more: String,
    /// What is asked of the applicant now.
    pub asks: Vec<Ask>,
}

/// One thing asked of the applicant.
pub(super) struct Ask {
    /// The step that asks.
    pub step: String,
    /// Its item.
    pub item: String,
    /// What is asked, by whom, until when.
    pub sentence: String,
    /// In the organ's own words.
    pub words: String,
    /// Whether papers are to be refined; otherwise the plan is to be changed.
    pub refines: bool,
    /// Whether the applicant may go on without the item.
    pub may_leave_out: bool,
}

/// The sentence about an application, without what is asked (which needs the vault).
pub(super) fn standing(t: &Texts, application: &Application, release: &Release) -> Standing {
    let waiting = application.steps.iter().filter(|step| matches!(step.status, StepStatus::Refining | StepStatus::Unsupported)).count();
    let (key, tone) = match application.status {
        Status::Unfiled => ("standing-unfiled", ""),
        Status::Withdrawn => ("standing-withdrawn", ""),
        Status::Terminated => ("standing-terminated", ""),
        Status::Finished if granted(application) == 0 => ("standing-ended", ""),
        Status::Finished => ("standing-finished", "good"),
        Status::InProgress if waiting > 0 => ("standing-asked", "ask"),
        Status::InProgress if being_issued(application) => ("standing-issuing", "good"),
        Status::InProgress if waits_for_gate(application) => ("standing-gate", ""),
        Status::InProgress => ("standing-reviewing", ""),
    };
    let organs = working_organs(application, release);
    let title = t.say(key).with("count", waiting).with("granted", granted(application)).with("organs", organs.len()).with("gate", gate_name(application, release)).to_string();
    let more = match organs.as_slice() {
        [] => String::new(),
        organs => t.say("standing-with").with("organs", organs.join("、")).to_string(),
    };
    Standing { title, tone, more, asks: Vec::new() }
}

/// Which of the numbers stands behind the picture: reviews done, running, waiting.
pub(super) fn progress(t: &Texts, application: &Application, counted: u32, expected: u32) -> String {
    let reviews = |status: fn(&StepState) -> bool| {
        application.steps.iter().filter(|step| step.takes_opinion() && step.planned.kind != StepKind::Confirmation && status(step)).count()
    };
    let promise = application.plan.as_ref().map_or(0, |plan| plan.promise.number);
    t.say("progress-sentence")
        .with("counted", counted)
        .with("promise", promise)
        .with("all", reviews(|step| step.status != StepStatus::Dropped))
        .with("done", reviews(|step| step.status == StepStatus::Done))
        .with("open", reviews(|step| step.status == StepStatus::Open))
        .with("asked", reviews(|step| matches!(step.status, StepStatus::Refining | StepStatus::Unsupported)))
        .with("expected", expected)
        .to_string()
}

/// In time or not, as a lamp: by the expected count against the promise, and by open steps past their day.
pub(super) fn lamp(t: &Texts, application: &Application, calendar: &Calendar, today: Day, expected: u32) -> Lamp {
    let promise = application.plan.as_ref().map_or(0, |plan| plan.promise.number);
    let late = application.steps.iter().any(|step| step.due.is_some_and(|due| due.deadline.day(calendar) < today));
    match application.status {
        Status::InProgress if late => Lamp::new(Shape::Red, t.say("lamp-step-late")),
        Status::InProgress if expected > promise => Lamp::new(Shape::Yellow, t.say("lamp-close")),
        Status::InProgress => Lamp::new(Shape::Green, t.say("lamp-in-time")),
        Status::Finished => Lamp::new(Shape::Done, t.say("status-finished")),
        Status::Withdrawn => Lamp::new(Shape::Open, t.say("status-withdrawn")),
        Status::Terminated | Status::Unfiled => Lamp::new(Shape::Open, t.say("status-terminated")),
    }
}

/// What people call where a case stands.
pub(super) fn case_lamp(t: &Texts, status: CaseStatus) -> Lamp {
    let (shape, key) = match status {
        CaseStatus::Received => (Shape::Open, "case-received"),
        CaseStatus::PreReview => (Shape::Open, "case-pre-review"),
        CaseStatus::WaitingForGate => (Shape::Blue, "case-waiting-for-gate"),
        CaseStatus::Accepted => (Shape::Green, "case-accepted"),
        CaseStatus::SignedOff => (Shape::Green, "case-signed-off"),
        CaseStatus::Granted => (Shape::Done, "case-granted"),
        CaseStatus::Refused => (Shape::Red, "case-refused"),
        CaseStatus::NotAccepted => (Shape::Red, "case-not-accepted"),
        CaseStatus::LeftOut => (Shape::Open, "case-left-out"),
        CaseStatus::Withdrawn => (Shape::Open, "case-withdrawn"),
        CaseStatus::Terminated => (Shape::Open, "case-terminated"),
    };
    Lamp::new(shape, t.say(key))
}

fn granted(application: &Application) -> usize {
    application.cases.iter().filter(|case| case.status == CaseStatus::Granted).count()
}

fn being_issued(application: &Application) -> bool {
    application.group_ready().is_some() || application.cases.iter().any(|case| case.status == CaseStatus::Granted && case.served_on.is_none())
}

/// Nothing is on a desk any more, and a gate has not opened.
fn waits_for_gate(application: &Application) -> bool {
    let open = application.steps.iter().any(|step| step.status == StepStatus::Open);
    !open && application.gates.iter().any(|gate| gate.opened_on.is_none() && gate.failed_on.is_none())
}

fn working_organs(application: &Application, release: &Release) -> Vec<String> {
    let mut organs: Vec<String> = Vec::new();
    for step in application.steps.iter().filter(|step| step.status == StepStatus::Open) {
        let name = release.organ(&step.planned.organ).map_or_else(|| step.planned.organ.to_string(), |organ| organ.short.clone());
        if !organs.contains(&name) {
            organs.push(name);
        }
    }
    organs
}

fn gate_name(application: &Application, release: &Release) -> String {
    let matter = application.plan.as_ref().and_then(|plan| release.matter(plan.matter.as_str()));
    let gate = application.gates.first().and_then(|gate| matter?.gates.iter().find(|definition| definition.id == gate.gate));
    gate.map(|gate| gate.waiting_for.clone()).unwrap_or_default()
}
