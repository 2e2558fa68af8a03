//! Numbers as people type them: full-width digits, spaces and groups of three are theirs to use.

use super::InputError;
use crate::decimal::WHOLE_MAX;
use crate::definition::{Field, FieldKind};
use crate::{Decimal, DecimalError};

/// The number that was typed, or everything that is wrong with it.
pub(super) fn read(field: &Field, typed: &str) -> Result<Decimal, Vec<InputError>> {
    let plain = plain(typed);
    match plain.parse() {
        Ok(number) => fitting(field, number),
        Err(DecimalError::NotANumber) => Err(vec![InputError::NotANumber]),
        Err(DecimalError::TooFine) if field.kind == FieldKind::Integer => Err(vec![InputError::NotWhole]),
        Err(DecimalError::TooFine) => Err(vec![InputError::TooFine]),
        Err(DecimalError::TooLarge) if plain.starts_with('-') => Err(vec![below(field)]),
        Err(DecimalError::TooLarge) => Err(vec![above(field)]),
    }
}

fn fitting(field: &Field, number: Decimal) -> Result<Decimal, Vec<InputError>> {
    let mut errors = Vec::new();
    if field.kind == FieldKind::Integer && !number.is_whole() {
        errors.push(InputError::NotWhole);
    }
    if field.min_number().is_some_and(|min| number < min) {
        errors.push(below(field));
    }
    if field.max_number().is_some_and(|max| number > max) {
        errors.push(above(field));
    }
    if errors.is_empty() { Ok(number) } else { Err(errors) }
}

fn below(field: &Field) -> InputError {
    InputError::BelowMinimum {
        minimum: field.min_number().or(Decimal::whole(-WHOLE_MAX)).unwrap_or_default(),
        unit: field.unit.clone().unwrap_or_default(),
    }
}

fn above(field: &Field) -> InputError {
    InputError::AboveMaximum {
        maximum: field.max_number().or(Decimal::whole(WHOLE_MAX)).unwrap_or_default(),
        unit: field.unit.clone().unwrap_or_default(),
    }
}

fn plain(typed: &str) -> String {
    let ascii: String = typed
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '０'..='９' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            '．' | '。' => '.',
            '，' => ',',
            '－' | '−' => '-',
            other => other,
        })
        .collect();
    let digits = ascii.strip_prefix('-').unwrap_or(&ascii);
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    if in_groups_of_three(whole) {
        ascii.replace(',', "")
    } else {
        ascii
    }
}

/// Such as 50,000; any other comma could stand for a point and is no number.
fn in_groups_of_three(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()) && digits(first));
    first && groups.all(|group| group.len() == 3 && digits(group))
}
