//! The order of a matter's steps, whatever the answers: who stands after whom, who stands behind a gate, and how
//! long the longest chain can get.

use std::collections::BTreeSet;

use super::steps::{Drafted, drafted};
use crate::definition::{GateId, Item, Matter};

/// All steps of a matter with the steps they come after.
///
/// Which of them apply depends on the answers. Taking steps away takes chains away and never makes one; but a step
/// whose only way behind a gate is taken away stands before it.
pub(crate) struct Graph<'a> {
    pub(crate) steps: Vec<Drafted<'a>>,
    /// For each step the positions of the steps it comes after.
    pub(crate) before: Vec<Vec<usize>>,
}

/// The longest way through some steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) days: u32,
    pub(crate) steps: Vec<usize>,
}

impl<'a> Graph<'a> {
    pub(crate) fn of(matter: &'a Matter, items: &[&'a Item]) -> Self {
        let steps = drafted(matter, items);
        let before = steps
            .iter()
            .map(|step| step.after.iter().filter_map(|id| position(&steps, id.as_str())).collect())
            .collect();
        Self { steps, before }
    }

    /// The position of a step.
    pub(crate) fn position(&self, step: &str) -> Option<usize> {
        position(&self.steps, step)
    }

    /// The steps in an order in which each stands behind those it comes after; none where they wait for each other.
    pub(crate) fn order(&self) -> Option<Vec<usize>> {
        let (order, left) = in_order(&self.before);
        left.is_empty().then_some(order)
    }

    /// Steps that wait for each other, in the order in which they wait.
    pub(crate) fn cycles(&self) -> Vec<Vec<usize>> {
        let mut before = self.before.clone();
        let mut cycles = Vec::new();
        loop {
            let (_, left) = in_order(&before);
            let Some(cycle) = left.first().map(|first| cycle_from(*first, &left, &before)) else {
                return cycles;
            };
            let (first, last) = (cycle[0], cycle[cycle.len() - 1]);
            before[first].retain(|earlier| *earlier != last);
            cycles.push(cycle);
        }
    }

    /// Every step that a step comes after, directly or through others.
    pub(crate) fn all_before(&self, step: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open = self.before[step].clone();
        while let Some(earlier) = open.pop() {
            if found.insert(earlier) {
                open.extend(&self.before[earlier]);
            }
        }
        found
    }

    /// The gates that a step waits for, directly or through others, when every step applies.
    pub(crate) fn gates_before(&self, step: usize) -> BTreeSet<&GateId> {
        let before = self.all_before(step);
        let steps = before.into_iter().chain([step]).map(|step| &self.steps[step]);
        steps.flat_map(|step| &step.gates).collect()
    }

    /// The steps that stand behind a gate if all apply; without them nothing stands behind a gate.
    pub(crate) fn behind_at_most(&self, order: &[usize]) -> Vec<bool> {
        self.behind(order, |_, _| true)
    }

    /// The steps that stand behind a gate whichever of the others apply.
    pub(crate) fn behind_at_least(&self, order: &[usize]) -> Vec<bool> {
        self.behind(order, |earlier, step| self.applies_with(earlier, step))
    }

    /// For each step whether it has a gate, or comes after one behind a gate in the way that counts.
    pub(crate) fn behind(&self, order: &[usize], counts: impl Fn(usize, usize) -> bool) -> Vec<bool> {
        let mut behind = vec![false; self.steps.len()];
        for &step in order {
            let through = self.before[step]
                .iter()
                .any(|&earlier| behind[earlier] && counts(earlier, step));
            behind[step] = through || !self.steps[step].gates.is_empty();
        }
        behind
    }

    /// Whether one step applies whenever another does.
    fn applies_with(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.steps[one], &self.steps[other]);
        let of_item = one.item.id == other.item.id || one.item.when.is_none() || one.item.when == other.item.when;
        of_item && (one.when.is_none() || one.when == other.when)
    }

    /// The longest way through the steps that count.
    pub(crate) fn longest(&self, order: &[usize], counts: impl Fn(usize) -> bool) -> Way {
        let (best, through) = self.longest_ending(order, &counts);
        let last = order
            .iter()
            .copied()
            .filter(|step| counts(*step))
            .max_by_key(|step| best[*step]);
        let mut steps: Vec<usize> = std::iter::successors(last, |step| through[*step]).collect();
        steps.reverse();
        Way {
            days: last.map_or(0, |last| best[last]),
            steps,
        }
    }

    /// For each step the days of the longest way that leads through it.
    pub(crate) fn longest_through(&self, order: &[usize], counts: impl Fn(usize) -> bool) -> Vec<u32> {
        let (ending, _) = self.longest_ending(order, &counts);
        let mut starting = vec![0; self.steps.len()];
        for &step in order.iter().rev().filter(|step| counts(**step)) {
            starting[step] += self.days(step);
            for &earlier in &self.before[step] {
                starting[earlier] = starting[step].max(starting[earlier]);
            }
        }
        (0..self.steps.len())
            .map(|step| {
                if counts(step) {
                    ending[step] + starting[step] - self.days(step)
                } else {
                    0
                }
            })
            .collect()
    }

    fn longest_ending(&self, order: &[usize], counts: &impl Fn(usize) -> bool) -> (Vec<u32>, Vec<Option<usize>>) {
        let mut best = vec![0; self.steps.len()];
        let mut through = vec![None; self.steps.len()];
        for &step in order.iter().filter(|step| counts(**step)) {
            let before = self.before[step].iter().copied().filter(|earlier| counts(*earlier));
            through[step] = before.max_by_key(|earlier| best[*earlier]);
            best[step] = through[step].map_or(0, |earlier| best[earlier]) + self.days(step);
        }
        (best, through)
    }

    /// The days of a step's limit. Calendar days count like working days, of which they contain at most as many.
    pub(crate) fn days(&self, step: usize) -> u32 {
        self.steps[step].limit.days
    }
}

fn position(steps: &[Drafted<'_>], id: &str) -> Option<usize> {
    steps.iter().position(|step| step.step.as_str() == id)
}

/// Positions in an order that can be walked, and those that wait for each other or for such.
fn in_order(before: &[Vec<usize>]) -> (Vec<usize>, Vec<usize>) {
    let mut done = vec![false; before.len()];
    let mut order = Vec::with_capacity(before.len());
    while let Some(next) = (0..before.len()).find(|&step| !done[step] && before[step].iter().all(|&earlier| done[earlier])) {
        done[next] = true;
        order.push(next);
    }
    let left = (0..before.len()).filter(|&step| !done[step]).collect();
    (order, left)
}

/// Walks back from a step that waits in vain until a step comes up again.
fn cycle_from(start: usize, left: &[usize], before: &[Vec<usize>]) -> Vec<usize> {
    let mut walked = vec![start];
    loop {
        let here = walked[walked.len() - 1];
        // Each step left waits for another one left, else it would stand in the order.
        let Some(earlier) = before[here].iter().copied().find(|earlier| left.contains(earlier)) else {
            return walked;
        };
        if let Some(again) = walked.iter().position(|step| *step == earlier) {
            let mut cycle = walked.split_off(again);
            cycle.reverse();
            return cycle;
        }
        walked.push(earlier);
    }
}
