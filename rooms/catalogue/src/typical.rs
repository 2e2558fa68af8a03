//! Two kinds of project by which a guide shows what may happen: one that needs little of a matter, one that needs much.
//!
//! Nothing here knows a matter by name: from the answers that the release's conditions tell apart it climbs, one
//! question after the other, to the plan with the fewest or the most days and items.

use std::collections::{BTreeSet, HashMap};

use procedure::definition::{Field, FieldKind, Matter, MatterId};
use procedure::plan::{Plan, schedule};
use procedure::{Answer, Answers, Condition, Decimal, Release};

use crate::questions;

/// How often all questions are gone through; after two or three times nothing changes any more.
const ROUNDS_MAX: usize = 6;

/// Answers that ask for little and for much of a matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extremes {
    pub(crate) least: Answers,
    pub(crate) most: Answers,
}

/// Those of every matter.
pub(crate) fn extremes(release: &Release) -> HashMap<MatterId, Extremes> {
    release
        .matters()
        .map(|matter| (matter.id.clone(), of_matter(release, matter)))
        .collect()
}

fn of_matter(release: &Release, matter: &Matter) -> Extremes {
    let questions: Vec<(&Field, Vec<Answer>)> = questions::of_matter(release, matter)
        .into_iter()
        .map(|question| (question, candidates(release, matter, question)))
        .collect();
    Extremes {
        least: climb(release, matter, &questions, |size| (-size.items, -size.days)),
        most: climb(release, matter, &questions, |size| (size.days, size.items)),
    }
}

/// How much a plan is.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    days: i64,
    items: i64,
}

fn size(release: &Release, matter: &Matter, answers: &Answers) -> Size {
    Plan::of(release, &matter.id, answers, release.city().city).map_or_else(
        |_| Size::default(),
        |plan| Size {
            days: i64::from(schedule(&plan).days),
            items: i64::try_from(plan.items.len() + plan.materials.len()).unwrap_or(i64::MAX),
        },
    )
}

fn climb(release: &Release, matter: &Matter, questions: &[(&Field, Vec<Answer>)], worth: impl Fn(Size) -> (i64, i64)) -> Answers {
    let fields: Vec<&Field> = questions.iter().map(|(question, _)| *question).collect();
    let mut best: Answers = questions
        .iter()
        .filter_map(|(question, candidates)| Some((question.id.clone(), candidates.first()?.clone())))
        .collect();
    let mut highest = worth(size(release, matter, &questions::settled(&fields, &best)));
    for _ in 0..ROUNDS_MAX {
        let before = highest;
        for (question, candidates) in questions {
            for candidate in candidates {
                let mut tried = best.clone();
                tried.insert(question.id.clone(), candidate.clone());
                let worth = worth(size(release, matter, &questions::settled(&fields, &tried)));
                if worth > highest {
                    (best, highest) = (tried, worth);
                }
            }
        }
        if highest == before {
            break;
        }
    }
    questions::settled(&fields, &best)
}

/// The answers that conditions can tell apart.
fn candidates(release: &Release, matter: &Matter, question: &Field) -> Vec<Answer> {
    match question.kind {
        FieldKind::Boolean => vec![Answer::Flag(false), Answer::Flag(true)],
        FieldKind::Choice => question
            .choices
            .iter()
            .map(|choice| Answer::Choice(choice.value.clone()))
            .collect(),
        FieldKind::Integer | FieldKind::Decimal => numbers(release, matter, question),
        FieldKind::Text
        | FieldKind::Paragraph
        | FieldKind::Date
        | FieldKind::Region
        | FieldKind::CreditCode
        | FieldKind::ResidentNumber
        | FieldKind::Phone => Vec::new(),
    }
}

/// The smallest number, and those on both sides of every threshold.
fn numbers(release: &Release, matter: &Matter, question: &Field) -> Vec<Answer> {
    let mut numbers: BTreeSet<Decimal> = question.min_number().into_iter().collect();
    for condition in conditions(release, matter) {
        condition.test().each_leaf(&mut |(field, constants, _)| {
            if *field == question.id {
                let thresholds = constants.iter().filter_map(procedure::condition::Constant::number);
                numbers.extend(thresholds.flat_map(|number| [number.whole_below(), number, number.whole_above()]));
            }
        });
    }
    let whole = question.kind == FieldKind::Integer;
    let fits = |number: &Decimal| question.within(*number) && (!whole || number.is_whole());
    numbers.into_iter().filter(fits).map(Answer::Number).collect()
}

/// Every condition that decides about items and steps of a matter.
fn conditions<'a>(release: &'a Release, matter: &'a Matter) -> impl Iterator<Item = &'a Condition> {
    release.items_of(matter).flat_map(|item| {
        let steps = item.steps.iter().filter_map(|step| step.when.as_ref());
        item.when.iter().chain(steps)
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use procedure::check::{Certainty, summary};

    use super::*;

    #[test]
    fn what_needs_much_takes_as_long_as_the_proof_says_and_what_needs_little_less() {
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/binzhou");
        let release = Release::of(&crate::folder::read(&pack).unwrap()).unwrap();
        let extremes = extremes(&release);
        for proof in summary(&release) {
            let matter = release.matter(proof.matter.as_str()).unwrap();
            let Extremes { least, most } = &extremes[&proof.matter];
            assert!(matches!(proof.certainty, Certainty::Reached(_)));
            assert_eq!(size(&release, matter, most).days, i64::from(proof.days), "{}", proof.matter);
            let (little, much) = (size(&release, matter, least), size(&release, matter, most));
            assert!(
                little.items <= much.items && little.days <= much.days,
                "{}: {little:?} {much:?}",
                proof.matter
            );
        }
    }
}
