//! Public notices: what they show exists, is asked, and is nobody's personal affair.

use super::index::{Index, steps};
use super::limits::limit;
use super::{Definition, Found, Mistake};
use crate::definition::{FieldId, Item, Matter, Notice, StepKind};
use crate::pack::{Place, Placed};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for item in &index.pack.items {
        for (step, place) in steps(item) {
            let Some(notice) = &step.notice else { continue };
            let place = place.key("notice");
            if step.kind != StepKind::PublicNotice {
                found.at(
                    &place,
                    Mistake::ShowsNothing {
                        step: step.id.to_string(),
                    },
                );
            }
            if let Some(answer) = &notice.answer {
                limit(answer, &place.key("answer"), found);
            }
            shows(index, item, notice, &place.key("shows"), found);
        }
    }
}

fn shows(index: &Index<'_>, item: &Placed<Item>, notice: &Notice, place: &Place, found: &mut Found<'_>) {
    for (at, id) in notice.shows.iter().enumerate() {
        let place = place.at(at);
        match index.field(id) {
            Some(field) if field.personal => found.at(&place, Mistake::PersonalInNotice { field: id.to_string() }),
            Some(_) => {
                let silent = index.matters_with(&item.definition.id).find(|matter| !asks(matter, id));
                if let Some(matter) = silent {
                    found.at(
                        &place,
                        Mistake::NotAskedHere {
                            matter: matter.id.to_string(),
                            field: id.to_string(),
                        },
                    );
                }
            }
            None if index.unread(id.as_str()) => {}
            None => found.at(
                &place,
                Mistake::NotThere {
                    what: Definition::Field,
                    id: id.to_string(),
                },
            ),
        }
    }
}

fn asks(matter: &Matter, id: &FieldId) -> bool {
    let mut fields = matter.parts.iter().flat_map(|part| &part.fields).chain(&matter.questions);
    fields.any(|field| field == id)
}
