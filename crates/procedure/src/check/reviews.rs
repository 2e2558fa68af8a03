//! Reviews: an item that some step reviews is never decided without a review.

use std::ops::ControlFlow;

use super::conditions::reads_only;
use super::index::{Index, WholeMatter, steps};
use super::{Found, Mistake};
use crate::Condition;
use crate::condition::Combinations;
use crate::definition::{Item, StepKind, TurnsFormal};
use crate::pack::Placed;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for whole in index.whole_matters() {
        let items = whole.items.iter().filter(|item| item.turns_formal != TurnsFormal::Never);
        for item in items.filter_map(|item| index.item(&item.id)) {
            always_reviewed(&whole, item, index, found);
        }
    }
}

fn always_reviewed(whole: &WholeMatter<'_>, item: &Placed<Item>, index: &Index<'_>, found: &mut Found<'_>) {
    let reviews = || steps(item).filter(|(step, _)| step.kind == StepKind::Review);
    // Where a review always applies, or none is foreseen, there is nothing to prove.
    let Some(whens) = reviews()
        .map(|(step, _)| step.when.as_ref())
        .collect::<Option<Vec<&Condition>>>()
    else {
        return;
    };
    let Some((_, first)) = reviews().next() else { return };
    let applies: Vec<&Condition> = item.definition.when.iter().collect();
    let conditions: Vec<&Condition> = applies.iter().chain(&whens).copied().collect();
    let asked = &whole.matter.questions;
    if !conditions.iter().all(|condition| reads_only(index, condition, asked)) {
        return;
    }
    let without = Combinations::of(&whole.questions, &conditions).visit(|combination| {
        let (applies, reviewed) = (0..applies.len(), applies.len()..conditions.len());
        if applies.into_iter().all(|at| combination.holds(at)) && !reviewed.into_iter().any(|at| combination.holds(at)) {
            ControlFlow::Break(combination.answers())
        } else {
            ControlFlow::Continue(())
        }
    });
    if let Ok(Some(answers)) = without {
        found.at(
            &first.key("when"),
            Mistake::DecidedWithoutReview {
                matter: whole.matter.id.to_string(),
                item: item.definition.id.to_string(),
                answers: answers.to_string(),
            },
        );
    }
}
