//! What steps, items, materials and organs are called: by today's definitions, or by those that an application keeps.

use std::sync::Arc;

use applications::record::Application;
use authority::Duty;
use catalogue::Catalogue;
use front::Texts;
use front::furniture::Choice;
use identity::{OrganId, RegionCode};
use procedure::Release;
use procedure::definition::{Gate, GateId, ItemId, MaterialId, Matter, StepId, StepKind};
use procedure::plan::Plan;

/// The words of one release. What it does not know keeps its identifier, so that a page is never without a word.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    pub(crate) release: Arc<Release>,
}

/// How the plan names the confirmation of an item.
const CONFIRMATION: &str = ".confirm";
/// How the plan names the decision on an item that does not define its own.
const DECISION: &str = ".decide";

impl Words {
    /// Those of today.
    pub(crate) fn today(catalogue: &Catalogue) -> Self {
        Self {
            release: catalogue.current(),
        }
    }

    /// Those of the day on which an application was filed; today's where they are not there.
    pub(crate) fn of(catalogue: &Catalogue, application: &Application) -> Self {
        match &application.filing {
            Some(filing) => Self::kept(catalogue, &filing.release),
            None => Self::today(catalogue),
        }
    }

    /// Those of the release with this digest, which a row keeps; today's where they are not there.
    pub(crate) fn kept(catalogue: &Catalogue, release: &str) -> Self {
        Self {
            release: catalogue.by_digest(release).unwrap_or_else(|| catalogue.current()),
        }
    }

    /// The short name of an item: 环评.
    pub(crate) fn item(&self, item: &ItemId) -> String {
        self.release
            .item(item)
            .map_or_else(|| item.to_string(), |item| item.short.clone())
    }

    /// The official name of an item.
    pub(crate) fn item_in_full(&self, item: &ItemId) -> String {
        self.release
            .item(item)
            .map_or_else(|| item.to_string(), |item| item.name.clone())
    }

    /// What is done in a step, as far as its definition or its name tells.
    pub(crate) fn kind(&self, item: &ItemId, step: &str) -> StepKind {
        match self.release.step(item, step) {
            Some(step) => step.kind,
            None if step.ends_with(CONFIRMATION) => StepKind::Confirmation,
            None if step.ends_with(DECISION) => StepKind::Decision,
            None => StepKind::Review,
        }
    }

    /// The name of a step: its own, or its item's with what is done to it.
    pub(crate) fn step(&self, texts: &Texts, item: &ItemId, step: &str) -> String {
        let named = self.release.step(item, step).and_then(|step| step.name.clone());
        let of_item = |key| texts.say(key).with("item", self.item(item)).to_string();
        named.unwrap_or_else(|| match self.kind(item, step) {
            StepKind::Confirmation => of_item("desk-step-confirmation"),
            StepKind::Decision => of_item("desk-step-decision"),
            StepKind::PublicNotice => of_item("desk-step-notice"),
            StepKind::Acceptance => of_item("desk-step-acceptance"),
            StepKind::Review
            | StepKind::External
            | StepKind::Survey
            | StepKind::Meeting
            | StepKind::Hearing
            | StepKind::Payment => self.item(item),
        })
    }

    /// The name of a step, wherever it stands in a plan.
    pub(crate) fn step_of_plan(&self, texts: &Texts, plan: &Plan, step: &StepId) -> String {
        let planned = plan.steps.iter().find(|planned| planned.step == *step);
        planned.map_or_else(|| step.to_string(), |planned| self.step(texts, &planned.item, step.as_str()))
    }

    /// The name of a material.
    pub(crate) fn material(&self, material: &MaterialId) -> String {
        self.release
            .material(material)
            .map_or_else(|| material.to_string(), |material| material.name.clone())
    }

    /// The short name of an organ: 生态环境局.
    pub(crate) fn organ(&self, organ: &OrganId) -> String {
        self.release
            .organ(organ)
            .map_or_else(|| organ.to_string(), |organ| organ.short.clone())
    }

    /// The full name of an organ: 滨州市生态环境局博兴县分局.
    pub(crate) fn organ_in_full(&self, organ: &OrganId) -> String {
        self.release
            .organ(organ)
            .map_or_else(|| organ.to_string(), |organ| organ.name.clone())
    }

    /// The organs to which somebody in a region can be sent, the nearest first.
    pub(crate) fn organs_of(&self, region: RegionCode) -> Vec<Choice> {
        let of = |region: RegionCode| self.release.organs().filter(move |organ| organ.region == region);
        let mut organs: Vec<Choice> = Vec::new();
        let mut next = Some(region);
        while let Some(code) = next {
            organs.extend(of(code).map(|organ| Choice::new(organ.id.as_str(), organ.name.as_str())));
            next = self.release.region(code).and_then(|region| region.parent);
        }
        organs
    }

    /// The duties through which what an organ's handlers draft goes before it stands.
    pub(crate) fn duties_after_drafting(&self, organ: &OrganId) -> Vec<Duty> {
        let functions = self.release.organ(organ).map_or(&[][..], |organ| &organ.functions);
        let steps = self.release.items().flat_map(|item| &item.steps);
        let own = steps.filter(|step| step.function.functions().any(|function| functions.contains(function)));
        let mut duties: Vec<Duty> = own.flat_map(|step| step.chain.iter().skip(1).copied()).collect();
        duties.sort_unstable();
        duties.dedup();
        duties
    }

    /// The name of a region.
    pub(crate) fn region(&self, region: RegionCode) -> String {
        self.release
            .region(region)
            .map_or_else(|| region.to_string(), |region| region.name.clone())
    }

    /// The name of a matter.
    pub(crate) fn matter(&self, matter: &str) -> String {
        self.release
            .matter(matter)
            .map_or_else(|| matter.to_owned(), |matter| matter.name.clone())
    }

    /// The definition of the matter of a plan.
    pub(crate) fn matter_of(&self, plan: &Plan) -> Option<&Matter> {
        self.release.matter(plan.matter.as_str())
    }

    /// A gate of a matter.
    pub(crate) fn gate(&self, matter: &str, gate: &GateId) -> Option<&Gate> {
        self.release
            .matter(matter)?
            .gates
            .iter()
            .find(|candidate| candidate.id == *gate)
    }
}
