//! The plan of one application: what its answers call for, resolved to organs, limits and an order.

mod chain;
pub(crate) mod graph;
mod materials;
mod saving;
mod schedule;
pub(crate) mod steps;

use serde::{Deserialize, Serialize};

use authority::Duty;
use calendar::Limit;
use identity::{OrganId, RegionCode};

use crate::condition::applies;
use crate::definition::{
    DeliveryRule, GateId, GroupId, Item, ItemId, MaterialId, Matter, MatterId, OnRefusal, Phase, PlannedPayment, StepId,
    StepKind, TurnsFormal,
};
use crate::{Answers, Release};

pub use crate::definition::{Signatory, Unsupplied};
pub use chain::{Chain, longest_chain};
pub use materials::AskedMaterial;
pub use saving::{Lengths, Saving};
pub use schedule::{Schedule, Scheduled, schedule};

/// What one application needs. It is recorded with the submission, so that reading the record back needs no definition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The matter asked for.
    pub matter: MatterId,
    /// Where.
    pub region: RegionCode,
    /// The promise for the whole.
    pub promise: Limit,
    /// The items that apply, in the order of the guide.
    pub items: Vec<PlannedItem>,
    /// Their steps; every step stands behind those it comes after.
    pub steps: Vec<PlannedStep>,
    /// The gates that a step waits for.
    pub gates: Vec<PlannedGate>,
    /// The papers asked for.
    pub materials: Vec<AskedMaterial>,
    /// Rounds of refinement one step may ask for.
    #[serde(default)]
    pub refinement_rounds: u32,
    /// The applicant's term for one refinement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refinement_limit: Option<Limit>,
    /// The organ that leads the matter there, and speaks for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<OrganId>,
    /// Which fields of the form say how papers reach the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryRule>,
    /// The applicant's term for a supplement, and what follows when it runs out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<SupplementRule>,
}

/// The applicant's term for a supplement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SupplementRule {
    /// How long.
    pub limit: Limit,
    /// What follows when it runs out.
    pub unsupplied: Unsupplied,
}

/// By how much the term to decide may be extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// By at most how many days of the statutory limit's unit.
    pub days: u32,
    /// Who approves it.
    pub approved_by: Signatory,
    /// The legal ground.
    pub ground: String,
}

/// One organ's head may approve ten days more (行政许可法 42 para 1).
pub const EXTENSION_BY_ORGAN_DAYS: u32 = 10;
/// Where several organs handle it together, the government's head may approve fifteen (行政许可法 42 para 2).
pub const EXTENSION_BY_GOVERNMENT_DAYS: u32 = 15;

impl Extension {
    /// What the law gives one organ.
    #[must_use]
    pub fn by_the_organ() -> Self {
        Self {
            days: EXTENSION_BY_ORGAN_DAYS,
            approved_by: Signatory::Organ,
            ground: "行政许可法 42".to_owned(),
        }
    }
}

/// An item that applies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedItem {
    /// Its definition.
    pub item: ItemId,
    /// When it becomes a formal case.
    pub turns_formal: TurnsFormal,
    /// Who decides and seals; none for a mere check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decider: Option<OrganId>,
    /// The group it is issued with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// What becomes of the application when it is refused.
    #[serde(default)]
    pub on_refusal: OnRefusal,
    /// Series of its document number; none where it issues no document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The limit that the law gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory: Option<Limit>,
    /// For how many months its certificate is valid; none where its subject decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_months: Option<u16>,
    /// By how much it may be extended; none where the law alone says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
}

/// A step that applies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedStep {
    /// Its definition, or the derived `<item>.confirm` or `<item>.decide`.
    pub step: StepId,
    /// The item it belongs to.
    pub item: ItemId,
    /// What is done in it.
    pub kind: StepKind,
    /// Whether a licensing clock runs.
    pub phase: Phase,
    /// Whose desk it comes to.
    pub organ: OrganId,
    /// The promised limit.
    pub limit: Limit,
    /// Steps that must be done first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<StepId>,
    /// Gates that must be open first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<GateId>,
    /// The chain inside the organ.
    pub chain: Vec<Duty>,
    /// What it reads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<MaterialId>,
    /// What is paid in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PlannedPayment>,
    /// Within which days after the end of a public notice its objections are answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Limit>,
}

/// A gate that something waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedGate {
    /// Its definition.
    pub gate: GateId,
    /// Who records it.
    pub organ: OrganId,
}

/// Why no plan can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The release has no such matter.
    #[error("this release has no matter {0}")]
    UnknownMatter(MatterId),
    /// No organ has a function there.
    #[error("no organ for {function} in region {region}")]
    NoOrgan {
        /// The function asked for.
        function: String,
        /// The region asked for.
        region: RegionCode,
    },
    /// No item applies to these answers.
    #[error("with these answers nothing has to be applied for")]
    NothingApplies,
}

