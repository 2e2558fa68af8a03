//! Where an application stands, in a sentence first: who has it, what is asked of whom, until when, what happens next.

use askama::filters::HtmlSafe;
use calendar::{Calendar, Day};
use catalogue::Names;
use front::furniture::{Lamp, Shape};
use front::{Language, Texts};
use procedure::definition::StepKind;

use super::asks::Ask;
use crate::record::Application;
use crate::record::state::{CaseStatus, GateState, Status, StepState, StepStatus};
use crate::timeline::{Promised, Timeline, gate_of};

/// What is asked of the applicant, or what goes on.
pub(super) struct Standing {
    /// The sentence.
    pub title: String,
    /// Its colour: `ask` when something is asked, `good` when all is done.
    pub tone: &'static str,
    /// More, if there is more to say.
    pub more: Vec<String>,
    /// What is asked of the applicant now.
    pub asks: Vec<Ask>,
}

/// A sentence whose important words stand out: markup of our texts, every argument escaped.
pub(super) struct Sentence(String);

impl std::fmt::Display for Sentence {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl HtmlSafe for Sentence {}

impl Sentence {
    /// Whether there is nothing to say.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The sentence about an application, without what is asked (which needs the vault).
pub(super) fn standing(names: &Names<'_>, application: &Application, timeline: &Timeline<'_>) -> Standing {
    let t = names.texts;
    let missed = missed(timeline);
    let asking: Vec<&StepState> = application.steps.iter().filter(|step| asks(step)).collect();
    let (key, tone) = match application.status {
        Status::Unfiled => ("standing-unfiled", ""),
        Status::Withdrawn => ("standing-withdrawn", ""),
        Status::Terminated => ("standing-terminated", ""),
        Status::Finished if count(application, CaseStatus::Granted) == 0 => ("standing-ended", ""),
        Status::Finished => ("standing-finished", "good"),
        Status::InProgress if application.supplementing().next().is_some() => ("standing-supplement", "ask"),
        Status::InProgress if !asking.is_empty() && asking.iter().all(|step| step.status == StepStatus::Refining) => {
            ("standing-refine", "ask")
        }
        Status::InProgress if !asking.is_empty() => ("standing-asked", "ask"),
        Status::InProgress if asks_else(application) > 0 => ("standing-asked", "ask"),
        Status::InProgress if missed.is_some() => ("standing-promise-missed", "late"),
        Status::InProgress if being_issued(application) => ("standing-issuing", "good"),
        Status::InProgress if waits_for_gate(application) => ("standing-gate", ""),
        Status::InProgress => ("standing-reviewing", ""),
    };
    let organs = working_organs(names, application);
    let papers: usize = asking
        .iter()
        .map(|step| application.refinement_materials(&step.planned.step).len())
        .sum();
    let title = t
        .say(key)
        .with("count", asking.len() + asks_else(application))
        .with("papers", papers)
        .with("others", organs.len())
        .with("granted", count(application, CaseStatus::Granted))
        .with("organs", organs.len())
        .with("day", missed.map(|day| t.day(&day)).unwrap_or_default())
        .with("gate", waited_for(names, application));
    Standing {
        title: title.to_string(),
        tone,
        more: more(names, application, &organs),
        asks: Vec::new(),
    }
}

/// The sentence alone.
pub(crate) fn title(names: &Names<'_>, application: &Application, timeline: &Timeline<'_>) -> String {
    standing(names, application, timeline).title
}

/// The promised day, if it is past.
fn missed(timeline: &Timeline<'_>) -> Option<Day> {
    match timeline.promised()? {
        Promised::Missed(day) => Some(day),
        Promised::By(_) => None,
    }
}

/// The day that was promised, for whoever counts on it, and what one can do when it is past; nothing once it has ended.
pub(super) fn promise(names: &Names<'_>, application: &Application, timeline: &Timeline<'_>) -> Option<Sentence> {
    let t = names.texts;
    let promised = timeline.promised().filter(|_| application.status == Status::InProgress)?;
    let (key, day) = match promised {
        Promised::By(day) => ("promise-by", day),
        Promised::Missed(day) => ("promise-missed", day),
    };
    let hotline = names.release.city().hotline.as_str();
    let said = t.rich(key).with("day", t.day(&day)).with("hotline", hotline);
    Some(Sentence(said.to_string()))
}

/// Whether a step waits for the applicant.
pub(crate) fn asks(step: &StepState) -> bool {
    matches!(step.status, StepStatus::Refining | StepStatus::Unsupported)
}

/// Whether nothing is asked but money, or papers that follow.
fn asks_else(application: &Application) -> usize {
    let paying = application
        .steps
        .iter()
        .filter(|step| step.status == StepStatus::Paying)
        .count();
    paying
        + application
            .owed
            .iter()
            .filter(|owed| owed.lapsed && owed.is_missing())
            .count()
}

/// Who works on it, what it waits for, what was refused.
fn more(names: &Names<'_>, application: &Application, organs: &[String]) -> Vec<String> {
    let t = names.texts;
    let mut more = Vec::new();
    let refused = count(application, CaseStatus::Refused) + count(application, CaseStatus::NotAccepted);
    match application.status {
        Status::InProgress if !organs.is_empty() => {
            more.push(
                t.say("standing-with")
                    .with("organs", organs.join(&t.say("list-comma").to_string()))
                    .to_string(),
            );
        }
        Status::InProgress if waits_for_gate(application) => {
            if let Some((state, gate)) = gate(names, application) {
                let said = t.say("standing-gate-next").with("organ", names.organ(&state.organ).plain());
                more.push(
                    said.with("gate", names.words(&gate.name, gate.name_en.as_deref()).plain())
                        .to_string(),
                );
            }
        }
        Status::Unfiled | Status::InProgress | Status::Finished | Status::Withdrawn | Status::Terminated => {}
    }
    if refused > 0 {
        more.push(t.say("standing-refused").with("count", refused).to_string());
    }
    more
}

/// The numbers behind the picture, in a sentence; nothing once it was taken back or its subject has gone.
pub(super) fn progress(names: &Names<'_>, application: &Application, counted: u32, expected: u32) -> Sentence {
    let t = names.texts;
    let reviews = |status: fn(&StepState) -> bool| {
        let reviews = application.steps.iter().filter(|step| is_review(step));
        reviews.filter(|step| status(step)).count()
    };
    let promise = application.plan.as_ref().map_or(0, |plan| plan.promise.number);
    let all = reviews(|step| step.status != StepStatus::Dropped);
    let with_an_organ = |step: &&StepState| {
        let of_its_item = |other: &StepState| other.planned.item == step.planned.item && is_with_its_organ(other);
        is_unfinished_review(step) && application.steps.iter().any(of_its_item)
    };
    let waited = waited_for(names, application);
    let key = match application.status {
        Status::Finished => "progress-finished",
        Status::Unfiled | Status::Withdrawn | Status::Terminated => return Sentence(String::new()),
        Status::InProgress if all <= 1 => "progress-small",
        Status::InProgress if waited.is_empty() => "progress-without-gate",
        Status::InProgress => "progress-sentence",
    };
    let said = t
        .rich(key)
        .with("counted", counted)
        .with("promise", promise)
        .with("all", all)
        .with("done", reviews(|step| step.status == StepStatus::Done))
        // An item whose acceptance is on a desk is under way, though its review is not open yet.
        .with("open", application.steps.iter().filter(with_an_organ).count())
        .with("asked", reviews(asks))
        .with("expected", expected)
        .with("gate", waited);
    Sentence(said.to_string())
}

fn is_review(step: &StepState) -> bool {
    step.takes_opinion() && step.planned.kind != StepKind::Confirmation
}

fn is_unfinished_review(step: &StepState) -> bool {
    is_review(step)
        && matches!(
            step.status,
            StepStatus::Open | StepStatus::Waiting | StepStatus::SpecialProcedure
        )
}

/// In time or not, as a lamp: by open steps past their day, and by the counted and the expected days against the promise.
pub(crate) fn lamp(t: &Texts, application: &Application, calendar: &Calendar, today: Day, timeline: &Timeline<'_>) -> Lamp {
    let promise = application.plan.as_ref().map_or(0, |plan| plan.promise.number);
    let late = application
        .steps
        .iter()
        .any(|step| step.due.is_some_and(|due| due.deadline.day(calendar) < today));
    match application.status {
        Status::InProgress if late => Lamp::new(Shape::Red, t.say("lamp-step-late")),
        Status::InProgress if missed(timeline).is_some() => Lamp::new(Shape::Red, t.say("lamp-promise-missed")),
        Status::InProgress if timeline.expected_count() > promise => Lamp::new(Shape::Yellow, t.say("lamp-promise-in-doubt")),
        Status::InProgress => Lamp::new(Shape::Green, t.say("lamp-in-time")),
        Status::Finished => Lamp::new(Shape::Done, t.say("status-finished")),
        Status::Withdrawn => Lamp::new(Shape::Open, t.say("status-withdrawn")),
        Status::Terminated | Status::Unfiled => Lamp::new(Shape::Open, t.say("status-terminated")),
    }
}

/// What people call where a case stands.
pub(super) fn case_lamp(names: &Names<'_>, application: &Application, status: CaseStatus) -> Lamp {
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
    Lamp::new(shape, names.texts.say(key).with("gate", waited_for(names, application)))
}

fn count(application: &Application, status: CaseStatus) -> usize {
    application.cases.iter().filter(|case| case.status == status).count()
}

fn being_issued(application: &Application) -> bool {
    application.group_ready().is_some()
        || application
            .cases
            .iter()
            .any(|case| case.status == CaseStatus::Granted && case.served_on.is_none())
}

/// Nothing is on a desk any more, and a gate has not opened.
fn waits_for_gate(application: &Application) -> bool {
    let open = application.steps.iter().any(is_with_its_organ);
    !open
        && application
            .gates
            .iter()
            .any(|gate| gate.opened_on.is_none() && gate.failed_on.is_none())
}

/// Whether its organ works on it, also while no clock runs.
fn is_with_its_organ(step: &StepState) -> bool {
    matches!(step.status, StepStatus::Open | StepStatus::SpecialProcedure)
}

fn working_organs(names: &Names<'_>, application: &Application) -> Vec<String> {
    let mut organs: Vec<String> = Vec::new();
    for step in application.steps.iter().filter(|step| is_with_its_organ(step)) {
        let name = names.organ(&step.planned.organ).plain().to_owned();
        if !organs.contains(&name) {
            organs.push(name);
        }
    }
    organs
}

/// What people wait for meanwhile; empty without a gate.
fn waited_for(names: &Names<'_>, application: &Application) -> String {
    let waited = gate(names, application).map(|(_, gate)| match names.texts.language {
        Language::Chinese => gate.waiting_for.clone(),
        Language::English => gate.name_en.clone().unwrap_or_else(|| gate.waiting_for.clone()),
    });
    waited.unwrap_or_default()
}

fn gate<'a, 'n>(names: &Names<'n>, application: &'a Application) -> Option<(&'a GateState, &'n procedure::definition::Gate)> {
    let matter = names.release.matter(application.plan.as_ref()?.matter.as_str())?;
    let state = application.gates.first()?;
    Some((state, gate_of(matter, state)?))
}
