//! Conditions: each compares fields that are asked before, with constants of the field's kind.

use super::index::Index;
use super::standing::{self, Standing};
use super::{Fitting, Found, Mistake};
use crate::Condition;
use crate::condition::{Comparison, Constant};
use crate::definition::{Field, FieldId, FieldKind, Matter};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for standing in standing::all(index) {
        standing
            .condition
            .test()
            .each_leaf(&mut |(id, constants, comparison)| match index.field(id) {
                Some(field) => {
                    let mistakes = mistakes(field, constants, comparison);
                    if mistakes.is_empty() {
                        asked_everywhere(&standing, id, found);
                    }
                    for mistake in mistakes {
                        found.at(&standing.place, mistake);
                    }
                }
                None if index.unread(id.as_str()) => {}
                None => found.at(
                    &standing.place,
                    Mistake::ReadsNoField {
                        condition: standing.condition.to_string(),
                        field: id.to_string(),
                    },
                ),
            });
    }
}

/// Whether a condition, and whatever decides about the questions it reads, is without mistakes in a matter.
pub(super) fn is_sound<'a>(index: &Index<'a>, standing: &Standing<'a>, matter: &'a Matter) -> bool {
    let mut conditions = standing.within.iter().copied().chain([standing.condition]);
    conditions.all(|condition| reads_only(index, condition, standing.asked_before(matter)))
}

pub(super) fn reads_only(index: &Index<'_>, condition: &Condition, asked: &[FieldId]) -> bool {
    let mut sound = true;
    condition.test().each_leaf(&mut |(id, constants, comparison)| {
        let position = asked.iter().position(|question| question == id);
        sound &= match (index.field(id), position) {
            (Some(field), Some(position)) => {
                let asks = |when| reads_only(index, when, &asked[..position]);
                mistakes(field, constants, comparison).is_empty() && field.when.as_ref().is_none_or(asks)
            }
            _ => false,
        };
    });
    sound
}

fn asked_everywhere(standing: &Standing<'_>, id: &FieldId, found: &mut Found<'_>) {
    for matter in &standing.matters {
        if standing.asked_before(matter).contains(id) {
            continue;
        }
        if matter.questions.contains(id) {
            found.at(
                &standing.place,
                Mistake::ReadBeforeAsked {
                    condition: standing.condition.to_string(),
                    field: id.to_string(),
                    matter: matter.id.to_string(),
                },
            );
        } else {
            found.at(
                &standing.place,
                Mistake::ReadButNotAsked {
                    condition: standing.condition.to_string(),
                    field: id.to_string(),
                    matter: matter.id.to_string(),
                },
            );
        }
    }
}

/// What is wrong with a comparison.
fn mistakes(field: &Field, constants: &[Constant], comparison: Option<Comparison>) -> Vec<Mistake> {
    let kind = field.kind;
    let id = || field.id.to_string();
    let Some(comparison) = comparison else {
        let missing = (kind != FieldKind::Boolean).then(|| Mistake::NoYesOrNo { field: id() });
        return missing.into_iter().collect();
    };
    if !kind.decides() {
        return vec![Mistake::NotForConditions { field: id() }];
    }
    let orders = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    if orders && !matches!(kind, FieldKind::Integer | FieldKind::Decimal) {
        return vec![Mistake::NoOrder { field: id() }];
    }
    constants.iter().filter_map(|constant| misfit(field, constant)).collect()
}

/// Why a constant does not fit a field.
fn misfit(field: &Field, constant: &Constant) -> Option<Mistake> {
    let id = field.id.to_string();
    match (field.kind, constant) {
        (FieldKind::Boolean, Constant::Flag(_)) => None,
        (FieldKind::Choice, Constant::Text(value)) => {
            let choices: Vec<String> = field.choices.iter().map(|choice| choice.value.clone()).collect();
            (!choices.contains(value)).then(|| Mistake::NoSuchChoice {
                field: id,
                value: value.clone(),
                choices,
            })
        }
        (FieldKind::Integer, Constant::Number(number)) if !number.is_whole() => Some(Mistake::NeverThatNumber {
            field: id,
            number: number.to_string(),
        }),
        (FieldKind::Integer | FieldKind::Decimal, Constant::Number(number)) => (!field.within(*number)).then(|| {
            let bound = |bound: Option<f64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
            Mistake::OutOfBounds {
                field: id,
                number: number.to_string(),
                min: bound(field.min),
                max: bound(field.max),
            }
        }),
        (kind, _) => Some(Mistake::OtherKind {
            field: id,
            fitting: match kind {
                FieldKind::Boolean => Fitting::TrueOrFalse,
                FieldKind::Choice => Fitting::ValueOfChoice,
                FieldKind::Integer | FieldKind::Decimal => Fitting::Number,
                FieldKind::Text
                | FieldKind::Paragraph
                | FieldKind::Date
                | FieldKind::Region
                | FieldKind::CreditCode
                | FieldKind::ResidentNumber
                | FieldKind::Phone => Fitting::Nothing,
            },
        }),
    }
}
