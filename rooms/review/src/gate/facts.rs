//! The facts of a gate: fields of the dictionary, typed and checked.

use std::collections::BTreeMap;

use front::furniture::Choice;
use front::{FormData, FormErrors, Texts};
use procedure::Answers;
use procedure::definition::{Field, FieldId, FieldKind, FormPart, Gate, Matter};
use procedure::input::{FormValue, read_form};

use crate::words::Words;

/// A fact as the form asks for it.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// The field, which is also its name in the form.
    pub(crate) id: String,
    /// What is asked.
    pub(crate) label: String,
    /// Why, or how to answer.
    pub(crate) hint: String,
    /// Its unit.
    pub(crate) unit: String,
    /// Whether it must be answered.
    pub(crate) required: bool,
    /// How it is asked.
    pub(crate) asked: Asked,
}

/// How a fact is asked.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// In a line, with the kind of box.
    Line(&'static str),
    /// In several lines.
    Lines,
    /// As one of several answers.
    Choices(Vec<Choice>),
}

/// The facts that a gate asks for.
pub(crate) fn facts(texts: &Texts, words: &Words, gate: &Gate) -> Vec<Fact> {
    gate.facts
        .iter()
        .filter_map(|id| words.release.field(id))
        .map(|field| fact(texts, words, field))
        .collect()
}

fn fact(texts: &Texts, words: &Words, field: &Field) -> Fact {
    Fact {
        id: field.id.to_string(),
        label: field.label.clone(),
        hint: field.hint.clone().unwrap_or_default(),
        unit: field.unit.clone().unwrap_or_default(),
        required: !field.optional,
        asked: asked(texts, words, field),
    }
}

fn asked(texts: &Texts, words: &Words, field: &Field) -> Asked {
    match field.kind {
        FieldKind::Paragraph => Asked::Lines,
        FieldKind::Date => Asked::Line("date"),
        FieldKind::Phone => Asked::Line("tel"),
        FieldKind::Text | FieldKind::Integer | FieldKind::Decimal | FieldKind::CreditCode | FieldKind::ResidentNumber => {
            Asked::Line("text")
        }
        FieldKind::Boolean => Asked::Choices(vec![
            Choice::new("true", texts.say("desk-yes")),
            Choice::new("false", texts.say("desk-no")),
        ]),
        FieldKind::Choice => Asked::Choices(
            field
                .choices
                .iter()
                .map(|choice| Choice::new(choice.value.clone(), &choice.label))
                .collect(),
        ),
        FieldKind::Region => {
            let counties = words.release.regions_below(words.release.city().city);
            Asked::Choices(
                counties
                    .map(|region| Choice::new(region.code.to_string(), &region.name))
                    .collect(),
            )
        }
    }
}

/// The facts as they were typed, read against the field dictionary; or what is wrong with them.
pub(crate) fn read(
    words: &Words,
    matter: &Matter,
    gate: &Gate,
    form: &FormData,
) -> Result<BTreeMap<FieldId, String>, FormErrors> {
    let form_of_facts = FormPart {
        id: gate.id.to_string(),
        title: gate.name.clone(),
        title_en: None,
        fields: gate.facts.clone(),
    };
    let matter = Matter {
        parts: vec![form_of_facts],
        ..matter.clone()
    };
    let typed = form.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let reading = read_form(&words.release, &matter, &Answers::default(), &typed);
    let mut errors = FormErrors::default();
    for wrong in reading.all_errors() {
        errors.add(wrong.field.as_str(), people::said(wrong.error.key(), wrong.error.args()));
    }
    if errors.is_empty() {
        Ok(reading
            .values
            .into_iter()
            .map(|(field, value)| (field, written(&value)))
            .collect())
    } else {
        Err(errors)
    }
}

/// A fact as it is recorded.
fn written(value: &FormValue) -> String {
    match value {
        FormValue::Flag(flag) => flag.to_string(),
        FormValue::Number(number) => number.to_string(),
        FormValue::Text(text) => text.clone(),
    }
}

impl Fact {
    /// A recorded value as people read it.
    pub(crate) fn told(&self, value: &str) -> String {
        match &self.asked {
            Asked::Choices(choices) => {
                let chosen = choices.iter().find(|choice| choice.value == value);
                chosen.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
            }
            Asked::Line(_) | Asked::Lines if self.unit.is_empty() => value.to_owned(),
            Asked::Line(_) | Asked::Lines => format!("{value} {}", self.unit),
        }
    }
}
