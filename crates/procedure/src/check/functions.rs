//! Functions: each belongs to one department, and for each that is named there is an organ in every county.

use std::collections::HashMap;

use identity::FunctionId;

use super::index::{Index, steps};
use super::{Found, Mistake};
use crate::definition::{Assignment, Department};
use crate::pack::{Place, Placed};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    one_department_each(index, found);
    for Placed { definition, place } in &index.pack.departments {
        makes_organs(definition, place, found);
    }
    for (place, function) in named(index) {
        match index.department(function) {
            Some(department) => in_every_county(index, function, department, &place, found),
            None if index.pack.unread.is_empty() => found.at(
                &place,
                Mistake::NobodysFunction {
                    function: function.to_string(),
                },
            ),
            // The department may be among those that could not be read.
            None => {}
        }
    }
}

fn one_department_each(index: &Index<'_>, found: &mut Found<'_>) {
    let mut first = HashMap::new();
    for Placed { definition, place } in &index.pack.departments {
        for (at, function) in definition.functions.iter().enumerate() {
            if let Some(earlier) = first.insert(function, &definition.id) {
                found.at(
                    &place.key("functions").at(at),
                    Mistake::FunctionTwice {
                        function: function.to_string(),
                        department: earlier.to_string(),
                    },
                );
            }
        }
    }
}

/// A department has organs at its levels, and a name at each.
fn makes_organs(department: &Department, place: &Place, found: &mut Found<'_>) {
    if department.levels.is_empty() {
        found.at(
            &place.key("levels"),
            Mistake::NoLevels {
                department: department.id.to_string(),
            },
        );
    }
    for level in department.levels.iter().filter(|level| !department.names.contains_key(level)) {
        found.at(
            &place.key("names"),
            Mistake::NoNameAtLevel {
                department: department.id.to_string(),
                level: level.as_str().to_owned(),
            },
        );
    }
}

/// Every function that acts somewhere, with the place where it is named.
fn named<'a>(index: &Index<'a>) -> Vec<(Place, &'a FunctionId)> {
    let mut named = Vec::new();
    for item in &index.pack.items {
        if let Some(decide) = &item.definition.decide {
            of_assignment(&item.place.key("decide"), decide, &mut named);
        }
        for (step, place) in steps(item) {
            of_assignment(&place.key("function"), &step.function, &mut named);
        }
    }
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        named.push((place.key("lead"), &matter.lead));
        let gates = matter.gates.iter().enumerate();
        named.extend(gates.map(|(at, gate)| (place.key("gate").at(at).key("function"), &gate.function)));
    }
    named
}

fn of_assignment<'a>(place: &Place, assignment: &'a Assignment, named: &mut Vec<(Place, &'a FunctionId)>) {
    match assignment {
        Assignment::One(function) => named.push((place.clone(), function)),
        Assignment::ByRule(rules) => {
            let rules = rules.iter().enumerate();
            named.extend(rules.map(|(at, rule)| (place.at(at).key("function"), &rule.function)));
        }
    }
}

fn in_every_county(index: &Index<'_>, function: &FunctionId, department: &Department, place: &Place, found: &mut Found<'_>) {
    let has_organ = |county| index.upwards(county).any(|region| department.levels.contains(&region.level));
    let without: Vec<String> = index
        .counties()
        .filter(|county| !has_organ(county))
        .map(|county| format!("{} {}", county.code, county.name))
        .collect();
    if !without.is_empty() {
        found.at(
            place,
            Mistake::NoOrganFor {
                function: function.to_string(),
                counties: without,
                department: department.id.to_string(),
            },
        );
    }
}
