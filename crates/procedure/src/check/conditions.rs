//! Conditions: each compares fields that are asked before, with constants of the field's kind.

use super::Found;
use super::index::Index;
use super::standing::{self, Standing};
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
                    for (message, remedy) in mistakes {
                        found.at(&standing.place, message, remedy);
                    }
                }
                None if index.unread(id.as_str()) => {}
                None => found.at(
                    &standing.place,
                    format!("`{}` reads `{id}`, which is no field", standing.condition),
                    "define the field, or correct the name",
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
                format!(
                    "`{}` reads `{id}`, which the matter `{}` does not ask before",
                    standing.condition, matter.id
                ),
                format!("let the matter ask `{id}` first"),
            );
        } else {
            found.at(
                &standing.place,
                format!(
                    "`{}` reads `{id}`, which the matter `{}` does not ask",
                    standing.condition, matter.id
                ),
                format!("add `{id}` to the matter's questions, or remove the test"),
            );
        }
    }
}

/// What is wrong with a comparison, with its remedy.
fn mistakes(field: &Field, constants: &[Constant], comparison: Option<Comparison>) -> Vec<(String, String)> {
    let (id, kind) = (&field.id, field.kind);
    let Some(comparison) = comparison else {
        return if kind == FieldKind::Boolean {
            Vec::new()
        } else {
            let remedy = "compare it with a value; only a field of kind `boolean` can stand by itself";
            vec![(format!("`{id}` stands by itself but is no yes or no"), remedy.to_owned())]
        };
    };
    if !kind.decides() {
        let remedy = "ask for what decides in a field of kind `boolean`, `choice`, `integer` or `decimal`";
        return vec![(format!("`{id}` is of a kind that no condition can read"), remedy.to_owned())];
    }
    let orders = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    if orders && !matches!(kind, FieldKind::Integer | FieldKind::Decimal) {
        let remedy = "compare it with == or !=; only numbers have an order";
        return vec![(format!("`{id}` is compared by order but is no number"), remedy.to_owned())];
    }
    constants.iter().filter_map(|constant| misfit(field, constant)).collect()
}

/// Why a constant does not fit a field, with the remedy.
fn misfit(field: &Field, constant: &Constant) -> Option<(String, String)> {
    let id = &field.id;
    match (field.kind, constant) {
        (FieldKind::Boolean, Constant::Flag(_)) => None,
        (FieldKind::Choice, Constant::Text(value)) => {
            let declared: Vec<&str> = field.choices.iter().map(|choice| choice.value.as_str()).collect();
            (!declared.contains(&value.as_str())).then(|| {
                let remedy = format!("use one of {}, or declare it", declared.join(", "));
                (format!("`{id}` has no choice `{value}`"), remedy)
            })
        }
        (FieldKind::Integer, Constant::Number(number)) if !number.is_whole() => Some((
            format!("`{id}` is a whole number and never {number}"),
            "compare it with a whole number".to_owned(),
        )),
        (FieldKind::Integer | FieldKind::Decimal, Constant::Number(number)) => (!field.within(*number)).then(|| {
            let bound = |bound: Option<f64>| bound.map_or("any number".to_owned(), |bound| bound.to_string());
            let message = format!(
                "`{id}` is compared with {number} but only takes numbers from {} to {}",
                bound(field.min),
                bound(field.max)
            );
            (message, "correct the threshold, or the field's `min` and `max`".to_owned())
        }),
        (kind, _) => {
            let fitting = match kind {
                FieldKind::Boolean => "true or false",
                FieldKind::Choice => "one of its choices, in quotation marks",
                FieldKind::Integer | FieldKind::Decimal => "a number",
                FieldKind::Text
                | FieldKind::Paragraph
                | FieldKind::Date
                | FieldKind::Region
                | FieldKind::CreditCode
                | FieldKind::ResidentNumber
                | FieldKind::Phone => "nothing",
            };
            Some((
                format!("`{id}` is compared with a constant of another kind"),
                format!("compare it with {fitting}"),
            ))
        }
    }
}
