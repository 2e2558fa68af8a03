//! Matters: each has somebody who may apply and something to apply for.

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
        if matter.audience.is_empty() {
            found.at(
                &place.key("audience"),
                "nobody may apply",
                "name `person`, `enterprise` or both",
            );
        }
        if matter.items.is_empty() {
            found.at(&place.key("items"), "there is nothing to apply for", "name at least one item");
        }
        let mut known = HashSet::new();
        for (at, id) in matter.items.iter().enumerate() {
            if !known.insert(id) {
                found.at(
                    &place.key("items").at(at),
                    format!("`{id}` stands twice"),
                    "name each item once",
                );
            }
        }
    }
}
