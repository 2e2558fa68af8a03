//! When something applies, in the words of the questions that people answer.

use procedure::condition::{Comparison, Constant, Test};
use procedure::definition::{Field, FieldId};
use procedure::{Condition, Decimal};

use crate::words::Names;

/// A condition as a sentence's part: “……”满 1,000 吨标准煤；或者“……”满 500 万千瓦时.
#[must_use]
pub fn in_words(names: &Names<'_>, condition: &Condition) -> String {
    told(names, condition.test(), true)
}

/// The test, or with `holds` false its opposite: negation moves inward until it meets a comparison.
fn told(names: &Names<'_>, test: &Test, holds: bool) -> String {
    match (test, holds) {
        (Test::Not(test), holds) => told(names, test, !holds),
        (Test::All(tests), true) | (Test::Any(tests), false) => joined(names, tests, holds, "condition-and"),
        (Test::Any(tests), true) | (Test::All(tests), false) => joined(names, tests, holds, "condition-or"),
        (Test::Is(field), holds) => flag(names, field, holds),
        (Test::Compare(field, comparison, constant), true) => compared(names, field, *comparison, constant),
        (Test::Compare(field, comparison, constant), false) => compared(names, field, opposite(*comparison), constant),
        (Test::In(field, constants), holds) => chosen(names, field, constants, holds),
    }
}

fn joined(names: &Names<'_>, tests: &[Test], holds: bool, by: &str) -> String {
    let parts: Vec<String> = tests.iter().map(|test| told(names, test, holds)).collect();
    parts.join(&names.texts.say(by).to_string())
}

fn flag(names: &Names<'_>, field: &FieldId, holds: bool) -> String {
    let key = if holds { "condition-yes" } else { "condition-no" };
    names.texts.say(key).with("question", question(names, field)).to_string()
}

fn compared(names: &Names<'_>, field: &FieldId, comparison: Comparison, constant: &Constant) -> String {
    if let Constant::Flag(expected) = constant {
        return flag(names, field, *expected == (comparison == Comparison::Equal));
    }
    let is_text = matches!(constant, Constant::Text(_));
    let key = match comparison {
        Comparison::Equal if is_text => "condition-chosen",
        Comparison::NotEqual if is_text => "condition-not-chosen",
        Comparison::Equal => "condition-equal",
        Comparison::NotEqual => "condition-not-equal",
        Comparison::Less => "condition-less",
        Comparison::AtMost => "condition-at-most",
        Comparison::Greater => "condition-greater",
        Comparison::AtLeast => "condition-at-least",
    };
    names
        .texts
        .say(key)
        .with("question", question(names, field))
        .with("value", value(names, field, constant))
        .to_string()
}

fn chosen(names: &Names<'_>, field: &FieldId, constants: &[Constant], holds: bool) -> String {
    let quoted = |constant: &Constant| {
        let value = value(names, field, constant);
        names.texts.say("condition-quoted").with("value", value).to_string()
    };
    let values: Vec<String> = constants.iter().map(quoted).collect();
    let key = if holds { "condition-one-of" } else { "condition-none-of" };
    names
        .texts
        .say(key)
        .with("question", question(names, field))
        .with("values", values.join(&names.texts.say("condition-either").to_string()))
        .to_string()
}

fn question(names: &Names<'_>, field: &FieldId) -> String {
    names
        .release
        .field(field)
        .map_or_else(|| field.to_string(), |field| names.field(field).plain().to_owned())
}

/// A constant as the question shows it: a choice by its label, a number with its unit.
fn value(names: &Names<'_>, field: &FieldId, constant: &Constant) -> String {
    let definition = names.release.field(field);
    match constant {
        Constant::Flag(flag) => flag.to_string(),
        Constant::Number(number) => quantity(names, definition.and_then(|field| field.unit.as_deref()), *number),
        Constant::Text(text) => definition.map_or_else(|| text.clone(), |field| choice(names, field, text)),
    }
}

/// A number with its unit: 1,000 立方米.
pub(crate) fn quantity(names: &Names<'_>, unit: Option<&str>, number: Decimal) -> String {
    let quantity = names
        .texts
        .say("quantity")
        .with("number", number.to_f64())
        .with("unit", names.words(unit.unwrap_or_default(), None).plain());
    quantity.to_string().trim().to_owned()
}

/// A choice by its label.
pub(crate) fn choice(names: &Names<'_>, field: &Field, value: &str) -> String {
    let choice = field.choices.iter().find(|choice| choice.value == value);
    choice.map_or_else(
        || value.to_owned(),
        |choice| names.words(&choice.label, choice.label_en.as_deref()).plain().to_owned(),
    )
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}
