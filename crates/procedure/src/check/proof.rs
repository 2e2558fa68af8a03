//! The proof of a promise: how long the longest chain of a matter's steps can get, over all combinations of answers.
//!
//! First a bound: the longest chain if every step applied. Often its steps do apply together for some answers, and then
//! the bound is the truth. Where they don't, the combinations of the answers that decide about the longer chains are
//! looked at one by one; where these are too many, the bound remains a bound and is called so.

use std::ops::ControlFlow;

use serde::Serialize;

use crate::condition::{Combination, Combinations, TooMany, applies};
use crate::definition::{Field, Item, Matter, MatterId, StepId};
use crate::plan::graph::{Graph, Way};
use crate::{Answers, Condition};

/// What is proven of one matter, for `zhoudao check` to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The matter.
    pub matter: MatterId,
    /// Its items.
    pub items: usize,
    /// Their steps, derived ones included.
    pub steps: usize,
    /// How many combinations of answers its conditions tell apart at most; the proof covers them all.
    pub combinations: u128,
    /// The days promised.
    pub promise: u32,
    /// The days of the longest chain.
    pub days: u32,
    /// Its steps before the gate, in order.
    pub before_gate: Vec<Link>,
    /// Its steps behind the gate, in order.
    pub behind_gate: Vec<Link>,
    /// Whether some answers make the chain that long.
    pub certainty: Certainty,
}

/// A step of the longest chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The step.
    pub step: StepId,
    /// Its days.
    pub days: u32,
}

/// How sure the number of days is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// These answers lead to the chain, and none lead to a longer one.
    Reached(Answers),
    /// No answers lead to a longer chain; whether any lead to one that long is not known.
    Bound,
}

/// A chain that some answers lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reached {
    pub(super) chain: TwoWays,
    pub(super) answers: Answers,
}

/// A chain in its two parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TwoWays {
    pub(super) before: Way,
    pub(super) behind: Way,
}

impl TwoWays {
    pub(super) fn days(&self) -> u32 {
        self.before.days + self.behind.days
    }

    pub(super) fn steps(&self) -> impl Iterator<Item = usize> {
        self.before.steps.iter().chain(&self.behind.steps).copied()
    }
}

/// A matter whose steps can be walked, with all that a proof looks at.
pub(super) struct Case<'a> {
    matter: &'a Matter,
    items: &'a [&'a Item],
    questions: &'a [&'a Field],
    pub(super) graph: Graph<'a>,
    order: Vec<usize>,
    surely_behind: Vec<bool>,
    maybe_behind: Vec<bool>,
}

