//! The order of steps: what a step comes after exists, and no steps wait for each other.

use std::collections::HashSet;

use super::index::{Index, WholeMatter, steps};
use super::{Definition, Found, Mistake};
use crate::definition::{Item, Step, TurnsFormal};
use crate::pack::{Place, Placed};
use crate::plan::graph::Graph;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    let somewhere = names(index);
    for item in &index.pack.items {
        for (step, place) in steps(item) {
            for (at, name) in step.after.iter().enumerate() {
                let derived = name.rsplit_once('.').is_some_and(|(item, _)| index.unread(item));
                if !somewhere.contains(name.as_str()) && !index.unread(name) && !derived {
                    found.at(
                        &place.key("after").at(at),
                        Mistake::NotThere {
                            what: Definition::StepOrGate,
                            id: name.clone(),
                        },
                    );
                }
            }
        }
    }
    for whole in index.whole_matters() {
        let graph = Graph::of(whole.matter, &whole.items);
        for item in whole.items.iter().filter_map(|item| index.item(&item.id)) {
            for (step, place) in steps(item) {
                in_matter(&whole, &graph, step, &place, &somewhere, index, found);
            }
            decisions_in_matter(&whole, item, index, found);
        }
        for cycle in graph.cycles() {
            in_circles(&graph, &cycle, index, found);
        }
    }
}

/// The names of all steps and gates of the pack, derived steps included.
fn names(index: &Index<'_>) -> HashSet<String> {
    let mut names = HashSet::new();
    for Placed { definition: item, .. } in &index.pack.items {
        names.extend(item.steps.iter().map(|step| step.id.to_string()));
        names.extend([format!("{}.confirm", item.id), format!("{}.decide", item.id)]);
    }
    for Placed { definition: matter, .. } in &index.pack.matters {
        names.extend(matter.gates.iter().map(|gate| gate.id.to_string()));
    }
    names
}

fn in_matter(
    whole: &WholeMatter<'_>,
    graph: &Graph<'_>,
    step: &Step,
    place: &Place,
    somewhere: &HashSet<String>,
    index: &Index<'_>,
    found: &mut Found<'_>,
) {
    for (at, name) in step.after.iter().enumerate() {
        let is_gate = whole.matter.gates.iter().any(|gate| gate.id.as_str() == name);
        if is_gate || graph.position(name).is_some() || !somewhere.contains(name) {
            continue;
        }
        let other = index.pack.matters.iter().map(|placed| &placed.definition);
        let mut other = other.filter(|matter| matter.gates.iter().any(|gate| gate.id.as_str() == name));
        let matter = whole.matter.id.to_string();
        let mistake = match other.next() {
            Some(other) => Mistake::GateOfAnother {
                gate: name.clone(),
                other: other.id.to_string(),
                matter,
            },
            None => Mistake::NoSuchStepHere {
                matter,
                step: name.clone(),
            },
        };
        found.at(&place.key("after").at(at), mistake);
    }
}

fn decisions_in_matter(whole: &WholeMatter<'_>, item: &Placed<Item>, index: &Index<'_>, found: &mut Found<'_>) {
    for (at, id) in item.definition.decide_after.iter().enumerate() {
        let place = item.place.key("decide_after").at(at);
        let Some(earlier) = index.item(id) else { continue };
        if earlier.definition.turns_formal == TurnsFormal::Never {
            found.at(&place, Mistake::NeverDecided { item: id.to_string() });
        } else if whole.items.iter().all(|item| item.id != *id) {
            found.at(
                &place,
                Mistake::NoSuchItemHere {
                    matter: whole.matter.id.to_string(),
                    item: id.to_string(),
                },
            );
        }
    }
}

fn in_circles(graph: &Graph<'_>, cycle: &[usize], index: &Index<'_>, found: &mut Found<'_>) {
    let steps = cycle.iter().chain(cycle.first());
    let steps = steps.map(|&step| graph.steps[step].step.to_string()).collect();
    let own = cycle.iter().find_map(|&step| index.step(graph.steps[step].step.as_str()));
    let place = own.map(|place| place.key("after")).or_else(|| {
        let derived = cycle.iter().map(|&step| graph.steps[step].item);
        let item = derived
            .filter_map(|item| index.item(&item.id))
            .find(|item| !item.definition.decide_after.is_empty());
        item.map(|item| item.place.key("decide_after"))
    });
    let Some(place) = place else { return };
    found.at(&place, Mistake::StepsInCircle { steps });
}
