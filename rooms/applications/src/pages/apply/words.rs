//! What was typed, as people read it: the label of a choice, a number with its unit, the name of a region.

use catalogue::questions::{NO, YES};
use catalogue::{Names, Words};
use procedure::definition::{Field, FieldKind, MaterialId, PromiseRule};

/// The words of something typed; what cannot be understood is shown as it was typed.
#[must_use]
pub fn in_words(names: &Names<'_>, field: &Field, typed: &str) -> String {
    let typed = typed.trim();
    match field.kind {
        FieldKind::Boolean => match typed {
            YES => names.texts.say("answer-yes").to_string(),
            NO => names.texts.say("answer-no").to_string(),
            other => other.to_owned(),
        },
        FieldKind::Choice => match field.choices.iter().find(|choice| choice.value == typed) {
            Some(choice) => names.words(&choice.label, choice.label_en.as_deref()).plain().to_owned(),
            None => typed.to_owned(),
        },
        FieldKind::Region => typed
            .parse()
            .map_or_else(|_| typed.to_owned(), |code| names.region(code).plain().to_owned()),
        FieldKind::Integer | FieldKind::Decimal if !typed.is_empty() => match &field.unit {
            Some(unit) => format!("{typed} {}", names.words(unit, None).plain()),
            None => typed.to_owned(),
        },
        FieldKind::Date => match calendar_day(typed) {
            Some(day) => names.texts.long_day(&day),
            None => typed.to_owned(),
        },
        FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Text
        | FieldKind::Paragraph
        | FieldKind::CreditCode
        | FieldKind::ResidentNumber
        | FieldKind::Phone => typed.to_owned(),
    }
}

/// A day as the boxes for dates post it.
pub(super) fn calendar_day(typed: &str) -> Option<calendar::Day> {
    typed.parse().ok()
}

/// What is promised in place of a paper.
pub(super) fn statement(names: &Names<'_>, material: &MaterialId, rule: &PromiseRule) -> Words {
    let definition = names.release.material(material);
    let promise = definition.and_then(|material| material.promise.as_ref());
    names.words(&rule.statement, promise.and_then(|promise| promise.statement_en.as_deref()))
}

/// A size as people read it.
pub(super) fn size(bytes: u64) -> String {
    crate::pages::show::size(bytes)
}
