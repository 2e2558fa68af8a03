//! The guided questions: each is asked once, can decide something, and does.

use std::collections::HashSet;

use super::index::Index;
use super::standing;
use super::{Found, Mistake};
use crate::definition::{FieldId, Matter, MatterId};
use crate::pack::Placed;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    let standing = standing::all(index);
    let read: HashSet<(&MatterId, &FieldId)> = standing
        .iter()
        .flat_map(|standing| standing.matters.iter().map(move |matter| (&matter.id, standing.condition)))
        .flat_map(|(matter, condition)| condition.fields().into_iter().map(move |field| (matter, field)))
        .collect();
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        let mut asked = HashSet::new();
        for (at, id) in matter.questions.iter().enumerate() {
            let place = place.key("questions").at(at);
            let Some(field) = index.field(id) else { continue };
            if !asked.insert(id) {
                found.at(&place, Mistake::QuestionTwice { field: id.to_string() });
            } else if !field.kind.decides() {
                found.at(&place, Mistake::DecidesNothing { field: id.to_string() });
            } else if !read.contains(&(&matter.id, id)) && judged(index, matter) {
                found.at(&place, Mistake::NobodyReads { field: id.to_string() });
            }
        }
    }
}

/// What is unread may be what would have read the answer.
fn judged(index: &Index<'_>, matter: &Matter) -> bool {
    index.pack.unread.is_empty() && matter.items.iter().all(|item| index.item(item).is_some())
}