impl Plan {
    /// What the answers call for in a region.
    ///
    /// # Errors
    /// When the matter or an organ does not exist, or nothing applies.
    pub fn of(release: &Release, matter: &MatterId, answers: &Answers, region: RegionCode) -> Result<Self, PlanError> {
        let matter = release
            .matter(matter.as_str())
            .ok_or_else(|| PlanError::UnknownMatter(matter.clone()))?;
        let items: Vec<&Item> = release
            .items_of(matter)
            .filter(|item| applies(item.when.as_ref(), answers))
            .collect();
        if items.is_empty() {
            return Err(PlanError::NothingApplies);
        }
        let steps = steps::planned(release, matter, &items, answers, region)?;
        let gates = planned_gates(release, matter, &steps, region)?;
        let planned_items = items
            .iter()
            .map(|item| planned_item(release, matter, item, answers, region))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            matter: matter.id.clone(),
            region,
            promise: matter.promise.limit.limit(),
            materials: materials::asked(release, &items, &steps, answers),
            items: planned_items,
            steps,
            gates,
            refinement_rounds: matter.pre_review.as_ref().map_or(0, |rules| rules.refinement_rounds),
            refinement_limit: matter.pre_review.as_ref().map(|rules| rules.refinement_limit.limit()),
            lead: release.organ_for(&matter.lead, region).map(|organ| organ.id.clone()),
            delivery: matter.delivery.clone(),
            supplement: matter.supplement.as_ref().map(|rule| SupplementRule {
                limit: rule.limit.limit(),
                unsupplied: rule.unsupplied,
            }),
        })
    }

    /// An item of the plan.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&PlannedItem> {
        self.items.iter().find(|item| item.item == *id)
    }

    /// The organs that take part, each once, in the order of the steps.
    #[must_use]
    pub fn organs(&self) -> Vec<&OrganId> {
        let mut organs = Vec::new();
        let all = self
            .steps
            .iter()
            .map(|step| &step.organ)
            .chain(self.gates.iter().map(|gate| &gate.organ));
        for organ in all.chain(self.items.iter().filter_map(|item| item.decider.as_ref())) {
            if !organs.contains(&organ) {
                organs.push(organ);
            }
        }
        organs
    }

    /// The items that end in a decision, that is, the cases.
    pub fn cases(&self) -> impl Iterator<Item = &PlannedItem> {
        self.items.iter().filter(|item| item.turns_formal != TurnsFormal::Never)
    }

    /// Whether a step stands behind a gate, directly or through what it comes after.
    #[must_use]
    pub fn behind_gate(&self) -> Vec<bool> {
        let mut behind: Vec<bool> = Vec::with_capacity(self.steps.len());
        for (index, step) in self.steps.iter().enumerate() {
            let through = self.steps[..index]
                .iter()
                .zip(&behind)
                .any(|(earlier, behind)| *behind && step.after.contains(&earlier.step));
            behind.push(through || !step.gates.is_empty());
        }
        behind
    }
}

fn planned_item(
    release: &Release,
    matter: &Matter,
    item: &Item,
    answers: &Answers,
    region: RegionCode,
) -> Result<PlannedItem, PlanError> {
    let decider = match &item.decide {
        Some(assignment) => Some(steps::organ(release, assignment, answers, region)?),
        None => None,
    };
    Ok(PlannedItem {
        item: item.id.clone(),
        turns_formal: item.turns_formal,
        decider,
        group: matter
            .groups
            .iter()
            .find(|group| group.items.contains(&item.id))
            .map(|group| group.id.clone()),
        on_refusal: item.on_refusal,
        series: item.certificate.as_ref().map(|certificate| certificate.series.clone()),
        statutory: item.statutory.as_ref().map(crate::definition::LimitText::limit),
        valid_months: item.certificate.as_ref().and_then(|certificate| certificate.valid_months),
        extension: item.extension.as_ref().map(|extension| Extension {
            days: extension.days,
            approved_by: extension.approved_by,
            ground: extension.ground.clone(),
        }),
    })
}

fn planned_gates(
    release: &Release,
    matter: &Matter,
    steps: &[PlannedStep],
    region: RegionCode,
) -> Result<Vec<PlannedGate>, PlanError> {
    matter
        .gates
        .iter()
        .filter(|gate| steps.iter().any(|step| step.gates.contains(&gate.id)))
        .map(|gate| {
            Ok(PlannedGate {
                gate: gate.id.clone(),
                organ: steps::organ_with(release, &gate.function, region)?,
            })
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    //! Plans of steps alone, for tests of their order and their chains.

    use super::*;

    pub(crate) fn plan(steps: Vec<PlannedStep>) -> Plan {
        Plan {
            matter: "works".into(),
            region: RegionCode::fixed(371_625),
            promise: Limit::working(45, ""),
            items: Vec::new(),
            steps,
            gates: Vec::new(),
            materials: Vec::new(),
            refinement_rounds: 0,
            refinement_limit: None,
            lead: None,
            delivery: None,
            supplement: None,
        }
    }

    pub(crate) fn step(name: &str, days: u32) -> PlannedStep {
        PlannedStep {
            step: name.into(),
            item: name.into(),
            kind: StepKind::Review,
            phase: Phase::PreReview,
            organ: OrganId::fixed("ziran-371625"),
            limit: Limit::working(days, ""),
            after: Vec::new(),
            gates: Vec::new(),
            chain: vec![Duty::Handle],
            materials: Vec::new(),
            payment: None,
            answer: None,
        }
    }

    impl PlannedStep {
        pub(crate) fn after(mut self, step: &str) -> Self {
            self.after.push(step.into());
            self
        }

        pub(crate) fn behind(mut self, gate: &str) -> Self {
            self.gates.push(gate.into());
            self
        }
    }

    #[test]
    fn a_step_behind_a_gate_takes_those_after_it_along() {
        let plan = plan(vec![
            step("scheme", 7),
            step("permit", 3).behind("land"),
            step("issue", 1).after("permit"),
            step("notice", 5).after("scheme"),
        ]);
        assert_eq!(plan.behind_gate(), [false, true, true, false]);
    }
}
