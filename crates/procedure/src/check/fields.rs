//! The field dictionary: each kind of field with what it needs, and nothing that it does not read.

use std::collections::HashSet;

use super::index::Index;
use super::{Found, Mistake};
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
                Mistake::BoundOfNoNumber {
                    field: field.id.to_string(),
                    key: key.to_owned(),
                },
            ),
            None => found.at(&place, Mistake::NotAPlainNumber { key: key.to_owned() }),
            Some(bound) if field.kind == FieldKind::Integer && !bound.is_whole() => found.at(
                &place,
                Mistake::BoundNotWhole {
                    field: field.id.to_string(),
                    key: key.to_owned(),
                },
            ),
            Some(_) => {}
        }
    }
    if field.min.zip(field.max).is_some_and(|(min, max)| min > max) {
        found.at(
            &place.key("min"),
            Mistake::NoNumberAccepted {
                field: field.id.to_string(),
            },
        );
    }
}

fn choices(field: &Field, place: &Place, found: &mut Found<'_>) {
    let is_choice = field.kind == FieldKind::Choice;
    if is_choice == field.choices.is_empty() {
        let id = field.id.to_string();
        let mistake = match is_choice {
            true => Mistake::NothingToChooseFrom { field: id },
            false => Mistake::ChoicesOfNoChoice { field: id },
        };
        found.at(&place.key("choices"), mistake);
    }
    let mut known = HashSet::new();
    for (at, choice) in field.choices.iter().enumerate() {
        let place = place.key("choices").at(at).key("value");
        let value = choice.value.as_str();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if value.is_empty() || !value.bytes().all(plain) {
            found.at(&place, Mistake::NotAChoiceValue { value: value.to_owned() });
        }
        if !known.insert(value) {
            found.at(&place, Mistake::ValueTwice { value: value.to_owned() });
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
                Mistake::LengthOfNoText {
                    field: field.id.to_string(),
                    key: key.to_owned(),
                },
            );
        } else if length == 0 {
            found.at(
                &place,
                Mistake::NothingCanBeWritten {
                    field: field.id.to_string(),
                },
            );
        }
    }
    if is_text && field.length_min() > field.length_max() {
        found.at(
            &place.key("min_length"),
            Mistake::NoTextAccepted {
                field: field.id.to_string(),
            },
        );
    }
}
