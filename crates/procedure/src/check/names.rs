//! Ids: well-formed, and each one of a kind.

use std::collections::HashMap;

use super::index::{Index, steps};
use super::{Definition, Found, Mistake};
use crate::definition::StepKind;
use crate::pack::{Place, Placed};

/// The longest id; with a region's code of nine digits and a duty it still makes the id of an organ and of a post.
pub(super) const ID_LENGTH_MAX: usize = 40;

/// Words of CEL, which no field can be called.
const WORDS_OF_CEL: [&str; 21] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    let pack = index.pack;
    fields(index, found);
    each(
        Definition::Material,
        ids(&pack.materials, |material| material.id.as_str()),
        found,
    );
    each(Definition::Item, ids(&pack.items, |item| item.id.as_str()), found);
    each(Definition::Matter, ids(&pack.matters, |matter| matter.id.as_str()), found);
    each(
        Definition::Department,
        ids(&pack.departments, |department| department.id.as_str()),
        found,
    );
    steps_of_items(index, found);
    for Placed {
        definition: matter,
        place,
    } in &pack.matters
    {
        let of_matter = |key: &str, position: usize| place.key(key).at(position).key("id");
        let gates = matter.gates.iter().enumerate();
        each(
            Definition::Gate,
            gates.map(|(at, gate)| (gate.id.as_str(), of_matter("gate", at))),
            found,
        );
        let groups = matter.groups.iter().enumerate();
        each(
            Definition::Group,
            groups.map(|(at, group)| (group.id.as_str(), of_matter("group", at))),
            found,
        );
        let parts = matter.parts.iter().enumerate();
        each(
            Definition::Part,
            parts.map(|(at, part)| (part.id.as_str(), of_matter("part", at))),
            found,
        );
    }
}

fn ids<T>(all: &[Placed<T>], id: fn(&T) -> &str) -> impl Iterator<Item = (&str, Place)> {
    all.iter().map(move |placed| (id(&placed.definition), placed.place.key("id")))
}

fn each<'a>(what: Definition, ids: impl Iterator<Item = (&'a str, Place)>, found: &mut Found<'_>) {
    let mut first = HashMap::new();
    for (id, place) in ids {
        if !is_well_formed(id, "-_") {
            found.at(&place, Mistake::NotAnId { what, id: id.to_owned() });
        }
        one_of_a_kind(what, id, place, &mut first, found);
    }
}

fn one_of_a_kind<'a>(what: Definition, id: &'a str, place: Place, first: &mut HashMap<&'a str, Place>, found: &mut Found<'_>) {
    match first.get(id) {
        Some(earlier) => {
            let earlier = found.whereabouts(earlier);
            found.at(
                &place,
                Mistake::DefinedTwice {
                    what,
                    id: id.to_owned(),
                    first: earlier,
                },
            );
        }
        None => {
            first.insert(id, place);
        }
    }
}

/// Conditions name fields, so a field's id must be an identifier of CEL.
fn fields(index: &Index<'_>, found: &mut Found<'_>) {
    let mut first = HashMap::new();
    for (id, place) in ids(&index.pack.fields, |field| field.id.as_str()) {
        if !is_well_formed(id, "_") {
            found.at(
                &place,
                Mistake::NotAnId {
                    what: Definition::Field,
                    id: id.to_owned(),
                },
            );
        } else if WORDS_OF_CEL.contains(&id) {
            found.at(&place, Mistake::ReservedWord { id: id.to_owned() });
        }
        one_of_a_kind(Definition::Field, id, place, &mut first, found);
    }
}

fn steps_of_items(index: &Index<'_>, found: &mut Found<'_>) {
    let mut first = HashMap::new();
    for item in &index.pack.items {
        for (step, place) in steps(item) {
            let (id, place) = (step.id.as_str(), place.key("id"));
            if !id.split('.').all(|part| is_well_formed(part, "-_")) {
                found.at(
                    &place,
                    Mistake::NotAnId {
                        what: Definition::Step,
                        id: id.to_owned(),
                    },
                );
            }
            let own_decision = step.kind == StepKind::Decision && *id == *format!("{}.decide", item.definition.id);
            let derived = id.strip_suffix(".confirm").or_else(|| id.strip_suffix(".decide"));
            if !own_decision && derived.is_some_and(|item| index.item(&item.into()).is_some()) {
                found.at(&place, Mistake::DerivedName { id: id.to_owned() });
            }
            one_of_a_kind(Definition::Step, id, place, &mut first, found);
        }
    }
}

fn is_well_formed(id: &str, marks: &str) -> bool {
    let of_id = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || marks.contains(one);
    id.len() <= ID_LENGTH_MAX && id.starts_with(|first: char| first.is_ascii_lowercase()) && id.chars().all(of_id)
}

#[cfg(test)]
mod tests {
    use identity::{FunctionId, OrganId, PostId};

    use super::*;

    proptest::proptest! {
        #[test]
        fn a_well_formed_department_makes_organs_and_posts(id in "[a-z][a-z0-9_-]{0,39}") {
            proptest::prop_assert!(is_well_formed(&id, "-_"));
            proptest::prop_assert!(id.parse::<FunctionId>().is_ok());
            let organ = format!("{id}-371625100");
            proptest::prop_assert!(organ.parse::<OrganId>().is_ok());
            let post = format!("{organ}-supervise");
            proptest::prop_assert!(post.parse::<PostId>().is_ok());
        }
    }

    #[test]
    fn an_id_is_plain_ascii() {
        for id in ["", "3a", "Energy", "能耗", "a b", "-a", "a.b", &"a".repeat(41)] {
            assert!(!is_well_formed(id, "-_"), "{id}");
        }
    }
}
