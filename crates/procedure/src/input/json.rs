//! Reading the same from JSON, as the interface takes it: one object with a member a field.

use serde_json::{Map, Value};

use super::reading::{Found, form, questions};
use super::text::is_blank;
use super::{FieldError, FormValue, FormValues, InputError, Reading};
use crate::definition::{Field, FieldId, FieldKind, Matter};
use crate::{Answers, Release};

/// Reads the answers and the form of a matter from an object that its JSON Schema ([`crate::schema`]) describes.
///
/// Members that the matter does not have are errors of the form.
#[must_use]
pub fn read_json(release: &Release, matter: &Matter, object: &Map<String, Value>) -> (Reading<Answers>, Reading<FormValues>) {
    let mut find = |field: &Field| of_json(release, field, object.get(field.id.as_str())?);
    let answers = questions(release, matter, &mut find);
    let mut values = form(release, matter, &answers.values, &mut find);
    values.errors.extend(unknown(matter, object));
    (answers, values)
}

fn of_json(release: &Release, field: &Field, value: &Value) -> Found {
    let typed = match (field.kind, value) {
        (FieldKind::Boolean, Value::Bool(flag)) => flag.to_string(),
        (FieldKind::Integer | FieldKind::Decimal, Value::Number(number)) => number.to_string(),
        (FieldKind::Boolean | FieldKind::Integer | FieldKind::Decimal, _) => return Some(Err(vec![InputError::WrongType])),
        // Where nothing is to be said, the member is left out.
        (_, Value::String(text)) if text.chars().all(is_blank) => return Some(Err(vec![InputError::Missing])),
        (_, Value::String(text)) => text.clone(),
        (_, _) => return Some(Err(vec![InputError::WrongType])),
    };
    Some(FormValue::read(release, field, &typed))
}

fn unknown(matter: &Matter, object: &Map<String, Value>) -> Vec<FieldError> {
    let known = |id: &str| {
        let mut fields = matter
            .questions
            .iter()
            .chain(matter.parts.iter().flat_map(|part| &part.fields));
        fields.any(|field| field.as_str() == id)
    };
    let unknown = object.keys().filter(|id| !known(id));
    unknown
        .map(|id| FieldError {
            field: FieldId::from(id.as_str()),
            error: InputError::UnknownField,
        })
        .collect()
}
