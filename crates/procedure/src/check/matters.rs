//! Matters: each has somebody who may apply and something to apply for.

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
        if matter.audience.is_empty() {
            found.at(&place.key("audience"), Mistake::NobodyMayApply);
        }
        if matter.items.is_empty() {
            found.at(&place.key("items"), Mistake::NothingToApplyFor);
        }
        let mut known = HashSet::new();
        for (at, id) in matter.items.iter().enumerate() {
            if !known.insert(id) {
                found.at(&place.key("items").at(at), Mistake::ListedTwice { id: id.to_string() });
            }
        }
    }
}
