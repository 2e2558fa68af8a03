//! Where in an application fate strikes: at steps and items that its plan has, and that it lives to see.

use std::collections::BTreeSet;

use procedure::Plan;
use procedure::definition::{ItemId, OnRefusal, Phase, StepId, StepKind};
use procedure::plan::PlannedStep;

use crate::history::chance::Chance;
use crate::history::shares::{Ending, Fate, Kind};

/// Besides the organ whose part makes a supplement necessary, others have parts in the same notice.
const MERGED_SHARE: f64 = 0.4;

/// Where fate strikes.
#[derive(Clone, Debug, Default)]
pub struct TurningPoints {
    /// The item that is refused.
    pub refused: Option<ItemId>,
    /// The acceptance steps that find something missing, and have not said so.
    pub supplemented: BTreeSet<StepId>,
    /// The step that asks for refinement, until it has.
    pub refined: Option<StepId>,
    /// The step in which a special procedure is proposed, until it is.
    pub special: Option<StepId>,
    /// The step for which an extension is proposed, until it is.
    pub extended: Option<StepId>,
    /// The step that is late.
    pub late: Option<StepId>,
}

impl TurningPoints {
    /// Draws them.
    pub fn draw(plan: &Plan, kind: Kind, fate: &Fate, chance: &mut Chance) -> Self {
        let mut points = Self::default();
        if fate.ending == Ending::Refused {
            points.refused = chance.pick(&refusable(plan, kind)).cloned();
        }
        let reached = reached(plan, fate, points.refused.as_ref());
        let mut one_of = |fits: &dyn Fn(&PlannedStep) -> bool| {
            let fitting: Vec<&StepId> = reached.iter().filter(|step| fits(step)).map(|step| &step.step).collect();
            chance.pick(&fitting).map(|step| (*step).clone())
        };
        if fate.is_refined {
            points.refined = one_of(&|step| step.kind == StepKind::Review && step.phase == Phase::PreReview);
        }
        if fate.has_special_procedure {
            points.special = one_of(&is_formal_review);
        }
        if fate.is_extended {
            points.extended = one_of(&|step| is_formal_review(step) && has_term(plan, step));
        }
        if fate.is_late {
            let extended = points.extended.clone();
            points.late = one_of(&|step| {
                // Whoever is given more time needs no more; and one organ's delay would make all late that wait for its part.
                let is_spared = extended.as_ref() == Some(&step.step) || (fate.is_supplemented && is_acceptance(step));
                step.kind != StepKind::PublicNotice && !is_spared
            });
        }
        if fate.is_supplemented {
            points.supplemented.extend(one_of(&is_acceptance));
            let others = reached
                .iter()
                .filter(|step| is_acceptance(step) && chance.happens(MERGED_SHARE));
            points.supplemented.extend(others.map(|step| step.step.clone()));
        }
        points
    }
}

/// The items that can be refused while the application goes on to an end that shows it.
fn refusable(plan: &Plan, kind: Kind) -> Vec<ItemId> {
    plan.cases()
        .filter(|item| item.decider.is_some())
        .filter(|item| kind == Kind::Small || (item.group.is_some() && item.on_refusal != OnRefusal::FailAll))
        .map(|item| item.item.clone())
        .collect()
}

/// The steps that come before the application ends: none behind a gate that never opens; and where an item fails all others,
/// its own alone.
fn reached<'a>(plan: &'a Plan, fate: &Fate, refused: Option<&ItemId>) -> Vec<&'a PlannedStep> {
    let behind = plan.behind_gate();
    let failing = refused.filter(|id| plan.item(id).is_some_and(|item| item.on_refusal == OnRefusal::FailAll));
    let steps = plan.steps.iter().zip(behind);
    steps
        .filter(|(_, is_behind)| fate.ending != Ending::NoLand || !is_behind)
        .map(|(step, _)| step)
        .filter(|step| failing.is_none_or(|item| step.item == *item))
        .collect()
}

fn is_acceptance(step: &PlannedStep) -> bool {
    step.kind == StepKind::Acceptance
}

/// The law's clock runs from acceptance, so that there only can it be stopped or its term be extended (行政许可法 42, 45).
fn is_formal_review(step: &PlannedStep) -> bool {
    step.kind == StepKind::Review && step.phase == Phase::Formal
}

fn has_term(plan: &Plan, step: &PlannedStep) -> bool {
    plan.item(&step.item).is_some_and(|item| item.statutory.is_some())
}
