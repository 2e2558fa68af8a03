//! The order of steps: what a step comes after exists, and no steps wait for each other.

use std::collections::HashSet;

use super::Found;
use super::index::{Index, WholeMatter, steps};
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
                        format!("there is no step or gate `{name}`"),
                        "define it, or correct the name",
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
        let message = match other.next() {
            Some(other) => format!(
                "`{name}` is a gate of `{}`, not of the matter `{}`",
                other.id, whole.matter.id
            ),
            None => format!("the matter `{}` has no step `{name}`", whole.matter.id),
        };
        found.at(
            &place.key("after").at(at),
            message,
            "add to the matter what the step comes after, or remove the name",
        );
    }
}

fn decisions_in_matter(whole: &WholeMatter<'_>, item: &Placed<Item>, index: &Index<'_>, found: &mut Found<'_>) {
    for (at, id) in item.definition.decide_after.iter().enumerate() {
        let place = item.place.key("decide_after").at(at);
        let Some(earlier) = index.item(id) else { continue };
        if earlier.definition.turns_formal == TurnsFormal::Never {
            found.at(
                &place,
                format!("`{id}` is never decided"),
                "name its last step in the `after` of a step",
            );
        } else if whole.items.iter().all(|item| item.id != *id) {
            found.at(
                &place,
                format!("the matter `{}` has no item `{id}`", whole.matter.id),
                "add the item to the matter, or remove the name",
            );
        }
    }
}

fn in_circles(graph: &Graph<'_>, cycle: &[usize], index: &Index<'_>, found: &mut Found<'_>) {
    let names: Vec<&str> = cycle
        .iter()
        .chain(cycle.first())
        .map(|&step| graph.steps[step].step.as_str())
        .collect();
    let own = cycle.iter().find_map(|&step| index.step(graph.steps[step].step.as_str()));
    let place = own.map(|place| place.key("after")).or_else(|| {
        let derived = cycle.iter().map(|&step| graph.steps[step].item);
        let item = derived
            .filter_map(|item| index.item(&item.id))
            .find(|item| !item.definition.decide_after.is_empty());
        item.map(|item| item.place.key("decide_after"))
    });
    let Some(place) = place else { return };
    found.at(
        &place,
        format!("these steps wait for each other: {}", names.join(" → ")),
        "remove one of them from the `after` of the next",
    );
}
