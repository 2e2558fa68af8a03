//! Gates: nothing else has their names, and each fact is recorded once.

use std::collections::HashSet;

use super::index::Index;
use super::{Found, Mistake};
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
                    Mistake::GateLikeStep {
                        gate: gate.id.to_string(),
                        step,
                    },
                );
            }
            let mut known = HashSet::new();
            for (at, id) in gate.facts.iter().enumerate() {
                if !known.insert(id) {
                    found.at(&place.key("facts").at(at), Mistake::ListedTwice { id: id.to_string() });
                }
            }
        }
    }
}
