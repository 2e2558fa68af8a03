//! The longest chain: what an application's count of working days is, promised or counted.

use super::Plan;
use crate::definition::StepId;

/// The chain of steps with the largest sum of days, before the gate plus behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Its steps, in order.
    pub steps: Vec<StepId>,
    /// The sum of their days.
    pub days: u32,
}

/// The longest chain when each step, by its position in the plan, takes the given days.
///
/// With limits it is the promise's proof: if every step keeps its limit, no application counts more.
/// With counted government days it is the application's own count.
#[must_use]
pub fn longest_chain(plan: &Plan, days: impl Fn(usize) -> u32) -> Chain {
    let behind = plan.behind_gate();
    let mut before = longest(plan, &days, |index| !behind[index]);
    let after = longest(plan, &days, |index| behind[index]);
    before.days += after.days;
    before.steps.extend(after.steps);
    before
}

fn longest(plan: &Plan, days: &impl Fn(usize) -> u32, counts: impl Fn(usize) -> bool) -> Chain {
    let mut best: Vec<(u32, Option<usize>)> = Vec::with_capacity(plan.steps.len());
    for (index, step) in plan.steps.iter().enumerate() {
        let before = (0..index).filter(|&earlier| counts(earlier) && step.after.contains(&plan.steps[earlier].step));
        let (so_far, through) = before
            .map(|earlier| (best[earlier].0, Some(earlier)))
            .max_by_key(|(sum, _)| *sum)
            .unwrap_or_default();
        best.push(if counts(index) {
            (so_far + days(index), through)
        } else {
            (0, None)
        });
    }
    let Some(last) = (0..best.len())
        .filter(|&index| counts(index))
        .max_by_key(|&index| best[index].0)
    else {
        return Chain::default();
    };
    let mut steps = Vec::new();
    let mut here = Some(last);
    while let Some(index) = here {
        steps.push(plan.steps[index].step.clone());
        here = best[index].1;
    }
    steps.reverse();
    Chain {
        days: best[last].0,
        steps,
    }
}
