//! How papers reach the applicant: whoever is decided on is asked, by fields that can say so. Nothing is served into an account
//! without consent (民事诉讼法 90).

use super::Found;
use super::index::Index;
use crate::definition::{FieldId, FieldKind, Matter, TurnsFormal};
use crate::pack::{Place, Placed};

/// The ways of service, as a choice names them.
const WAYS: [&str; 3] = ["electronic", "window", "post"];

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        let Some(rule) = &matter.delivery else {
            nobody_asks(index, matter, place, found);
            continue;
        };
        let place = place.key("delivery");
        way(index, matter, &rule.way, &place.key("way"), found);
        if let Some(consent) = &rule.consent {
            asked(
                index,
                matter,
                consent,
                &place.key("consent"),
                &[FieldKind::Boolean],
                "a yes or no",
                found,
            );
        }
        if let Some(address) = &rule.address {
            let kinds = [FieldKind::Text, FieldKind::Paragraph];
            asked(index, matter, address, &place.key("address"), &kinds, "a text", found);
        }
    }
}

/// A decision is served, so the applicant is asked in which way.
fn nobody_asks(index: &Index<'_>, matter: &Matter, place: &Place, found: &mut Found<'_>) {
    let items = matter.items.iter().filter_map(|id| index.item(id));
    let mut decided = items.filter(|item| item.definition.turns_formal != TurnsFormal::Never);
    if let Some(item) = decided.next() {
        found.at(
            &place.key("items"),
            format!(
                "`{}` is decided, and nobody asks how its papers reach the applicant",
                item.definition.id
            ),
            "add [delivery] with `way`, a choice of the form that offers electronic, window and post",
        );
    }
}

fn way(index: &Index<'_>, matter: &Matter, field: &FieldId, place: &Place, found: &mut Found<'_>) {
    asked(index, matter, field, place, &[FieldKind::Choice], "a choice", found);
    let strange = index
        .field(field)
        .and_then(|field| field.choices.iter().find(|choice| !WAYS.contains(&choice.value.as_str())));
    if let Some(choice) = strange {
        found.at(
            place,
            format!("`{}` is no way of service", choice.value),
            "offer electronic, window and post, or some of them",
        );
    }
}

/// A field that the matter's form asks, and that is of one of these kinds.
fn asked(
    index: &Index<'_>,
    matter: &Matter,
    field: &FieldId,
    place: &Place,
    kinds: &[FieldKind],
    must_be: &str,
    found: &mut Found<'_>,
) {
    let is_asked = matter.parts.iter().any(|part| part.fields.contains(field));
    match index.field(field) {
        Some(_) if !is_asked => found.at(
            place,
            format!("the form does not ask `{field}`"),
            "put it into a part of the form",
        ),
        Some(known) if !kinds.contains(&known.kind) => {
            found.at(place, format!("`{field}` is not {must_be}"), "name a field that is");
        }
        Some(_) => {}
        None => found.at(place, format!("there is no field `{field}`"), "name a field of fields/"),
    }
}
