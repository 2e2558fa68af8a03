//! The form: nothing is asked twice, and no part is empty.

use std::collections::HashMap;

use super::index::Index;
use super::{AskedBy, Found, Mistake};
use crate::pack::Placed;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        let mut asked: HashMap<_, _> = matter.questions.iter().map(|id| (id, AskedBy::Question)).collect();
        for (at, part) in matter.parts.iter().enumerate() {
            let fields = place.key("part").at(at).key("fields");
            if part.fields.is_empty() {
                found.at(
                    &fields,
                    Mistake::EmptyPart {
                        part: part.id.to_string(),
                    },
                );
            }
            for (at, id) in part.fields.iter().enumerate() {
                if let Some(by) = asked.insert(id, AskedBy::Form) {
                    found.at(
                        &fields.at(at),
                        Mistake::AskedBefore {
                            field: id.to_string(),
                            by,
                        },
                    );
                }
            }
        }
    }
}
