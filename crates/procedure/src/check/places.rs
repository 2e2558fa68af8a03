//! Where the subject of an application lies: the field that a matter names for it asks for a region, in its form.

use super::index::Index;
use super::{Found, Mistake};
use crate::definition::FieldKind;
use crate::pack::Placed;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        let Some(field) = &matter.place else { continue };
        let is_asked = matter.parts.iter().any(|part| part.fields.contains(field));
        let is_region = index.field(field).is_some_and(|field| field.kind == FieldKind::Region);
        if !(is_asked && is_region) {
            found.at(
                &place.key("place"),
                Mistake::NoRegionAsked {
                    field: field.to_string(),
                },
            );
        }
    }
}
