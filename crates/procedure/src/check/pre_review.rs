//! The rules of a pre-review: what is confirmed is confirmed behind a gate, and refinement has time.

use super::index::{Index, steps};
use super::{Found, Mistake};
use crate::definition::{Phase, StepKind, TurnsFormal};
use crate::pack::Placed;
use crate::plan::graph::Graph;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        let Some(rules) = &matter.pre_review else { continue };
        let place = place.key("pre_review");
        if rules.confirm.is_some() && rules.gate.is_none() {
            found.at(&place.key("confirm"), Mistake::ConfirmedWithoutGate);
        }
        if rules.refinement_rounds > 0 && rules.refinement_limit.days == 0 {
            found.at(&place.key("refinement_limit"), Mistake::NoTimeToRefine);
        }
    }
    reviews_behind_the_gate(index, found);
}

/// What is reviewed behind the gate is no pre-review, and nobody confirms it once more.
fn reviews_behind_the_gate(index: &Index<'_>, found: &mut Found<'_>) {
    for whole in index.whole_matters() {
        let graph = Graph::of(whole.matter, &whole.items);
        let Some(order) = graph.order() else { continue };
        let behind = graph.behind_at_least(&order);
        let waits = whole.items.iter().filter(|item| item.turns_formal == TurnsFormal::BehindGate);
        for item in waits.filter_map(|item| index.item(&item.id)) {
            let reviews = steps(item).filter(|(step, _)| step.kind == StepKind::Review && step.phase != Some(Phase::Formal));
            for (step, place) in reviews {
                if graph.position(step.id.as_str()).is_some_and(|position| behind[position]) {
                    found.at(
                        &place.key("phase"),
                        Mistake::PreReviewBehindGate {
                            step: step.id.to_string(),
                        },
                    );
                }
            }
        }
    }
}
