//! The steps of a plan: those that items define, those that follow from pre-review, in an order that can be walked.

use identity::{FunctionId, OrganId, RegionCode};

use authority::Duty;

use super::{PlanError, PlannedStep};
use crate::condition::applies;
use crate::definition::{Assignment, GateId, Item, LimitText, Matter, Phase, PreReview, Step, StepId, StepKind, TurnsFormal};
use crate::{Answers, Release};

/// Every step that applies, each behind those it comes after.
pub(super) fn planned(
    release: &Release,
    matter: &Matter,
    items: &[&Item],
    answers: &Answers,
    region: RegionCode,
) -> Result<Vec<PlannedStep>, PlanError> {
    let mut steps = Vec::new();
    for drafted in drafted(matter, items) {
        if applies(drafted.when, answers) {
            steps.push(PlannedStep {
                organ: organ(release, drafted.function, answers, region)?,
                step: drafted.step,
                item: drafted.item.id.clone(),
                kind: drafted.kind,
                phase: drafted.phase,
                limit: drafted.limit.limit(),
                after: drafted.after,
                gates: drafted.gates,
                chain: drafted.chain,
                materials: drafted.materials,
                payment: drafted
                    .defined
                    .and_then(|step| step.payment.as_ref())
                    .map(|payment| payment.planned(answers)),
                answer: answer(drafted.defined),
            });
        }
    }
    let present: Vec<StepId> = steps.iter().map(|step| step.step.clone()).collect();
    for step in &mut steps {
        step.after.retain(|before| present.contains(before));
    }
    Ok(in_order(steps))
}

/// The term in which a public notice's objections are answered.
fn answer(defined: Option<&Step>) -> Option<calendar::Limit> {
    Some(defined?.notice.as_ref()?.answer.as_ref()?.limit())
}

/// A step before it is known whether it applies and which organ does it.
pub(crate) struct Drafted<'a> {
    pub(crate) step: StepId,
    pub(crate) item: &'a Item,
    /// Its definition; none for one that follows from a rule.
    pub(crate) defined: Option<&'a Step>,
    pub(crate) kind: StepKind,
    pub(crate) phase: Phase,
    pub(crate) when: Option<&'a crate::Condition>,
    pub(crate) function: &'a Assignment,
    pub(crate) limit: &'a LimitText,
    pub(crate) after: Vec<StepId>,
    pub(crate) gates: Vec<GateId>,
    pub(crate) chain: Vec<Duty>,
    pub(crate) materials: Vec<crate::definition::MaterialId>,
}

