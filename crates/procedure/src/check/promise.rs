//! The promise: with no answers does the longest chain of a matter's steps take longer than what is promised.

use super::Found;
use super::index::Index;
use super::proof::{Case, Reached};
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
            Ok(Some(worst)) => found.at(
                &place,
                broken(&case, &worst, promise),
                "shorten a step of this chain, let steps run beside each other, or promise more",
            ),
            Err(_) => found.at(
                &place,
                format!(
                    "the promise of {promise} days cannot be proven: if every step applied, the longest chain would \
                     take {bound}, and more than {COMBINATIONS_MAX} combinations of answers decide whether it is reached"
                ),
                "shorten a step, or let fewer questions decide about the longest chains",
            ),
        }
    }
}

/// Such as "answers renovation = true: chain a → b → c = 47 days > 45".
fn broken(case: &Case<'_>, worst: &Reached, promise: u32) -> String {
    let steps: Vec<&str> = worst.chain.steps().map(|step| case.graph.steps[step].step.as_str()).collect();
    let answers = if worst.answers.is_empty() {
        "any answers".to_owned()
    } else {
        format!("answers {}", worst.answers)
    };
    format!(
        "{answers}: chain {} = {} days > {promise}",
        steps.join(" → "),
        worst.chain.days()
    )
}
