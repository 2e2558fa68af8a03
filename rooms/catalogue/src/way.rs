//! What will happen, as a picture: departments as lanes, the gate, what stands behind it, the longest chain marked.

use std::collections::BTreeMap;

use front::axis::{Axis, Bar, BarState, Lane};
use identity::OrganId;
use procedure::definition::{ItemId, Matter, StepId, StepKind};
use procedure::plan::{Plan, PlannedStep, Schedule, Scheduled, schedule};

use crate::words::Names;

/// The picture of a plan; `id` is unique on its page.
#[must_use]
pub fn picture(names: &Names<'_>, matter: &Matter, plan: &Plan, id: &str) -> Axis {
    let schedule = schedule(plan);
    let title = names.texts.say("way-title").to_string();
    let mut axis = Axis::guide(id, title, plan.promise.number);
    let lanes = lanes(names, matter, plan, &schedule);
    for lane in lanes.open {
        axis = axis.lane(lane);
    }
    if let Some(closing) = lanes.closing {
        axis = axis.closing(closing);
    }
    if let (Some(day), Some(gate)) = (schedule.gate, plan.gates.first()) {
        axis = axis.gate(as_day(day), gate_name(names, matter, gate.gate.as_str()), false);
    }
    if schedule.days > 0 && schedule.days < plan.promise.number {
        axis = axis.forecast(as_day(schedule.days));
    }
    axis
}

/// The lanes of departments, and the one where everything comes together.
struct Lanes {
    open: Vec<Lane>,
    closing: Option<Lane>,
}

/// Steps that make one bar: the same work of an organ at the same time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Together {
    from: u32,
    to: u32,
    /// None for steps that stand for themselves.
    kind: Option<Derived>,
    step: Option<StepId>,
}

/// Steps that follow from the rules of a matter rather than from an item's own definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Derived {
    Confirmation,
    Decision,
}

fn lanes(names: &Names<'_>, matter: &Matter, plan: &Plan, schedule: &Schedule) -> Lanes {
    let mut organs: Vec<&OrganId> = Vec::new();
    let mut bars: BTreeMap<(usize, Together), Vec<(&PlannedStep, &Scheduled)>> = BTreeMap::new();
    let mut closing: Vec<(&PlannedStep, &Scheduled)> = Vec::new();
    for (step, scheduled) in plan.steps.iter().zip(&schedule.steps) {
        let grouped = plan.item(&step.item).is_some_and(|item| item.group.is_some());
        if step.kind == StepKind::Decision && scheduled.behind_gate && grouped {
            closing.push((step, scheduled));
            continue;
        }
        let position = organs.iter().position(|organ| *organ == &step.organ).unwrap_or_else(|| {
            organs.push(&step.organ);
            organs.len() - 1
        });
        bars.entry((position, together(names, step, scheduled)))
            .or_default()
            .push((step, scheduled));
    }
    let mut open: Vec<Lane> = organs.iter().map(|organ| Lane::new(names.organ(organ).plain())).collect();
    for ((position, together), steps) in bars {
        let bar = bar(names, &together, &steps);
        open[position] = std::mem::take(&mut open[position]).bar(bar);
    }
    Lanes {
        open,
        closing: closing_lane(names, matter, &closing),
    }
}

fn together(names: &Names<'_>, step: &PlannedStep, scheduled: &Scheduled) -> Together {
    let kind = match step.kind {
        StepKind::Confirmation => Some(Derived::Confirmation),
        StepKind::Decision if names.release.step(&step.item, step.step.as_str()).is_none() => Some(Derived::Decision),
        StepKind::Decision
        | StepKind::Acceptance
        | StepKind::Review
        | StepKind::PublicNotice
        | StepKind::External
        | StepKind::Survey
        | StepKind::Meeting
        | StepKind::Hearing
        | StepKind::Payment => None,
    };
    Together {
        from: scheduled.from,
        to: scheduled.to,
        step: kind.is_none().then(|| step.step.clone()),
        kind,
    }
}

fn bar(names: &Names<'_>, together: &Together, steps: &[(&PlannedStep, &Scheduled)]) -> Bar {
    let texts = names.texts;
    let label = match (together.kind, steps) {
        (Some(Derived::Confirmation), [_, _, ..]) => texts.say("way-confirm-several").with("count", steps.len()).to_string(),
        (Some(Derived::Decision), [_, _, ..]) => texts.say("way-decide-several").with("count", steps.len()).to_string(),
        (_, [(step, _), ..]) => names.planned(step).plain().to_owned(),
        (_, []) => String::new(),
    };
    let mut bar = Bar::new(label, as_day(together.from), as_day(together.to), BarState::Forecast);
    if steps.iter().any(|(_, scheduled)| scheduled.longest) {
        bar = bar.critical();
    }
    match steps {
        [(step, _)] => bar.leading_to(item_address(&step.item)).titled(said(names, step)),
        several => bar.titled(items_said(names, several)),
    }
}

/// The limit and where it comes from.
fn said(names: &Names<'_>, step: &PlannedStep) -> String {
    let limit = names
        .texts
        .say("way-limit")
        .with("days", step.limit.number)
        .with("ground", names.words(&step.limit.ground, None).plain());
    limit.to_string()
}

fn items_said(names: &Names<'_>, steps: &[(&PlannedStep, &Scheduled)]) -> String {
    let items: Vec<String> = steps
        .iter()
        .map(|(step, _)| names.item_short(&step.item).plain().to_owned())
        .collect();
    items.join(&names.texts.say("way-comma").to_string())
}

/// Everything that is signed and issued together, as one bar behind the gate.
fn closing_lane(names: &Names<'_>, matter: &Matter, steps: &[(&PlannedStep, &Scheduled)]) -> Option<Lane> {
    let from = steps.iter().map(|(_, scheduled)| scheduled.from).min()?;
    let to = steps.iter().map(|(_, scheduled)| scheduled.to).max()?;
    let name = match (names.texts.language, matter.groups.first()) {
        (front::Language::Chinese, Some(group)) => group.name.clone(),
        (front::Language::Chinese | front::Language::English, _) => names.matter(matter).plain().to_owned(),
    };
    let items = names
        .texts
        .say("way-together-items")
        .with("count", steps.len())
        .with("items", items_said(names, steps));
    let label = names.texts.say("way-together").to_string();
    let mut bar = Bar::new(label, as_day(from), as_day(to), BarState::Forecast).titled(items.to_string());
    if steps.iter().any(|(_, scheduled)| scheduled.longest) {
        bar = bar.critical();
    }
    Some(Lane::new(name).bar(bar))
}

fn gate_name(names: &Names<'_>, matter: &Matter, id: &str) -> String {
    let gate = matter.gates.iter().find(|gate| gate.id.as_str() == id);
    gate.map_or_else(
        || id.to_owned(),
        |gate| match names.texts.language {
            front::Language::Chinese => gate.short.clone(),
            front::Language::English => gate.name_en.clone().unwrap_or_else(|| gate.short.clone()),
        },
    )
}

fn as_day(day: u32) -> f32 {
    // Limits are far below what a float counts exactly.
    day as f32
}

/// Where an item is explained.
#[must_use]
pub fn item_address(item: &ItemId) -> String {
    format!("/items/{item}")
}
