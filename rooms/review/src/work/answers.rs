//! The form as it was filled in, and the answers to the guided questions.

use identity::{mask_name, mask_phone, mask_resident_number};
use procedure::Answer;
use procedure::definition::{Field, FieldId, FieldKind};
use serde_json::Value;

use super::{Sight, Vault};

/// A part of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its heading.
    pub(crate) title: String,
    /// Label and value, line by line.
    pub(crate) lines: Vec<(String, String)>,
}

/// The answers, then each part of the form. Personal values are whole only for whoever works on the step.
pub(crate) fn answers(sight: &Sight<'_>, vault: &Vault, is_whole: bool) -> Vec<Part> {
    let situations = Part {
        title: sight.texts.say("desk-situations").to_string(),
        lines: sight
            .application()
            .answers
            .iter()
            .map(|(field, answer)| situation(sight, field, answer))
            .collect(),
    };
    let matter = sight.application().plan.as_ref().and_then(|plan| sight.words.matter_of(plan));
    let parts = matter.into_iter().flat_map(|matter| &matter.parts).map(|part| Part {
        title: part.title.clone(),
        lines: part
            .fields
            .iter()
            .filter_map(|field| {
                let value = vault.within(&format!("form/{}", part.id), field.as_str())?;
                Some(line(sight, field, value, is_whole))
            })
            .collect(),
    });
    std::iter::once(situations)
        .chain(parts)
        .filter(|part| !part.lines.is_empty())
        .collect()
}

pub(super) fn situation(sight: &Sight<'_>, id: &FieldId, answer: &Answer) -> (String, String) {
    let field = sight.words.release.field(id);
    let value = match answer {
        Answer::Flag(flag) => yes_or_no(sight, *flag),
        Answer::Number(number) => with_unit(number.to_string(), field),
        Answer::Choice(value) => choice(field, value),
    };
    (label(id, field), value)
}

fn line(sight: &Sight<'_>, id: &FieldId, value: &Value, is_whole: bool) -> (String, String) {
    let field = sight.words.release.field(id);
    let text = match value {
        Value::Bool(flag) => yes_or_no(sight, *flag),
        Value::Number(number) => with_unit(number.to_string(), field),
        Value::String(text) => written(sight, field, text, is_whole),
        Value::Null => String::new(),
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、"),
        Value::Object(_) => value.to_string(),
    };
    (label(id, field), text)
}

fn written(sight: &Sight<'_>, field: Option<&Field>, text: &str, is_whole: bool) -> String {
    let Some(definition) = field else { return text.to_owned() };
    let masked = definition.personal && !is_whole;
    match definition.kind {
        FieldKind::ResidentNumber if !is_whole => mask_resident_number(text),
        FieldKind::Phone if masked => mask_phone(text),
        FieldKind::Text | FieldKind::Paragraph if masked => mask_name(text),
        FieldKind::Choice => choice(field, text),
        FieldKind::Boolean => match text {
            "true" | "yes" => yes_or_no(sight, true),
            "false" | "no" => yes_or_no(sight, false),
            text => text.to_owned(),
        },
        FieldKind::Region => text.parse().map_or_else(|_| text.to_owned(), |code| sight.words.region(code)),
        FieldKind::Date => text
            .parse()
            .map_or_else(|_| text.to_owned(), |day| sight.texts.long_day(&day)),
        FieldKind::Integer | FieldKind::Decimal => with_unit(text.to_owned(), field),
        FieldKind::Text | FieldKind::Paragraph | FieldKind::CreditCode | FieldKind::ResidentNumber | FieldKind::Phone => {
            with_unit(text.to_owned(), field)
        }
    }
}

fn label(id: &FieldId, field: Option<&Field>) -> String {
    field.map_or_else(|| id.to_string(), |field| field.label.clone())
}

fn yes_or_no(sight: &Sight<'_>, flag: bool) -> String {
    sight.texts.say(if flag { "desk-yes" } else { "desk-no" }).to_string()
}

fn choice(field: Option<&Field>, value: &str) -> String {
    let chosen = field.and_then(|field| field.choices.iter().find(|choice| choice.value == value));
    chosen.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
}

fn with_unit(value: String, field: Option<&Field>) -> String {
    match field.and_then(|field| field.unit.as_deref()) {
        Some(unit) if !value.is_empty() => format!("{value} {unit}"),
        Some(_) | None => value,
    }
}
