//! Materials: each can be handed in, and comes from where it is said to come from.

use super::index::{Index, WholeMatter};
use super::{Found, Mistake};
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
            Mistake::NoFileAccepted {
                material: material.id.to_string(),
            },
        );
    }
    if !(1..=MATERIAL_MEGABYTES_MAX).contains(&material.max_megabytes) {
        found.at(
            &place.key("max_megabytes"),
            Mistake::SizeOutOfRange {
                material: material.id.to_string(),
                megabytes: material.max_megabytes,
                most: MATERIAL_MEGABYTES_MAX,
            },
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
            Mistake::ProducesNothing {
                item: id.to_string(),
                material: material.id.to_string(),
            },
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
        let names = chain.iter().chain(&chain[..1]).map(ToString::to_string).collect();
        found.at(&place, Mistake::StandInsInCircle { materials: names });
        return;
    }
    if !matches!(material.source, MaterialSource::ComesWith(_)) {
        found.at(
            &place,
            Mistake::NothingToStandInFor {
                material: material.id.to_string(),
            },
        );
    }
    let Some(other) = index.material(id).map(|other| &other.definition) else {
        return;
    };
    if other.source != MaterialSource::Applicant || other.stand_in.is_some() {
        found.at(
            &place,
            Mistake::NotAtOnce {
                material: id.to_string(),
            },
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
                        Mistake::ProducerNotHere {
                            item: item.to_string(),
                            material: material.id.to_string(),
                            matter: matter.to_string(),
                        },
                    );
                }
                MaterialSource::ComesWith(gate) if whole.matter.gates.iter().all(|known| known.id != *gate) => found.at(
                    &source,
                    Mistake::GateNotHere {
                        material: material.id.to_string(),
                        gate: gate.to_string(),
                        matter: matter.to_string(),
                    },
                ),
                MaterialSource::ComesWith(gate) if material.stand_in.is_none() => {
                    if behind.as_ref().is_some_and(|behind| !behind[position]) {
                        found.at(
                            &source,
                            Mistake::ReadBeforeGate {
                                step: step.step.to_string(),
                                material: material.id.to_string(),
                                gate: gate.to_string(),
                            },
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
