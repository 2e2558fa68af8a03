//! When each step runs if every step takes its limit: what a picture of "what will happen" is drawn from.

use super::{Plan, longest_chain};
use crate::definition::StepId;

/// A plan laid out in government days, from receipt on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Each step of the plan, in its order.
    pub steps: Vec<Scheduled>,
    /// The day after which the gate can open: the end of the longest chain before it. None without a gate.
    pub gate: Option<u32>,
    /// The day on which everything is done: the longest chain before the gate plus the one behind it.
    pub days: u32,
}

/// A step with its place in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    /// Which.
    pub step: StepId,
    /// After how many days it can begin.
    pub from: u32,
    /// After how many days it ends by its limit.
    pub to: u32,
    /// Whether the gate must be open first.
    pub behind_gate: bool,
    /// Whether it is on the longest chain.
    pub longest: bool,
}

/// Every step as early as those before it allow. What stands behind the gate begins where the longest chain before it
/// ends: both count, and the time in between, which is the applicant's, does not.
#[must_use]
pub fn schedule(plan: &Plan) -> Schedule {
    let behind = plan.behind_gate();
    let days = |index: usize| plan.steps[index].limit.number;
    let chain = longest_chain(plan, days);
    let gate: u32 = (0..plan.steps.len())
        .filter(|&index| !behind[index] && chain.steps.contains(&plan.steps[index].step))
        .map(days)
        .sum();
    let mut steps: Vec<Scheduled> = Vec::with_capacity(plan.steps.len());
    for (index, step) in plan.steps.iter().enumerate() {
        let earliest = if behind[index] { gate } else { 0 };
        let from = steps
            .iter()
            .filter(|earlier| step.after.contains(&earlier.step))
            .map(|earlier| earlier.to)
            .fold(earliest, u32::max);
        steps.push(Scheduled {
            step: step.step.clone(),
            from,
            to: from + days(index),
            behind_gate: behind[index],
            longest: chain.steps.contains(&step.step),
        });
    }
    Schedule {
        steps,
        gate: behind.contains(&true).then_some(gate),
        days: chain.days,
    }
}
