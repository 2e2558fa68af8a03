//! The fields of a page as it shows them: label, why we ask, what is known, and the kind of box.

use catalogue::Names;
use catalogue::questions::{NO, YES};
use front::furniture::Choice;
use front::{FormData, FormErrors};
use procedure::definition::{Field, FieldId, FieldKind};
use procedure::input::{FieldError, Typed};

use super::start::counties;
use super::words::{calendar_day, in_words};
use crate::drafts::OpenDraft;

/// More choices than these stand in a list to open.
const CHOICES_OPEN_MAX: usize = 7;

/// A field on a page.
pub(super) struct Asked {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub known: String,
    pub required: bool,
    pub kind: Kind,
}

/// The kind of box.
pub(super) enum Kind {
    /// One line.
    Line(Line),
    /// Several lines.
    Area,
    /// One of a few.
    Choices(Vec<Choice>),
    /// One of many.
    Select(Vec<Choice>),
}

/// How a line is typed.
#[derive(Default)]
pub(super) struct Line {
    pub kind: &'static str,
    pub inputmode: &'static str,
    pub autocomplete: &'static str,
    pub size: &'static str,
    pub suffix: String,
}

/// The fields of a page, with what stands in them.
pub(super) fn asked(open: &OpenDraft, names: &Names<'_>, fields: &[&Field], typed: &Typed) -> Vec<Asked> {
    fields
        .iter()
        .map(|field| Asked {
            name: field.id.to_string(),
            label: names.field(field).plain().to_owned(),
            hint: names.hint(field.hint.as_deref()),
            known: known(open, names, field, typed).unwrap_or_default(),
            required: !field.optional,
            kind: kind(names, field, typed.get(field.id.as_str()).map_or("", String::as_str)),
        })
        .collect()
}

/// From where the value of a field is known; where something else was typed, what is known instead.
pub(super) fn known(open: &OpenDraft, names: &Names<'_>, field: &Field, typed: &Typed) -> Option<String> {
    let fact = open.facts.of_field(&open.matter, field)?;
    let typed = typed.get(field.id.as_str()).map_or("", |typed| typed.trim());
    Some(if typed == fact.value.trim() {
        names.texts.say(fact.origin.key()).to_string()
    } else {
        names
            .texts
            .say(fact.origin.otherwise_key())
            .with("value", in_words(names, field, &fact.value))
            .to_string()
    })
}

fn kind(names: &Names<'_>, field: &Field, typed: &str) -> Kind {
    let line = |kind, inputmode, size| {
        Kind::Line(Line {
            kind,
            inputmode,
            size,
            autocomplete: "off",
            suffix: names
                .words(field.unit.as_deref().unwrap_or_default(), None)
                .plain()
                .to_owned(),
        })
    };
    match field.kind {
        FieldKind::Text => Kind::Line(Line {
            kind: "text",
            autocomplete: autocomplete(field),
            ..Line::default()
        }),
        FieldKind::Paragraph => Kind::Area,
        FieldKind::Integer => line("text", "numeric", "short"),
        FieldKind::Decimal => line("text", "decimal", "short"),
        FieldKind::Boolean => Kind::Choices(vec![
            Choice::new(YES, names.texts.say("answer-yes")),
            Choice::new(NO, names.texts.say("answer-no")),
        ]),
        FieldKind::Choice => several(choices(names, field)),
        FieldKind::Region => Kind::Select(counties(names)),
        // A box for dates shows no text that is no date, and what was typed must be seen.
        FieldKind::Date if typed.trim().is_empty() || calendar_day(typed).is_some() => line("date", "", "short"),
        FieldKind::Date => line("text", "", "short"),
        FieldKind::CreditCode | FieldKind::ResidentNumber => line("text", "", ""),
        FieldKind::Phone => Kind::Line(Line {
            kind: "tel",
            inputmode: "tel",
            autocomplete: "tel-national",
            ..Line::default()
        }),
    }
}

fn autocomplete(field: &Field) -> &'static str {
    match field.known_from.as_deref() {
        Some("person.name") => "name",
        Some("enterprise.name") => "organization",
        Some(_) | None => "off",
    }
}

fn choices(names: &Names<'_>, field: &Field) -> Vec<Choice> {
    let choice = |choice: &procedure::definition::Choice| {
        Choice::new(
            choice.value.clone(),
            names.words(&choice.label, choice.label_en.as_deref()).plain(),
        )
    };
    field.choices.iter().map(choice).collect()
}

fn several(choices: Vec<Choice>) -> Kind {
    if choices.len() <= CHOICES_OPEN_MAX {
        Kind::Choices(choices)
    } else {
        Kind::Select(choices)
    }
}

/// A form with what stands in its fields.
pub(super) fn filled(typed: &Typed) -> FormData {
    typed
        .iter()
        .fold(FormData::default(), |form, (field, typed)| form.filled(field, typed.clone()))
}

/// What is wrong, in words at its field.
pub(super) fn errors_at_fields(errors: &[FieldError]) -> FormErrors {
    let mut said = FormErrors::default();
    for wrong in errors {
        said.add(wrong.field.as_str(), catalogue::questions::said(&wrong.error));
    }
    said
}

/// The same for the list at the top, each with the name of its field.
pub(super) fn listed(names: &Names<'_>, errors: &FormErrors) -> Vec<(String, String)> {
    let words = |error: &front::form::FieldError| {
        let said = names.texts.tell(&error.message);
        match names.release.field(&FieldId::from(error.field.as_str())) {
            Some(field) => names
                .texts
                .say("error-of-field")
                .with("field", names.field(field).plain())
                .with("error", said)
                .to_string(),
            None => said,
        }
    };
    errors.iter().map(|error| (error.field.clone(), words(error))).collect()
}

/// What was posted for some fields; of a field that the page did not show, what stood there before.
pub(super) fn taken<'a>(form: &FormData, fields: impl Iterator<Item = &'a str>, before: Option<&Typed>) -> Typed {
    let typed = |field: &str| {
        if form.has(field) {
            Some(form.value(field).to_owned())
        } else {
            before.and_then(|before| before.get(field).cloned())
        }
    };
    fields.filter_map(|field| Some((field.to_owned(), typed(field)?))).collect()
}