/// All steps of some items of a matter, derived ones included, whatever the answers.
pub(crate) fn drafted<'a>(matter: &'a Matter, items: &[&'a Item]) -> Vec<Drafted<'a>> {
    let mut steps = Vec::new();
    for &item in items {
        steps.extend(item.steps.iter().map(|step| defined(matter, item, step)));
        if let Some(rules) = &matter.pre_review {
            steps.extend(confirmation(item, rules));
        }
        steps.extend(decision(matter, item, items));
    }
    steps
}

fn defined<'a>(matter: &Matter, item: &'a Item, step: &'a Step) -> Drafted<'a> {
    let (gates, after): (Vec<&String>, Vec<&String>) = step
        .after
        .iter()
        .partition(|name| matter.gates.iter().any(|gate| gate.id.as_str() == name.as_str()));
    let formal_from_the_start = item.turns_formal == TurnsFormal::AtAcceptance || step.kind == StepKind::Decision;
    let default_phase = if formal_from_the_start {
        Phase::Formal
    } else {
        Phase::PreReview
    };
    Drafted {
        step: step.id.clone(),
        item,
        defined: Some(step),
        kind: step.kind,
        phase: step.phase.unwrap_or(default_phase),
        when: step.when.as_ref(),
        function: &step.function,
        limit: &step.limit,
        after: after.into_iter().map(|name| StepId::from(name.as_str())).collect(),
        gates: gates.into_iter().map(|name| GateId::from(name.as_str())).collect(),
        chain: step.chain.clone(),
        materials: step.materials.clone(),
    }
}

/// Behind the gate each organ says whether what it pre-reviewed still holds.
fn confirmation<'a>(item: &'a Item, rules: &'a PreReview) -> Option<Drafted<'a>> {
    let (limit, gate) = (rules.confirm.as_ref()?, rules.gate.as_ref()?);
    let reviewed: Vec<&Step> = pre_reviews(item).collect();
    let last = reviewed.last()?;
    (item.turns_formal == TurnsFormal::BehindGate).then(|| Drafted {
        step: StepId::from(format!("{}.confirm", item.id).as_str()),
        item,
        defined: None,
        kind: StepKind::Confirmation,
        phase: Phase::Formal,
        when: None,
        function: &last.function,
        limit,
        after: item.steps.iter().map(|step| step.id.clone()).collect(),
        gates: vec![gate.clone()],
        chain: vec![Duty::Handle],
        materials: last.materials.clone(),
    })
}

/// The steps of an item that review it before its gate.
fn pre_reviews(item: &Item) -> impl Iterator<Item = &Step> {
    item.steps
        .iter()
        .filter(|step| step.kind == StepKind::Review && step.phase != Some(Phase::Formal))
}

/// The signer's sign-off, unless the item defines its own.
fn decision<'a>(matter: &'a Matter, item: &'a Item, items: &[&Item]) -> Option<Drafted<'a>> {
    let rules = matter.pre_review.as_ref();
    let function = item.decide.as_ref()?;
    let limit = item.decide_limit.as_ref().or(rules.map(|rules| &rules.decide))?;
    if item.turns_formal == TurnsFormal::Never || item.steps.iter().any(|step| step.kind == StepKind::Decision) {
        return None;
    }
    let confirmed = rules
        .and_then(|rules| confirmation(item, rules))
        .map(|confirmation| confirmation.step);
    let mut after = confirmed.map_or_else(
        || item.steps.iter().map(|step| step.id.clone()).collect(),
        |confirmation| vec![confirmation],
    );
    let earlier = items.iter().filter(|earlier| item.decide_after.contains(&earlier.id));
    after.extend(earlier.map(|item| decision_id(item)));
    Some(Drafted {
        step: decision_id(item),
        item,
        defined: None,
        kind: StepKind::Decision,
        phase: Phase::Formal,
        when: None,
        function,
        limit,
        after,
        gates: Vec::new(),
        chain: vec![Duty::Sign],
        materials: Vec::new(),
    })
}

/// The step that decides an item: its own, or the derived one.
pub(crate) fn decision_id(item: &Item) -> StepId {
    let own = item.steps.iter().find(|step| step.kind == StepKind::Decision);
    own.map_or_else(
        || StepId::from(format!("{}.decide", item.id).as_str()),
        |step| step.id.clone(),
    )
}

/// The organ that acts under an assignment.
pub(super) fn organ(
    release: &Release,
    assignment: &Assignment,
    answers: &Answers,
    region: RegionCode,
) -> Result<OrganId, PlanError> {
    let function = match assignment {
        Assignment::One(function) => Some(function),
        Assignment::ByRule(rules) => rules
            .iter()
            .find(|rule| applies(rule.when.as_ref(), answers))
            .map(|rule| &rule.function),
    };
    match function {
        Some(function) => organ_with(release, function, region),
        None => Err(PlanError::NoOrgan {
            function: "no rule applies".into(),
            region,
        }),
    }
}

/// The organ with a function for a region.
pub(super) fn organ_with(release: &Release, function: &FunctionId, region: RegionCode) -> Result<OrganId, PlanError> {
    let organ = release.organ_for(function, region);
    organ.map(|organ| organ.id.clone()).ok_or_else(|| PlanError::NoOrgan {
        function: function.to_string(),
        region,
    })
}

/// The same steps with each behind those it comes after; a checked release has no cycle.
fn in_order(mut waiting: Vec<PlannedStep>) -> Vec<PlannedStep> {
    let mut ordered: Vec<PlannedStep> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let ready = waiting.iter().position(|step| {
            step.after
                .iter()
                .all(|before| ordered.iter().any(|done| done.step == *before))
        });
        ordered.push(waiting.remove(ready.unwrap_or(0)));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::tests::step;

    #[test]
    fn a_step_stands_behind_those_it_comes_after_and_else_where_it_was() {
        let ordered = in_order(vec![
            step("issue", 1).after("permit"),
            step("scheme", 7),
            step("permit", 3).after("scheme").after("water"),
            step("water", 7),
        ]);
        let names: Vec<&str> = ordered.iter().map(|step| step.step.as_str()).collect();
        assert_eq!(names, ["scheme", "water", "permit", "issue"]);
    }

    proptest! {
        #[test]
        fn in_whatever_order_steps_are_defined_each_ends_up_behind_those_it_comes_after(
            order in Just((0usize..12).collect::<Vec<_>>()).prop_shuffle(),
            after in prop::collection::vec(prop::collection::vec(any::<usize>(), 0..4), 12),
        ) {
            let steps = order.iter().map(|&rank| {
                let named = step(&rank.to_string(), 1);
                after[rank].iter().filter(|_| rank > 0).fold(named, |step, after| step.after(&(after % rank.max(1)).to_string()))
            });
            let ordered = in_order(steps.collect());
            prop_assert_eq!(ordered.len(), 12);
            for (position, step) in ordered.iter().enumerate() {
                for before in &step.after {
                    prop_assert!(ordered[..position].iter().any(|earlier| earlier.step == *before));
                }
            }
        }
    }
}
