//! The form: nothing is asked twice, and no part is empty.

use std::collections::HashMap;

use super::Found;
use super::index::Index;
use crate::pack::Placed;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        let mut asked: HashMap<_, _> = matter.questions.iter().map(|id| (id, "a question")).collect();
        for (at, part) in matter.parts.iter().enumerate() {
            let fields = place.key("part").at(at).key("fields");
            if part.fields.is_empty() {
                found.at(
                    &fields,
                    format!("the part `{}` has no fields", part.id),
                    "add fields, or remove the part",
                );
            }
            for (at, id) in part.fields.iter().enumerate() {
                if let Some(by) = asked.insert(id, "the form") {
                    found.at(
                        &fields.at(at),
                        format!("`{id}` is asked by {by} already"),
                        "ask for each thing once",
                    );
                }
            }
        }
    }
}
