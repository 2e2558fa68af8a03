//! Gates: nothing else has their names, and each fact is recorded once.

use std::collections::HashSet;

use super::Found;
use super::index::Index;
use crate::pack::Placed;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        for (at, gate) in matter.gates.iter().enumerate() {
            let place = place.key("gate").at(at);
            if let Some(step) = index.step(gate.id.as_str()) {
                let step = found.whereabouts(step);
                found.at(
                    &place.key("id"),
                    format!("the gate `{}` is called like the step in {step}", gate.id),
                    "give one of them another id: steps come after both by name",
                );
            }
            let mut known = HashSet::new();
            for (at, id) in gate.facts.iter().enumerate() {
                if !known.insert(id) {
                    found.at(
                        &place.key("facts").at(at),
                        format!("`{id}` stands twice"),
                        "name each fact once",
                    );
                }
            }
        }
    }
}