impl<'a> Case<'a> {
    /// None where steps wait for each other.
    pub(super) fn of(matter: &'a Matter, items: &'a [&'a Item], questions: &'a [&'a Field]) -> Option<Self> {
        let graph = Graph::of(matter, items);
        let order = graph.order()?;
        Some(Self {
            matter,
            items,
            questions,
            surely_behind: graph.behind_at_least(&order),
            maybe_behind: graph.behind_at_most(&order),
            graph,
            order,
        })
    }

    /// What is proven of the matter.
    pub(super) fn proof(&self) -> Proof {
        let (chain, certainty) = self.longest();
        let links = |way: &Way| -> Vec<Link> {
            let steps = way.steps.iter().copied();
            steps
                .map(|step| Link {
                    step: self.graph.steps[step].step.clone(),
                    days: self.graph.days(step),
                })
                .collect()
        };
        Proof {
            matter: self.matter.id.clone(),
            items: self.items.len(),
            steps: self.graph.steps.len(),
            combinations: Combinations::of(self.questions, &self.all_conditions()).count_max(),
            promise: self.matter.promise.limit.days,
            days: chain.days(),
            before_gate: links(&chain.before),
            behind_gate: links(&chain.behind),
            certainty,
        }
    }

    fn longest(&self) -> (TwoWays, Certainty) {
        let bound = self.bound();
        let reached = self.reaching(&bound);
        let days = reached.as_ref().map_or(0, |reached| reached.chain.days());
        if let Some(reached) = reached.filter(|_| days == bound.days()) {
            return (reached.chain, Certainty::Reached(reached.answers));
        }
        // One day less, so that the search names a chain even where none is longer than the one found.
        match self.worst_above(days.saturating_sub(1)) {
            Ok(Some(worst)) => (worst.chain, Certainty::Reached(worst.answers)),
            Ok(None) | Err(TooMany) => (bound, Certainty::Bound),
        }
    }

    /// The longest chain if every step applied, each standing on that side of the gate on which it takes longer.
    pub(super) fn bound(&self) -> TwoWays {
        TwoWays {
            before: self.graph.longest(&self.order, |step| !self.surely_behind[step]),
            behind: self.graph.longest(&self.order, |step| self.maybe_behind[step]),
        }
    }

    /// The chain that follows from answers with which all steps of a chain apply, if there are such answers.
    fn reaching(&self, chain: &TwoWays) -> Option<Reached> {
        let conditions: Vec<&Condition> = chain.steps().flat_map(|step| self.conditions(step)).collect();
        let answers = Combinations::of(self.questions, &conditions).satisfying().ok()??;
        let present: Vec<bool> = (0..self.graph.steps.len())
            .map(|step| self.conditions(step).all(|condition| applies(Some(condition), &answers)))
            .collect();
        Some(Reached {
            chain: self.chain(&self.order, &present),
            answers,
        })
    }

    /// The longest chain that any answers lead to, if it is above a limit.
    pub(super) fn worst(&self, limit: u32) -> Result<Option<Reached>, TooMany> {
        let bound = self.bound();
        if bound.days() <= limit {
            return Ok(None);
        }
        match self.reaching(&bound).filter(|reached| reached.chain.days() == bound.days()) {
            Some(reached) => Ok(Some(reached)),
            None => self.worst_above(limit),
        }
    }

    /// The longest chain of more days than a limit that any answers lead to.
    ///
    /// Only steps on a chain above the limit are looked at, and only the questions that decide about these.
    fn worst_above(&self, limit: u32) -> Result<Option<Reached>, TooMany> {
        let relevant = self.on_chains_above(limit);
        let mut conditions: Vec<&Condition> = Vec::new();
        let needs: Vec<Vec<usize>> = (0..self.graph.steps.len())
            .map(|step| {
                let of_step = self.conditions(step).filter(|_| relevant[step]);
                of_step.map(|condition| number(condition, &mut conditions)).collect()
            })
            .collect();
        let order: Vec<usize> = self.order.iter().copied().filter(|step| relevant[*step]).collect();
        let present = |combination: &Combination<'_>| -> Vec<bool> {
            let applies = |step: usize| needs[step].iter().all(|condition| combination.holds(*condition));
            (0..needs.len()).map(|step| relevant[step] && applies(step)).collect()
        };
        let mut worst: Option<Reached> = None;
        Combinations::of(self.questions, &conditions).visit(|combination| {
            let chain = self.chain(&order, &present(combination));
            let above = worst.as_ref().map_or(limit, |worst| worst.chain.days());
            if chain.days() > above {
                let answers = combination.answers();
                worst = Some(Reached { chain, answers });
            }
            ControlFlow::<()>::Continue(())
        })?;
        Ok(worst)
    }

    /// The steps that can be part of a chain above a limit, and those that decide on which side of the gate these stand.
    fn on_chains_above(&self, limit: u32) -> Vec<bool> {
        let (surely_behind, maybe_behind) = (&self.surely_behind, &self.maybe_behind);
        let before = self.graph.longest_through(&self.order, |step| !surely_behind[step]);
        let behind = self.graph.longest_through(&self.order, |step| maybe_behind[step]);
        let most = |days: &[u32]| days.iter().copied().max().unwrap_or(0);
        let (most_before, most_behind) = (most(&before), most(&behind));
        let mut relevant: Vec<bool> = (0..self.graph.steps.len())
            .map(|step| {
                let stands_before = !surely_behind[step] && before[step] + most_behind > limit;
                let stands_behind = maybe_behind[step] && behind[step] + most_before > limit;
                stands_before || stands_behind
            })
            .collect();
        for &step in self.order.iter().rev() {
            if relevant[step] && maybe_behind[step] && !surely_behind[step] {
                for &earlier in self.graph.before[step].iter().filter(|earlier| maybe_behind[**earlier]) {
                    relevant[earlier] = true;
                }
            }
        }
        relevant
    }

    /// The longest chain of the steps that are present, as `plan::longest_chain` counts it.
    fn chain(&self, order: &[usize], present: &[bool]) -> TwoWays {
        let behind = self.graph.behind(order, |earlier, _| present[earlier]);
        let behind = |step: usize| self.surely_behind[step] || behind[step];
        TwoWays {
            before: self.graph.longest(order, |step| present[step] && !behind(step)),
            behind: self.graph.longest(order, |step| present[step] && behind(step)),
        }
    }

    fn conditions(&self, step: usize) -> impl Iterator<Item = &'a Condition> + use<'a> {
        let step = &self.graph.steps[step];
        step.item.when.as_ref().into_iter().chain(step.when)
    }

    fn all_conditions(&self) -> Vec<&'a Condition> {
        let of_items = self.items.iter().filter_map(|item| item.when.as_ref());
        let of_steps = self.graph.steps.iter().filter_map(|step| step.when);
        of_items.chain(of_steps).collect()
    }
}

/// The position of a condition in a list, to which it is added when it is new.
fn number<'a>(condition: &'a Condition, conditions: &mut Vec<&'a Condition>) -> usize {
    let known = conditions.iter().position(|known| known.test() == condition.test());
    known.unwrap_or_else(|| {
        conditions.push(condition);
        conditions.len() - 1
    })
}
