//! What issuing together saves: the planner's baseline less the planner's ours.
//!
//! Baseline: the outside procedure first (obtaining the land), then each item after its formal prerequisites. Ours: the same
//! procedure beside the pre-review, then what stands behind its gate. Every step takes its limit in both. The length of the
//! outside procedure is a stated parameter, or what the records say; nothing else is chosen, and nobody tunes the result.

use serde::{Deserialize, Serialize};

use super::{Plan, PlannedStep, schedule};
use crate::definition::{StepId, StepKind};

/// The lengths of a plan, in working days, from which a saving is reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lengths {
    /// The longest chain of all items after their formal prerequisites, without pre-review: no confirmation is needed then.
    pub formal: u32,
    /// The longest chain before the gate.
    pub before: u32,
    /// The longest chain behind it.
    pub behind: u32,
}

/// What a plan saves when the outside procedure takes so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saving {
    /// Working days of the outside procedure.
    pub outside: u32,
    /// Working days by the baseline: outside + formal.
    pub baseline: u32,
    /// Working days by ours: the longer of outside and before, + behind.
    pub ours: u32,
}

impl Lengths {
    /// The lengths of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let schedule = schedule(plan);
        let before = schedule.gate.unwrap_or(schedule.days);
        Self {
            formal: formal(plan),
            before,
            behind: schedule.days - before,
        }
    }

    /// What is saved when the outside procedure takes so many working days.
    #[must_use]
    pub fn saving(self, outside: u32) -> Saving {
        Saving {
            outside,
            baseline: outside + self.formal,
            ours: outside.max(self.before) + self.behind,
        }
    }
}

impl Saving {
    /// Working days saved; fewer than none where ours takes longer.
    #[must_use]
    pub fn days(self) -> i64 {
        i64::from(self.baseline) - i64::from(self.ours)
    }
}

/// The longest chain of the steps that there would be without pre-review.
fn formal(plan: &Plan) -> u32 {
    let mut ends: Vec<(StepId, u32)> = Vec::with_capacity(plan.steps.len());
    for step in &plan.steps {
        let from = step
            .after
            .iter()
            .filter_map(|before| ends.iter().find(|(known, _)| known == before))
            .map(|(_, end)| *end)
            .max()
            .unwrap_or(0);
        ends.push((step.step.clone(), from + formal_days(step)));
    }
    ends.into_iter().map(|(_, end)| end).max().unwrap_or(0)
}

/// A confirmation says behind the gate that a pre-review still holds: without pre-review it takes no time.
fn formal_days(step: &PlannedStep) -> u32 {
    match step.kind {
        StepKind::Confirmation => 0,
        StepKind::Acceptance
        | StepKind::Review
        | StepKind::Decision
        | StepKind::PublicNotice
        | StepKind::External
        | StepKind::Survey
        | StepKind::Meeting
        | StepKind::Hearing
        | StepKind::Payment => step.limit.number,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::tests::{plan, step};

    fn confirmation(name: &str, days: u32) -> PlannedStep {
        PlannedStep {
            kind: StepKind::Confirmation,
            ..step(name, days)
        }
    }

    #[test]
    fn the_land_comes_first_in_the_baseline_and_beside_the_reviews_in_ours() {
        let plan = plan(vec![
            step("eia", 20),
            step("scheme", 7),
            confirmation("scheme.confirm", 2).behind("land").after("scheme"),
            step("scheme.decide", 1).after("scheme.confirm"),
            step("register", 2).behind("land"),
        ]);
        let lengths = Lengths::of(&plan);
        assert_eq!(
            lengths,
            Lengths {
                formal: 20,
                before: 20,
                behind: 3
            }
        );
        let table = [(30, 50, 33, 17), (10, 30, 23, 7), (0, 20, 23, -3), (20, 40, 23, 17)];
        for (outside, baseline, ours, saved) in table {
            let saving = lengths.saving(outside);
            assert_eq!(
                (saving.baseline, saving.ours, saving.days()),
                (baseline, ours, saved),
                "land takes {outside}"
            );
        }
    }

    #[test]
    fn formal_prerequisites_add_up_in_the_baseline() {
        let plan = plan(vec![
            step("filing", 1),
            step("scheme", 12).after("filing"),
            step("permit", 5).behind("land").after("scheme"),
            step("build", 3).after("permit"),
        ]);
        assert_eq!(
            Lengths::of(&plan),
            Lengths {
                formal: 21,
                before: 13,
                behind: 8
            }
        );
    }

    #[test]
    fn without_a_gate_nothing_stands_behind_it() {
        let lengths = Lengths::of(&plan(vec![step("check", 5), step("permit", 3).after("check")]));
        assert_eq!(
            lengths,
            Lengths {
                formal: 8,
                before: 8,
                behind: 0
            }
        );
    }

    proptest! {
        #[test]
        fn no_more_is_saved_than_the_land_takes(
            steps in prop::collection::vec((0u32..20, prop::bool::weighted(0.3), prop::collection::vec(any::<usize>(), 0..3)), 1..9),
            outside in 0u32..60,
        ) {
            let steps = steps.iter().enumerate().map(|(index, (days, gated, after))| {
                let step = step(&index.to_string(), *days);
                let step = if *gated { step.behind("land") } else { step };
                after.iter().filter(|_| index > 0).fold(step, |step, after| step.after(&(after % index.max(1)).to_string()))
            });
            let saving = Lengths::of(&plan(steps.collect())).saving(outside);
            prop_assert!(saving.days() <= i64::from(outside));
            prop_assert!(saving.ours >= outside);
        }
    }
}
