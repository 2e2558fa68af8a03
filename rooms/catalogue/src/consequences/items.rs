//! The items that apply, each with who reviews it and how long.

use identity::OrganId;
use procedure::definition::{ItemId, StepKind};
use procedure::plan::{Plan, PlannedStep};

use crate::way::item_address;
use crate::words::{Names, Words};

/// An item that applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLine {
    /// Its definition.
    pub item: ItemId,
    /// Its place in the published list, such as E2.
    pub number: String,
    /// What it is called.
    pub name: Words,
    /// Who reviews it.
    pub organ: Words,
    /// The days of its own steps, one after the other.
    pub days: u32,
    /// What is issued.
    pub certificate: Option<Words>,
    /// Where it is explained.
    pub address: String,
}

pub(super) fn lines(names: &Names<'_>, plan: &Plan) -> Vec<ItemLine> {
    plan.items.iter().map(|planned| line(names, plan, &planned.item)).collect()
}

pub(super) fn line(names: &Names<'_>, plan: &Plan, item: &ItemId) -> ItemLine {
    let definition = names.release.item(item);
    ItemLine {
        item: item.clone(),
        number: definition.and_then(|item| item.number.clone()).unwrap_or_default(),
        name: definition.map_or_else(|| Words::own(item.as_str()), |item| names.item(item)),
        organ: reviewer(plan, item).map(|organ| names.organ(organ)).unwrap_or_default(),
        days: own_days(plan, item),
        certificate: definition
            .and_then(|item| item.certificate.as_ref())
            .map(|certificate| names.certificate(certificate)),
        address: item_address(item),
    }
}

/// Who reviews an item: the organ of its first step, else the one that decides.
fn reviewer<'a>(plan: &'a Plan, item: &ItemId) -> Option<&'a OrganId> {
    let first = plan.steps.iter().find(|step| step.item == *item).map(|step| &step.organ);
    first.or_else(|| plan.item(item)?.decider.as_ref())
}

/// The longest way through the item's own steps, without confirmation and sign-off.
fn own_days(plan: &Plan, item: &ItemId) -> u32 {
    let own: Vec<&PlannedStep> = plan
        .steps
        .iter()
        .filter(|step| step.item == *item && !matches!(step.kind, StepKind::Confirmation | StepKind::Decision))
        .collect();
    let mut ends: Vec<u32> = Vec::with_capacity(own.len());
    for (index, step) in own.iter().enumerate() {
        let before = (0..index)
            .filter(|&earlier| step.after.contains(&own[earlier].step))
            .map(|earlier| ends[earlier]);
        ends.push(before.max().unwrap_or(0) + step.limit.number);
    }
    ends.into_iter().max().unwrap_or(0)
}
