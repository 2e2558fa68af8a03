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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::tests::{plan, step};

    #[test]
    fn steps_beside_each_other_count_once() {
        let plan = plan(vec![step("energy", 10), step("water", 7)]);
        let chain = longest_chain(&plan, |index| plan.steps[index].limit.number);
        assert_eq!((chain.days, names(&chain)), (10, vec!["energy"]));
    }

    #[test]
    fn steps_after_each_other_add_up() {
        let plan = plan(vec![step("quota", 5), step("water", 7), step("eia", 10).after("quota")]);
        let chain = longest_chain(&plan, |index| plan.steps[index].limit.number);
        assert_eq!((chain.days, names(&chain)), (15, vec!["quota", "eia"]));
    }

    #[test]
    fn the_longest_before_the_gate_and_the_longest_behind_it_add_up_though_neither_waits_for_the_other() {
        let plan = plan(vec![
            step("eia", 20),
            step("scheme", 7),
            step("permit", 3).behind("land").after("scheme"),
            step("register", 2).behind("land"),
            step("issue", 1).after("register").after("permit"),
        ]);
        let chain = longest_chain(&plan, |index| plan.steps[index].limit.number);
        assert_eq!((chain.days, names(&chain)), (24, vec!["eia", "permit", "issue"]));
    }

    #[test]
    fn counted_days_make_the_count_as_limits_make_the_promise() {
        let plan = plan(vec![step("quota", 5), step("eia", 10).after("quota"), step("water", 7)]);
        let counted = [1, 2, 9];
        let chain = longest_chain(&plan, |index| counted[index]);
        assert_eq!((chain.days, names(&chain)), (9, vec!["water"]));
        let nothing = longest_chain(&plan, |_| 0);
        assert_eq!(nothing.days, 0);
    }

    #[test]
    fn without_steps_nothing_is_counted() {
        let plan = plan(Vec::new());
        assert_eq!(longest_chain(&plan, |_| 1), Chain::default());
    }

    proptest! {
        #[test]
        fn the_longest_chain_is_the_longest_of_all_chains(
            steps in prop::collection::vec((0u32..20, prop::bool::weighted(0.3), prop::collection::vec(any::<usize>(), 0..3)), 0..9)
        ) {
            let plan = plan(
                steps
                    .iter()
                    .enumerate()
                    .map(|(index, (days, gated, after))| {
                        let step = step(&index.to_string(), *days);
                        let step = if *gated { step.behind("land") } else { step };
                        after.iter().filter(|_| index > 0).fold(step, |step, after| step.after(&(after % index.max(1)).to_string()))
                    })
                    .collect(),
            );
            let behind = plan.behind_gate();
            let chain = longest_chain(&plan, |index| plan.steps[index].limit.number);
            prop_assert_eq!(chain.days, longest_of_all(&plan, &behind, false) + longest_of_all(&plan, &behind, true));
            // What it names adds up, and each step of it comes after the one before, except across the gate.
            let positions: Vec<usize> = chain
                .steps
                .iter()
                .map(|name| plan.steps.iter().position(|step| step.step == *name).unwrap())
                .collect();
            prop_assert_eq!(positions.iter().map(|&index| steps[index].0).sum::<u32>(), chain.days);
            for pair in positions.windows(2) {
                let follows = plan.steps[pair[1]].after.contains(&plan.steps[pair[0]].step);
                prop_assert!(follows || !behind[pair[0]] && behind[pair[1]]);
            }
        }
    }

    /// The longest of all ways on one side of the gate, each walked to its end.
    fn longest_of_all(plan: &Plan, behind: &[bool], side: bool) -> u32 {
        fn walk(plan: &Plan, behind: &[bool], from: usize) -> u32 {
            let next = (0..plan.steps.len())
                .filter(|&next| behind[next] == behind[from] && plan.steps[next].after.contains(&plan.steps[from].step));
            plan.steps[from].limit.number + next.map(|next| walk(plan, behind, next)).max().unwrap_or(0)
        }
        let starts = (0..plan.steps.len()).filter(|&index| behind[index] == side);
        starts.map(|start| walk(plan, behind, start)).max().unwrap_or(0)
    }

    fn names(chain: &Chain) -> Vec<&str> {
        chain.steps.iter().map(StepId::as_str).collect()
    }
}
