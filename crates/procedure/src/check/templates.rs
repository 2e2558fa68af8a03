//! Templates: every document that is issued or signed has one.

use super::Found;
use super::index::Index;
use crate::pack::{Place, Placed};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed { definition: item, place } in &index.pack.items {
        if let Some(certificate) = &item.certificate {
            exists(index, &certificate.template, &place.key("certificate").key("template"), found);
        }
    }
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        if let Some(commitment) = &matter.commitment {
            exists(index, &commitment.template, &place.key("commitment").key("template"), found);
        }
    }
}

fn exists(index: &Index<'_>, template: &str, place: &Place, found: &mut Found<'_>) {
    if !index.pack.templates.iter().any(|known| known == template) {
        found.at(
            place,
            format!("there is no template `{template}`"),
            "put it into templates/, or correct the name",
        );
    }
}
