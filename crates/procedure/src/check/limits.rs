//! Limits: each has a ground, none is impossible, and none promises more time than the law gives.

use calendar::Unit;

use super::index::{Index, WholeMatter, steps};
use super::{Found, Mistake};
use crate::definition::{Assignment, Item, LimitText, Signatory, StepKind};
use crate::pack::{Place, Placed};
use crate::plan::graph::Graph;
use crate::plan::{EXTENSION_BY_GOVERNMENT_DAYS, EXTENSION_BY_ORGAN_DAYS};

/// Nothing that an office promises takes longer than a year.
pub(super) const LIMIT_DAYS_MAX: u32 = 365;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for item in &index.pack.items {
        of_item(item, found);
    }
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        let promise = place.key("promise").key("limit");
        limit(&matter.promise.limit, &promise, found);
        if matter.promise.limit.unit != Unit::Working {
            found.at(&promise, Mistake::PromiseInCalendarDays);
        }
        if let Some(rule) = &matter.supplement {
            let place = place.key("supplement").key("limit");
            limit(&rule.limit, &place, found);
            if rule.limit.days == 0 {
                found.at(&place, Mistake::NoDayToSupply);
            }
        }
        if let Some(rules) = &matter.pre_review {
            let place = place.key("pre_review");
            limit(&rules.refinement_limit, &place.key("refinement_limit"), found);
            limit(&rules.decide, &place.key("decide"), found);
            if let Some(confirm) = &rules.confirm {
                limit(confirm, &place.key("confirm"), found);
            }
        }
    }
    for whole in index.whole_matters() {
        within_the_law(&whole, index, found);
    }
}

fn of_item(item: &Placed<Item>, found: &mut Found<'_>) {
    let Placed { definition, place } = item;
    for (key, text) in [
        ("statutory", &definition.statutory),
        ("decide_limit", &definition.decide_limit),
    ] {
        if let Some(text) = text {
            limit(text, &place.key(key), found);
        }
    }
    extension(definition, place, found);
    for (step, place) in steps(item) {
        let place = place.key("limit");
        limit(&step.limit, &place, found);
        if step.kind == StepKind::PublicNotice && step.limit.days == 0 {
            found.at(
                &place,
                Mistake::NoticeForNoDay {
                    step: step.id.to_string(),
                },
            );
        }
    }
}

/// An extension never goes beyond the law (行政许可法 42): ten days by the organ's head; fifteen by the government's, for what
/// several organs handle together.
fn extension(item: &Item, place: &Place, found: &mut Found<'_>) {
    let Some(extension) = &item.extension else { return };
    let place = place.key("extension");
    let max = match extension.approved_by {
        Signatory::Organ => EXTENSION_BY_ORGAN_DAYS,
        Signatory::Government => EXTENSION_BY_GOVERNMENT_DAYS,
    };
    if extension.days > max || extension.days == 0 {
        found.at(
            &place.key("days"),
            Mistake::ExtensionBeyondLaw {
                days: extension.days,
                most: max,
            },
        );
    }
    if item.statutory.is_none() {
        found.at(&place, Mistake::NothingToExtend);
    }
    if extension.approved_by == Signatory::Government && handled_by(item) < 2 {
        found.at(&place.key("approved_by"), Mistake::GovernmentForOneOrgan);
    }
}

/// How many functions work on an item or decide it.
fn handled_by(item: &Item) -> usize {
    let assignments = item.steps.iter().map(|step| &step.function).chain(&item.decide);
    let mut functions: Vec<_> = assignments.flat_map(Assignment::functions).collect();
    functions.sort();
    functions.dedup();
    functions.len()
}

pub(super) fn limit(limit: &LimitText, place: &Place, found: &mut Found<'_>) {
    if limit.days > LIMIT_DAYS_MAX {
        found.at(
            &place.key("days"),
            Mistake::LimitTooLong {
                days: limit.days,
                most: LIMIT_DAYS_MAX,
            },
        );
    }
    if limit.ground.trim().is_empty() {
        found.at(&place.key("ground"), Mistake::LimitWithoutGround);
    }
}

/// The promised days of an item's own steps stay within the limit that the law gives its organ, where both are working
/// days. Steps that the law does not count are left out: acceptance comes before (行政许可法 42), and what others do is
/// a special procedure (行政许可法 45).
fn within_the_law(whole: &WholeMatter<'_>, index: &Index<'_>, found: &mut Found<'_>) {
    let graph = Graph::of(whole.matter, &whole.items);
    let Some(order) = graph.order() else { return };
    for item in &whole.items {
        let Some(statutory) = item.statutory.as_ref().filter(|limit| limit.unit == Unit::Working) else {
            continue;
        };
        let Some(placed) = index.item(&item.id) else { continue };
        let longest = graph.longest(&order, |step| {
            let step = &graph.steps[step];
            step.item.id == item.id && is_counted(step.kind) && step.limit.unit == Unit::Working
        });
        if longest.days > statutory.days {
            let names = longest.steps.iter().map(|&step| graph.steps[step].step.to_string()).collect();
            found.at(
                &placed.place.key("statutory"),
                Mistake::BeyondTheLaw {
                    matter: whole.matter.id.to_string(),
                    item: item.id.to_string(),
                    days: longest.days,
                    steps: names,
                    statutory: statutory.days,
                },
            );
        }
    }
}

fn is_counted(kind: StepKind) -> bool {
    match kind {
        StepKind::Review | StepKind::Confirmation | StepKind::Decision | StepKind::PublicNotice | StepKind::Payment => true,
        StepKind::Acceptance | StepKind::External | StepKind::Survey | StepKind::Meeting | StepKind::Hearing => false,
    }
}
