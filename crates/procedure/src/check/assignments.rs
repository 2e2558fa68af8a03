//! Assignments by rule: for all answers exactly one function acts.

use super::Found;
use super::index::{Index, steps};
use crate::definition::Assignment;
use crate::pack::Place;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for item in &index.pack.items {
        if let Some(decide) = &item.definition.decide {
            someone_acts(decide, &item.place.key("decide"), found);
        }
        for (step, place) in steps(item) {
            someone_acts(&step.function, &place.key("function"), found);
        }
    }
}

fn someone_acts(assignment: &Assignment, place: &Place, found: &mut Found<'_>) {
    let Assignment::ByRule(rules) = assignment else { return };
    let Some((last, earlier)) = rules.split_last() else {
        found.at(place, "no function is named", "name a function");
        return;
    };
    if last.when.is_some() {
        found.at(
            &place.at(earlier.len()).key("when"),
            "the last rule has a condition, so that for some answers nobody acts",
            "end with a rule without `when`",
        );
    }
    for (at, _) in earlier.iter().enumerate().filter(|(_, rule)| rule.when.is_none()) {
        found.at(
            &place.at(at),
            "a rule without condition stands before others, which therefore never act",
            "put it last, or give it a `when`",
        );
    }
}
