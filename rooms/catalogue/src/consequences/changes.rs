//! What the last answers changed: items and papers that came and went, and the days.

use procedure::definition::{ItemId, MaterialId, StepKind};
use procedure::plan::{Plan, PlannedStep, schedule};

use super::items;
use crate::words::{Names, Words};

/// One thing that an answer changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether it came or went.
    pub kind: ChangeKind,
    /// What.
    pub name: Words,
    /// Who reviews it, for items that came; the organ now, for a step that moved.
    pub organ: Words,
    /// Its days; for the whole, the days now.
    pub days: u32,
    /// For the whole, the days before.
    pub days_before: u32,
    /// How many papers the name lists.
    pub count: usize,
}

/// Whether something came, went or became another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// An item applies now.
    ItemCame,
    /// An item no longer applies.
    ItemWent,
    /// Another step of an item that applied already.
    StepCame,
    /// A step less of an item that still applies.
    StepWent,
    /// Another organ does a step.
    OrganChanged,
    /// Papers are asked for now.
    MaterialsCame,
    /// Papers are no longer asked for.
    MaterialsWent,
    /// The longest chain has other days.
    DaysChanged,
}

impl ChangeKind {
    /// The key of its sentence.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ItemCame => "change-item-came",
            Self::ItemWent => "change-item-went",
            Self::StepCame => "change-step-came",
            Self::StepWent => "change-step-went",
            Self::OrganChanged => "change-organ",
            Self::MaterialsCame => "change-materials-came",
            Self::MaterialsWent => "change-materials-went",
            Self::DaysChanged => "change-days",
        }
    }

    /// The sign before it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::ItemCame | Self::StepCame | Self::MaterialsCame => "+",
            Self::ItemWent | Self::StepWent | Self::MaterialsWent => "−",
            Self::OrganChanged | Self::DaysChanged => "→",
        }
    }
}

/// From one plan to another; none is a plan of nothing.
pub(super) fn between(names: &Names<'_>, before: Option<&Plan>, after: Option<&Plan>) -> Vec<Change> {
    let mut changes = Vec::new();
    let (days_before, days) = (days(before), days(after));
    if days_before != days {
        changes.push(Change {
            days,
            days_before,
            ..change(ChangeKind::DaysChanged, Words::default())
        });
    }
    changes.extend(items(names, before, after, ChangeKind::ItemCame));
    changes.extend(items(names, after, before, ChangeKind::ItemWent));
    if let (Some(before), Some(after)) = (before, after) {
        changes.extend(steps(names, before, after, ChangeKind::StepCame));
        changes.extend(steps(names, after, before, ChangeKind::StepWent));
        changes.extend(organs(names, before, after));
    }
    changes.extend(materials(names, before, after, ChangeKind::MaterialsCame));
    changes.extend(materials(names, after, before, ChangeKind::MaterialsWent));
    changes
}

fn days(plan: Option<&Plan>) -> u32 {
    plan.map_or(0, |plan| schedule(plan).days)
}

fn change(kind: ChangeKind, name: Words) -> Change {
    Change {
        kind,
        name,
        organ: Words::default(),
        days: 0,
        days_before: 0,
        count: 0,
    }
}

/// The items that `there` has and `here` has not.
fn items(names: &Names<'_>, here: Option<&Plan>, there: Option<&Plan>, kind: ChangeKind) -> Vec<Change> {
    let Some(there) = there else { return Vec::new() };
    let missing = |item: &ItemId| here.is_none_or(|here| here.item(item).is_none());
    let items = there.items.iter().filter(|planned| missing(&planned.item));
    items
        .map(|planned| {
            let line = items::line(names, there, &planned.item);
            Change {
                organ: line.organ,
                days: line.days,
                ..change(kind, line.name)
            }
        })
        .collect()
}

/// The defined steps that `there` has and `here` has not, of items that both have.
fn steps(names: &Names<'_>, here: &Plan, there: &Plan, kind: ChangeKind) -> Vec<Change> {
    let both = |step: &&PlannedStep| here.item(&step.item).is_some() && there.item(&step.item).is_some();
    let defined = |step: &&PlannedStep| !matches!(step.kind, StepKind::Confirmation | StepKind::Decision);
    let missing = |step: &&PlannedStep| here.steps.iter().all(|other| other.step != step.step);
    let steps = there.steps.iter().filter(both).filter(defined).filter(missing);
    steps
        .map(|step| Change {
            organ: names.organ(&step.organ),
            days: step.limit.number,
            ..change(kind, names.planned(step))
        })
        .collect()
}

fn organs(names: &Names<'_>, before: &Plan, after: &Plan) -> Vec<Change> {
    let moved = after.steps.iter().filter(|step| {
        let earlier = before.steps.iter().find(|earlier| earlier.step == step.step);
        earlier.is_some_and(|earlier| earlier.organ != step.organ)
            && !matches!(step.kind, StepKind::Confirmation | StepKind::Decision)
    });
    moved
        .map(|step| Change {
            organ: names.organ(&step.organ),
            ..change(ChangeKind::OrganChanged, names.planned(step))
        })
        .collect()
}

/// The papers that `there` asks for and `here` does not, in one line.
fn materials(names: &Names<'_>, here: Option<&Plan>, there: Option<&Plan>, kind: ChangeKind) -> Option<Change> {
    let asked =
        |plan: Option<&Plan>, id: &MaterialId| plan.is_some_and(|plan| plan.materials.iter().any(|asked| asked.material == *id));
    let missing: Vec<String> = there
        .into_iter()
        .flat_map(|there| &there.materials)
        .filter(|material| !asked(here, &material.material))
        .map(|material| names.material_id(&material.material).plain().to_owned())
        .collect();
    let names_joined = missing.join(&names.texts.say("way-comma").to_string());
    (!missing.is_empty()).then(|| Change {
        count: missing.len(),
        ..change(kind, Words::own(names_joined))
    })
}
