//! How papers reach the applicant: whoever is decided on is asked, by fields that can say so. Nothing is served into an account
//! without consent (民事诉讼法 90).

use super::index::Index;
use super::{Definition, Fitting, Found, Mistake};
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
                Fitting::YesOrNo,
                found,
            );
        }
        if let Some(address) = &rule.address {
            let kinds = [FieldKind::Text, FieldKind::Paragraph];
            asked(index, matter, address, &place.key("address"), &kinds, Fitting::Text, found);
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
            Mistake::NobodyAsksHow {
                item: item.definition.id.to_string(),
            },
        );
    }
}

fn way(index: &Index<'_>, matter: &Matter, field: &FieldId, place: &Place, found: &mut Found<'_>) {
    asked(index, matter, field, place, &[FieldKind::Choice], Fitting::Choice, found);
    let strange = index
        .field(field)
        .and_then(|field| field.choices.iter().find(|choice| !WAYS.contains(&choice.value.as_str())));
    if let Some(choice) = strange {
        found.at(
            place,
            Mistake::NoWayOfService {
                value: choice.value.clone(),
            },
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
    fitting: Fitting,
    found: &mut Found<'_>,
) {
    let is_asked = matter.parts.iter().any(|part| part.fields.contains(field));
    match index.field(field) {
        Some(_) if !is_asked => found.at(
            place,
            Mistake::NotInForm {
                field: field.to_string(),
            },
        ),
        Some(known) if !kinds.contains(&known.kind) => {
            found.at(
                place,
                Mistake::FieldIsNot {
                    field: field.to_string(),
                    fitting,
                },
            );
        }
        Some(_) => {}
        None => found.at(
            place,
            Mistake::NotThere {
                what: Definition::Field,
                id: field.to_string(),
            },
        ),
    }
}
