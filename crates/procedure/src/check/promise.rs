//! The promise: with no answers does the longest chain of a matter's steps take longer than what is promised.

use super::index::Index;
use super::proof::{Case, Reached};
use super::{Found, Mistake};
use crate::condition::COMBINATIONS_MAX;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for whole in index.whole_matters() {
        let Some(case) = Case::of(whole.matter, &whole.items, &whole.questions) else {
            continue;
        };
        let promise = whole.matter.promise.limit.days;
        let bound = case.bound().days();
        if bound <= promise {
            continue;
        }
        let place = whole.place.key("promise").key("limit");
        match case.worst(promise) {
            Ok(None) => {}
            Ok(Some(worst)) => found.at(&place, broken(&case, &worst, promise)),
            Err(_) => found.at(
                &place,
                Mistake::PromiseUnproven {
                    promise,
                    bound,
                    combinations: u32::try_from(COMBINATIONS_MAX).unwrap_or(u32::MAX),
                },
            ),
        }
    }
}

fn broken(case: &Case<'_>, worst: &Reached, promise: u32) -> Mistake {
    let steps = worst.chain.steps().map(|step| case.graph.steps[step].step.to_string());
    Mistake::PromiseBroken {
        answers: worst.answers.to_string(),
        steps: steps.collect(),
        days: worst.chain.days(),
        promise,
    }
}
