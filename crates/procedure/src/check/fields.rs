//! The field dictionary: each kind of field with what it needs, and nothing that it does not read.

use std::collections::HashSet;

use super::Found;
use super::index::Index;
use crate::Decimal;
use crate::definition::{Field, FieldKind};
use crate::pack::{Place, Placed};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed { definition, place } in &index.pack.fields {
        numbers(definition, place, found);
        choices(definition, place, found);
        length(definition, place, found);
    }
}

fn numbers(field: &Field, place: &Place, found: &mut Found<'_>) {
    let is_number = matches!(field.kind, FieldKind::Integer | FieldKind::Decimal);
    for (key, bound) in [("min", field.min), ("max", field.max)] {
        let Some(bound) = bound else { continue };
        let place = place.key(key);
        match Decimal::exactly(bound) {
            _ if !is_number => found.at(
                &place,
                format!("`{}` is no number, so it has no `{key}`", field.id),
                format!("remove `{key}`, or make it a field of kind `integer` or `decimal`"),
            ),
            None => found.at(
                &place,
                format!("`{key}` is no number with at most three decimals"),
                "write a number that people could type",
            ),
            Some(bound) if field.kind == FieldKind::Integer && !bound.is_whole() => found.at(
                &place,
                format!("`{}` is a whole number, its `{key}` is not", field.id),
                "write a whole number, or make it a field of kind `decimal`",
            ),
            Some(_) => {}
        }
    }
    if field.min.zip(field.max).is_some_and(|(min, max)| min > max) {
        found.at(
            &place.key("min"),
            format!("no number is accepted for `{}`: its smallest is above its largest", field.id),
            "let `min` be at most `max`",
        );
    }
}

fn choices(field: &Field, place: &Place, found: &mut Found<'_>) {
    let is_choice = field.kind == FieldKind::Choice;
    if is_choice == field.choices.is_empty() {
        let (message, remedy) = if is_choice {
            (format!("`{}` has nothing to choose from", field.id), "add `choices`")
        } else {
            (
                format!("`{}` is no choice but has choices", field.id),
                "remove them, or write kind = \"choice\"",
            )
        };
        found.at(&place.key("choices"), message, remedy);
    }
    let mut known = HashSet::new();
    for (at, choice) in field.choices.iter().enumerate() {
        let place = place.key("choices").at(at).key("value");
        let value = choice.value.as_str();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if value.is_empty() || !value.bytes().all(plain) {
            found.at(
                &place,
                format!("`{value}` is no value for a choice"),
                "use letters, digits, - and _ only, and say the rest in the label",
            );
        }
        if !known.insert(value) {
            found.at(
                &place,
                format!("the value `{value}` stands twice"),
                "give each choice a value of its own",
            );
        }
    }
}

fn length(field: &Field, place: &Place, found: &mut Found<'_>) {
    let is_text = matches!(field.kind, FieldKind::Text | FieldKind::Paragraph);
    for (key, length) in [("min_length", field.min_length), ("max_length", field.max_length)] {
        let Some(length) = length else { continue };
        let place = place.key(key);
        if !is_text {
            found.at(
                &place,
                format!("`{}` is no text, so it has no `{key}`", field.id),
                "remove it",
            );
        } else if length == 0 {
            found.at(
                &place,
                format!("nothing can be written into `{}`", field.id),
                "allow at least one character",
            );
        }
    }
    if is_text && field.length_min() > field.length_max() {
        found.at(
            &place.key("min_length"),
            format!(
                "no text is accepted for `{}`: its shortest is longer than its longest",
                field.id
            ),
            "let `min_length` be at most `max_length`",
        );
    }
}
