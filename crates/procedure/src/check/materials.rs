//! Materials: each can be handed in, and comes from where it is said to come from.

use super::Found;
use super::index::{Index, WholeMatter};
use crate::definition::{MATERIAL_MEGABYTES_MAX, Material, MaterialSource};
use crate::pack::{Place, Placed};
use crate::plan::graph::Graph;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for placed in &index.pack.materials {
        can_be_handed_in(&placed.definition, &placed.place, found);
        is_produced(index, &placed.definition, &placed.place, found);
        stand_in(index, placed, found);
    }
    for whole in index.whole_matters() {
        in_matter(&whole, index, found);
    }
}

fn can_be_handed_in(material: &Material, place: &Place, found: &mut Found<'_>) {
    if material.source == MaterialSource::EnterpriseRegister {
        return;
    }
    if material.accepts.is_empty() {
        found.at(
            &place.key("accepts"),
            format!("no file is accepted for `{}`", material.id),
            "name at least one file type",
        );
    }
    if !(1..=MATERIAL_MEGABYTES_MAX).contains(&material.max_megabytes) {
        found.at(
            &place.key("max_megabytes"),
            format!("`{}` may have {} MB", material.id, material.max_megabytes),
            format!("allow 1 to {MATERIAL_MEGABYTES_MAX} MB"),
        );
    }
}

fn is_produced(index: &Index<'_>, material: &Material, place: &Place, found: &mut Found<'_>) {
    let MaterialSource::ProducedBy(id) = &material.source else {
        return;
    };
    let decides = index.item(id).is_none_or(|item| item.definition.decide.is_some());
    if !decides {
        found.at(
            &place.key("source"),
            format!("`{id}` decides nothing, so it does not produce `{}`", material.id),
            "name an item that ends in a decision, or ask the applicant",
        );
    }
}

/// A stand-in is handed in by the applicant for what only comes with a gate.
fn stand_in(index: &Index<'_>, placed: &Placed<Material>, found: &mut Found<'_>) {
    let Placed {
        definition: material,
        place,
    } = placed;
    let Some(id) = &material.stand_in else { return };
    let place = place.key("stand_in");
    let mut chain = vec![&material.id];
    let mut next = Some(id);
    while let Some(id) = next.filter(|id| !chain.contains(id)) {
        chain.push(id);
        next = index.material(id).and_then(|material| material.definition.stand_in.as_ref());
    }
    if next.is_some_and(|id| *id == material.id) {
        let names: Vec<&str> = chain.iter().chain(&chain[..1]).map(|id| id.as_str()).collect();
        found.at(
            &place,
            format!("these materials stand in for each other: {}", names.join(" → ")),
            "let the last one be something that the applicant has",
        );
        return;
    }
    if !matches!(material.source, MaterialSource::ComesWith(_)) {
        found.at(
            &place,
            format!("`{}` does not wait for a gate, so nothing stands in for it", material.id),
            "write source = { comes_with = … }, or remove `stand_in`",
        );
    }
    let Some(other) = index.material(id).map(|other| &other.definition) else {
        return;
    };
    if other.source != MaterialSource::Applicant || other.stand_in.is_some() {
        found.at(
            &place,
            format!("`{id}` is nothing that the applicant can hand in at once"),
            "name a material with source = \"applicant\" and no stand-in of its own",
        );
    }
}

fn in_matter(whole: &WholeMatter<'_>, index: &Index<'_>, found: &mut Found<'_>) {
    let graph = Graph::of(whole.matter, &whole.items);
    let behind = graph.order().map(|order| graph.behind_at_least(&order));
    let matter = &whole.matter.id;
    for (position, step) in graph.steps.iter().enumerate() {
        for Placed {
            definition: material,
            place,
        } in step.materials.iter().filter_map(|id| index.material(id))
        {
            let source = place.key("source");
            match &material.source {
                MaterialSource::ProducedBy(item) if !whole.matter.items.contains(item) && index.item(item).is_some() => {
                    found.at(
                        &source,
                        format!(
                            "`{item}` is to produce `{}`, but the matter `{matter}` has no such item",
                            material.id
                        ),
                        "add the item to the matter, or ask the applicant",
                    );
                }
                MaterialSource::ComesWith(gate) if whole.matter.gates.iter().all(|known| known.id != *gate) => found.at(
                    &source,
                    format!(
                        "`{}` comes with the gate `{gate}`, which the matter `{matter}` does not have",
                        material.id
                    ),
                    "define the gate in the matter, or correct the name",
                ),
                MaterialSource::ComesWith(gate) if material.stand_in.is_none() => {
                    if behind.as_ref().is_some_and(|behind| !behind[position]) {
                        found.at(
                            &source,
                            format!(
                                "`{}` reads `{}` before the gate `{gate}` that it comes with",
                                step.step, material.id
                            ),
                            "name a `stand_in`, or let the step come after the gate",
                        );
                    }
                }
                MaterialSource::ProducedBy(_)
                | MaterialSource::ComesWith(_)
                | MaterialSource::Applicant
                | MaterialSource::EnterpriseRegister => {}
            }
        }
    }
}
