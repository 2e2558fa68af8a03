//! How an item turns formal: whoever decides is named, and the decision stands where the law wants it.

use super::index::{Index, WholeMatter, steps};
use super::{Found, Mistake};
use crate::definition::{Item, Phase, StepKind, TurnsFormal};
use crate::pack::{Place, Placed};
use crate::plan::graph::Graph;
use crate::plan::steps::decision_id;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for item in &index.pack.items {
        match item.definition.turns_formal {
            TurnsFormal::Never => decides_nothing(item, found),
            TurnsFormal::AtAcceptance => {
                has_decider(item, found);
                is_accepted_first(item, found);
            }
            TurnsFormal::WhenReady | TurnsFormal::BehindGate => has_decider(item, found),
        }
    }
    for whole in index.whole_matters() {
        in_matter(&whole, index, found);
    }
}

fn decides_nothing(item: &Placed<Item>, found: &mut Found<'_>) {
    let Placed { definition, place } = item;
    let keys = [
        ("decide", definition.decide.is_some()),
        ("decide_limit", definition.decide_limit.is_some()),
        ("decide_after", !definition.decide_after.is_empty()),
        ("certificate", definition.certificate.is_some()),
    ];
    for (key, _) in keys.into_iter().filter(|(_, present)| *present) {
        found.at(
            &place.key(key),
            Mistake::NeverFormalButHas {
                item: definition.id.to_string(),
                key: key.to_owned(),
            },
        );
    }
    let formal = |kind| matches!(kind, StepKind::Acceptance | StepKind::Decision);
    for (step, place) in steps(item).filter(|(step, _)| formal(step.kind)) {
        found.at(
            &place.key("kind"),
            Mistake::NeverFormalButDecides {
                item: definition.id.to_string(),
                step: step.id.to_string(),
            },
        );
    }
}

fn has_decider(item: &Placed<Item>, found: &mut Found<'_>) {
    if item.definition.decide.is_none() {
        found.at(
            &item.place.key("decide"),
            Mistake::NobodyDecides {
                item: item.definition.id.to_string(),
            },
        );
    }
    let decisions = steps(item).filter(|(step, _)| step.kind == StepKind::Decision);
    for (step, place) in decisions.skip(1) {
        found.at(
            &place.key("kind"),
            Mistake::SecondDecision {
                step: step.id.to_string(),
                item: item.definition.id.to_string(),
            },
        );
    }
    let own = steps(item).find(|(step, _)| step.kind == StepKind::Decision);
    if let Some((step, place)) = own {
        if step.when.is_some() {
            found.at(
                &place.key("when"),
                Mistake::MaybeNeverDecided {
                    item: item.definition.id.to_string(),
                },
            );
        }
        if !item.definition.decide_after.is_empty() {
            found.at(
                &item.place.key("decide_after"),
                Mistake::OwnDecisionNotReached {
                    item: item.definition.id.to_string(),
                    step: step.id.to_string(),
                },
            );
        }
    }
}

/// 行政许可法 32: a formal application is accepted or not before anything else is done with it.
fn is_accepted_first(item: &Placed<Item>, found: &mut Found<'_>) {
    let id = &item.definition.id;
    let acceptances = steps(item).filter(|(step, _)| step.kind == StepKind::Acceptance);
    let mut acceptances: Vec<_> = acceptances.collect();
    if acceptances.is_empty() {
        found.at(
            &item.place.key("turns_formal"),
            Mistake::NobodyAccepts { item: id.to_string() },
        );
        return;
    }
    let (first, place) = acceptances.remove(0);
    for (step, place) in acceptances {
        found.at(
            &place.key("kind"),
            Mistake::SecondAcceptance {
                step: step.id.to_string(),
                item: id.to_string(),
            },
        );
    }
    if first.when.is_some() {
        found.at(&place.key("when"), Mistake::MaybeNeverAccepted { item: id.to_string() });
    }
    for (step, place) in steps(item).filter(|(step, _)| step.phase == Some(Phase::PreReview)) {
        found.at(
            &place.key("phase"),
            Mistake::FormalButPreReviewed {
                item: id.to_string(),
                step: step.id.to_string(),
            },
        );
    }
}

fn in_matter(whole: &WholeMatter<'_>, index: &Index<'_>, found: &mut Found<'_>) {
    let graph = Graph::of(whole.matter, &whole.items);
    let Some(order) = graph.order() else { return };
    let behind = graph.behind_at_least(&order);
    for item in whole.items.iter().filter_map(|item| index.item(&item.id)) {
        let Placed { definition, place } = item;
        if definition.turns_formal == TurnsFormal::AtAcceptance {
            acceptance_comes_first(whole, &graph, item, found);
        }
        if definition.turns_formal == TurnsFormal::Never || definition.decide.is_none() {
            continue;
        }
        match graph.position(decision_id(definition).as_str()) {
            None => found.at(
                &place.key("decide"),
                Mistake::DecisionWithoutLimit {
                    item: definition.id.to_string(),
                    matter: whole.matter.id.to_string(),
                },
            ),
            Some(decision) if definition.turns_formal == TurnsFormal::BehindGate && !behind[decision] => {
                not_behind(whole, definition, place, found);
            }
            Some(_) => {}
        }
    }
}

fn not_behind(whole: &WholeMatter<'_>, item: &Item, place: &Place, found: &mut Found<'_>) {
    found.at(
        &place.key("turns_formal"),
        Mistake::DecisionBeforeGate {
            matter: whole.matter.id.to_string(),
            item: item.id.to_string(),
        },
    );
}

fn acceptance_comes_first(whole: &WholeMatter<'_>, graph: &Graph<'_>, item: &Placed<Item>, found: &mut Found<'_>) {
    let accepts = steps(item).find(|(step, _)| step.kind == StepKind::Acceptance);
    let Some(acceptance) = accepts.and_then(|(step, _)| graph.position(step.id.as_str())) else {
        return;
    };
    for (step, place) in steps(item).filter(|(step, _)| step.kind != StepKind::Acceptance) {
        let Some(position) = graph.position(step.id.as_str()) else {
            continue;
        };
        if !graph.all_before(position).contains(&acceptance) {
            found.at(
                &place.key("after"),
                Mistake::BeforeAcceptance {
                    matter: whole.matter.id.to_string(),
                    step: step.id.to_string(),
                    acceptance: graph.steps[acceptance].step.to_string(),
                },
            );
        }
    }
}
