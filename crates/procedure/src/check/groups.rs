//! Issue-together groups: their items wait for the same gate, belong to one group, and each issues a document.

use std::collections::{BTreeSet, HashMap};

use super::index::{Index, WholeMatter};
use super::{Found, Mistake};
use crate::definition::{GateId, Group, GroupId, ItemId, TurnsFormal};
use crate::pack::{Place, Placed};
use crate::plan::graph::Graph;
use crate::plan::steps::decision_id;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        let mut group_of: HashMap<&ItemId, &GroupId> = HashMap::new();
        for (at, group) in matter.groups.iter().enumerate() {
            let place = place.key("group").at(at).key("items");
            if group.items.is_empty() {
                found.at(
                    &place,
                    Mistake::EmptyGroup {
                        group: group.id.to_string(),
                    },
                );
            }
            for (at, id) in group.items.iter().enumerate() {
                let place = place.at(at);
                if let Some(other) = group_of.insert(id, &group.id) {
                    found.at(
                        &place,
                        Mistake::InAnotherGroup {
                            item: id.to_string(),
                            group: other.to_string(),
                        },
                    );
                }
                if !matter.items.contains(id) {
                    found.at(&place, Mistake::GroupedButNotThere { item: id.to_string() });
                } else {
                    fit_for_a_group(index, id, &place, found);
                }
            }
        }
    }
    for whole in index.whole_matters() {
        for (at, group) in whole.matter.groups.iter().enumerate() {
            behind_one_gate(&whole, group, &whole.place.key("group").at(at).key("items"), found);
        }
    }
}

fn fit_for_a_group(index: &Index<'_>, id: &ItemId, place: &Place, found: &mut Found<'_>) {
    let Some(item) = index.item(id).map(|item| &item.definition) else {
        return;
    };
    if item.turns_formal != TurnsFormal::BehindGate {
        found.at(place, Mistake::NotBehindGate { item: id.to_string() });
    }
    if item.certificate.is_none() {
        found.at(place, Mistake::IssuesNothing { item: id.to_string() });
    }
}

fn behind_one_gate(whole: &WholeMatter<'_>, group: &Group, place: &Place, found: &mut Found<'_>) {
    let graph = Graph::of(whole.matter, &whole.items);
    let gates_of = |id: &ItemId| -> Option<BTreeSet<&GateId>> {
        let item = whole.items.iter().find(|item| item.id == *id)?;
        Some(graph.gates_before(graph.position(decision_id(item).as_str())?))
    };
    let mut gates = group
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, id)| Some((at, id, gates_of(id)?)));
    let Some((_, first, shared)) = gates.next() else { return };
    for (at, id, others) in gates {
        if others != shared {
            found.at(
                &place.at(at),
                Mistake::OtherGates {
                    item: id.to_string(),
                    gates: listed(&others),
                    first: first.to_string(),
                    first_gates: listed(&shared),
                },
            );
        }
    }
}

fn listed(gates: &BTreeSet<&GateId>) -> Vec<String> {
    gates.iter().map(ToString::to_string).collect()
}
