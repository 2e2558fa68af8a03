//! The facts of a gate: fields of the dictionary, typed and checked.

use std::collections::BTreeMap;

use front::furniture::Choice;
use front::{FormData, FormErrors, Message, Texts};
use identity::{CreditCode, Phone, RegionCode, ResidentNumber};
use procedure::Decimal;
use procedure::definition::{Field, FieldId, FieldKind, Gate};

use crate::words::Words;

/// The longest line of text, where its field does not say.
const TEXT_CHARACTERS_MAX: usize = 200;
/// The longest text of several lines, where its field does not say.
const PARAGRAPH_CHARACTERS_MAX: usize = 2000;

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
    gate.facts.iter().filter_map(|id| words.release.field(id)).map(|field| fact(texts, words, field)).collect()
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
        FieldKind::Text | FieldKind::Integer | FieldKind::Decimal | FieldKind::CreditCode | FieldKind::ResidentNumber => Asked::Line("text"),
        FieldKind::Boolean => Asked::Choices(vec![Choice::new("true", texts.say("desk-yes")), Choice::new("false", texts.say("desk-no"))]),
        FieldKind::Choice => Asked::Choices(field.choices.iter().map(|choice| Choice::new(choice.value.clone(), &choice.label)).collect()),
        FieldKind::Region => {
            let city = words.release.city().city;
            let below = words.release.regions_below(city).map(|region| Choice::new(region.code.to_string(), &region.name));
            Asked::Choices(std::iter::once(Choice::new(city.to_string(), words.region(city))).chain(below).collect())
        }
    }
}

/// The facts as they were typed, or what is wrong with them.
pub(crate) fn read(words: &Words, gate: &Gate, form: &FormData) -> Result<BTreeMap<FieldId, String>, FormErrors> {
    let (mut facts, mut errors) = (BTreeMap::new(), FormErrors::default());
    for field in gate.facts.iter().filter_map(|id| words.release.field(id)) {
        match form.given(field.id.as_str()) {
            None if field.optional => {}
            None => errors.add(field.id.as_str(), said("desk-fact-missing", field)),
            Some(typed) => {
                if let Some(value) = errors.take(field.id.as_str(), value(words, field, typed)) {
                    facts.insert(field.id.clone(), value);
                }
            }
        }
    }
    if errors.is_empty() { Ok(facts) } else { Err(errors) }
}

/// A fact as it is recorded, if what was typed is one.
fn value(words: &Words, field: &Field, typed: &str) -> Result<String, Message> {
    let wrong = |key| said(key, field);
    match field.kind {
        FieldKind::Text => of_length(field, typed, TEXT_CHARACTERS_MAX),
        FieldKind::Paragraph => of_length(field, typed, PARAGRAPH_CHARACTERS_MAX),
        FieldKind::Integer | FieldKind::Decimal => {
            let number: Decimal = typed.replace([',', '，'], "").parse().map_err(|_| wrong("desk-fact-not-a-number"))?;
            let whole = field.kind == FieldKind::Decimal || !number.to_string().contains('.');
            match (whole, field.within(number)) {
                (false, _) => Err(wrong("desk-fact-not-a-number")),
                (true, false) => Err(wrong("desk-fact-out-of-bounds")),
                (true, true) => Ok(number.to_string()),
            }
        }
        FieldKind::Date => typed.parse::<calendar::Day>().map(|day| day.to_string()).map_err(|_| wrong("desk-fact-not-a-day")),
        FieldKind::Boolean => ["true", "false"].contains(&typed).then(|| typed.to_owned()).ok_or_else(|| wrong("desk-fact-not-a-choice")),
        FieldKind::Choice => {
            let known = field.choices.iter().any(|choice| choice.value == typed);
            known.then(|| typed.to_owned()).ok_or_else(|| wrong("desk-fact-not-a-choice"))
        }
        FieldKind::Region => {
            let region = typed.parse::<RegionCode>().ok().filter(|code| words.release.region(*code).is_some());
            region.map(|code| code.to_string()).ok_or_else(|| wrong("desk-fact-not-a-choice"))
        }
        FieldKind::CreditCode => typed.parse::<CreditCode>().map(|code| code.as_str().to_owned()).map_err(|_| wrong("desk-fact-wrong")),
        FieldKind::ResidentNumber => typed.parse::<ResidentNumber>().map(|number| number.clear_text().to_owned()).map_err(|_| wrong("desk-fact-wrong")),
        FieldKind::Phone => typed.parse::<Phone>().map(|phone| phone.clear_text().to_owned()).map_err(|_| wrong("desk-fact-wrong")),
    }
}

fn of_length(field: &Field, typed: &str, default: usize) -> Result<String, Message> {
    let max = field.max_length.unwrap_or(default);
    if typed.chars().count() > max {
        Err(said("desk-fact-too-long", field).with("max", max))
    } else {
        Ok(typed.to_owned())
    }
}

fn said(key: &'static str, field: &Field) -> Message {
    Message::new(key).with("label", &field.label)
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
