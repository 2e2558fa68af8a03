//! Assignments by rule: for all answers exactly one function acts.

use super::index::{Index, steps};
use super::{Found, Mistake};
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
        found.at(place, Mistake::NoFunctionNamed);
        return;
    };
    if last.when.is_some() {
        found.at(&place.at(earlier.len()).key("when"), Mistake::NobodyActsForSome);
    }
    for (at, _) in earlier.iter().enumerate().filter(|(_, rule)| rule.when.is_none()) {
        found.at(&place.at(at), Mistake::RuleHidesOthers);
    }
}
