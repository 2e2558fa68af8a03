//! Commitment letters: whoever signs one commits to something.

use super::index::Index;
use super::{Found, Mistake};
use crate::pack::Placed;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        let Some(commitment) = &matter.commitment else { continue };
        if commitment.statements.iter().all(|statement| statement.trim().is_empty()) {
            found.at(&place.key("commitment").key("statements"), Mistake::CommitsToNothing);
        }
    }
}
