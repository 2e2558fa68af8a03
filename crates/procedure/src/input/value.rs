//! The value of a field, as the vault keeps it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use identity::{CreditCode, Phone, RegionCode, ResidentNumber};

use super::{InputError, date, number, text};
use crate::definition::{Field, FieldId, FieldKind, Level};
use crate::{Answer, Decimal, Release};

/// The values of a form by field.
pub type FormValues = BTreeMap<FieldId, FormValue>;

/// The value of a field; its kind says how a text is written (a day as YYYY-MM-DD, numbers of persons without spaces).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FormValue {
    /// Yes or no.
    Flag(bool),
    /// A number in the field's unit.
    Number(Decimal),
    /// Everything else.
    Text(String),
}

impl FormValue {
    /// Reads what was typed into a field, where something was.
    pub(super) fn read(release: &Release, field: &Field, typed: &str) -> Result<Self, Vec<InputError>> {
        let one = |error: InputError| vec![error];
        match field.kind {
            FieldKind::Text | FieldKind::Paragraph => text::read(field, typed).map(Self::Text),
            FieldKind::Integer | FieldKind::Decimal => number::read(field, typed).map(Self::Number),
            FieldKind::Boolean => flag(typed).map(Self::Flag).ok_or_else(|| one(InputError::NotYesOrNo)),
            FieldKind::Choice => choice(field, typed)
                .map(Self::Text)
                .ok_or_else(|| one(InputError::NotAChoice)),
            FieldKind::Date => {
                let day = date::read(typed).map(|day| Self::Text(day.to_string()));
                day.ok_or_else(|| one(InputError::NotADate))
            }
            FieldKind::Region => region(release, typed).map(Self::Text).map_err(one),
            FieldKind::CreditCode => {
                let code = typed.parse::<CreditCode>().map(String::from);
                code.map(Self::Text).map_err(|error| one(InputError::CreditCode(error)))
            }
            FieldKind::ResidentNumber => {
                let number = typed.parse::<ResidentNumber>().map(String::from);
                number.map(Self::Text).map_err(|error| one(InputError::ResidentNumber(error)))
            }
            FieldKind::Phone => {
                let phone = typed.parse::<Phone>().map(String::from);
                phone.map(Self::Text).map_err(|error| one(InputError::Phone(error)))
            }
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Flag(_) | Self::Number(_) => None,
        }
    }
}

// Names, addresses and numbers of persons must not get into a log by way of an error.
impl fmt::Debug for FormValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "Flag({flag})"),
            Self::Number(number) => write!(f, "Number({number})"),
            Self::Text(text) => write!(f, "Text({} characters)", text.chars().count()),
        }
    }
}

impl From<FormValue> for Answer {
    fn from(value: FormValue) -> Self {
        match value {
            FormValue::Flag(flag) => Self::Flag(flag),
            FormValue::Number(number) => Self::Number(number),
            FormValue::Text(choice) => Self::Choice(choice),
        }
    }
}

/// As radio buttons, check boxes and addresses write it.
fn flag(typed: &str) -> Option<bool> {
    match typed.trim() {
        "yes" | "true" | "on" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

fn choice(field: &Field, typed: &str) -> Option<String> {
    let chosen = field.choices.iter().find(|choice| choice.value == typed.trim())?;
    Some(chosen.value.clone())
}

fn region(release: &Release, typed: &str) -> Result<String, InputError> {
    let code: RegionCode = typed.trim().parse().map_err(|_| InputError::RegionUnknown)?;
    match release.region(code) {
        None => Err(InputError::RegionUnknown),
        Some(region) if region.level != Level::County => Err(InputError::RegionNotACounty),
        Some(_) => Ok(code.to_string()),
    }
}
