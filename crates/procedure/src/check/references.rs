//! References: whatever is named exists.

use super::index::{Index, steps};
use super::{Definition, Found, Mistake};
use crate::definition::MaterialSource;
use crate::pack::{Place, Placed};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for item in &index.pack.items {
        for (step, place) in steps(item) {
            for (at, id) in step.materials.iter().enumerate() {
                known(
                    Definition::Material,
                    id.as_str(),
                    index.material(id).is_some(),
                    &place.key("materials").at(at),
                    index,
                    found,
                );
            }
        }
        for (at, id) in item.definition.decide_after.iter().enumerate() {
            known(
                Definition::Item,
                id.as_str(),
                index.item(id).is_some(),
                &item.place.key("decide_after").at(at),
                index,
                found,
            );
        }
    }
    for Placed {
        definition: material,
        place,
    } in &index.pack.materials
    {
        if let MaterialSource::ProducedBy(id) = &material.source {
            known(
                Definition::Item,
                id.as_str(),
                index.item(id).is_some(),
                &place.key("source"),
                index,
                found,
            );
        }
        if let Some(id) = &material.stand_in {
            known(
                Definition::Material,
                id.as_str(),
                index.material(id).is_some(),
                &place.key("stand_in"),
                index,
                found,
            );
        }
    }
    of_matters(index, found);
}

fn of_matters(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        for (at, id) in matter.questions.iter().enumerate() {
            known(
                Definition::Field,
                id.as_str(),
                index.field(id).is_some(),
                &place.key("questions").at(at),
                index,
                found,
            );
        }
        for (at, id) in matter.items.iter().enumerate() {
            known(
                Definition::Item,
                id.as_str(),
                index.item(id).is_some(),
                &place.key("items").at(at),
                index,
                found,
            );
        }
        for (part, definition) in matter.parts.iter().enumerate() {
            for (at, id) in definition.fields.iter().enumerate() {
                let place = place.key("part").at(part).key("fields").at(at);
                known(
                    Definition::Field,
                    id.as_str(),
                    index.field(id).is_some(),
                    &place,
                    index,
                    found,
                );
            }
        }
        for (gate, definition) in matter.gates.iter().enumerate() {
            for (at, id) in definition.facts.iter().enumerate() {
                let place = place.key("gate").at(gate).key("facts").at(at);
                known(
                    Definition::Field,
                    id.as_str(),
                    index.field(id).is_some(),
                    &place,
                    index,
                    found,
                );
            }
        }
        if let Some(gate) = matter.pre_review.as_ref().and_then(|rules| rules.gate.as_ref()) {
            let known_gate = matter.gates.iter().any(|known| known.id == *gate);
            known(
                Definition::Gate,
                gate.as_str(),
                known_gate,
                &place.key("pre_review").key("gate"),
                index,
                found,
            );
        }
    }
}

fn known(what: Definition, id: &str, is_known: bool, place: &Place, index: &Index<'_>, found: &mut Found<'_>) {
    if !is_known && !index.unread(id) {
        found.at(place, Mistake::NotThere { what, id: id.to_owned() });
    }
}
