//! How a value is shown to the person whose it is, on a page and in the file that is taken out.

use applications::in_words;
use applications::record::keeping::{DOCUMENT, SAID};
use catalogue::Names;
use catalogue::questions::{NO, YES};
use ledger::{Held, Keeping};
use procedure::definition::FieldId;
use serde_json::Value;

/// Words of organs and keys of issued papers are read where the papers are; nobody is shown what is not served yet.
const READ_ELSEWHERE: [Keeping; 2] = [SAID, DOCUMENT];

/// The value for the person; none for what opens something (a password's fingerprint, the key of a file), for what is read
/// with its paper, and for what is about somebody else.
#[must_use]
pub fn shown(held: &Held) -> Option<Value> {
    let is_elsewhere = READ_ELSEWHERE.iter().any(|keeping| keeping.purpose == held.purpose) && held.path != "rating";
    if is_elsewhere || held.path == people::record::account::PASSWORD || crate::record::plan::is_of_others(held) {
        return None;
    }
    let mut value = held.value.clone();
    if let Value::Object(object) = &mut value {
        object.remove("key");
    }
    Some(value)
}

/// The same as lines: a label where the value has parts, and what it says.
#[must_use]
pub(crate) fn lines(names: &Names<'_>, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| field(names, name, value))
            .collect(),
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().map(|item| (String::new(), plain(item))).collect(),
        Value::String(_) | Value::Number(_) | Value::Bool(_) => vec![(String::new(), plain(value))],
    }
}

fn field(names: &Names<'_>, name: &str, value: &Value) -> (String, String) {
    if let Some(field) = names.release.field(&FieldId::from(name)) {
        return (names.field(field).plain().to_owned(), in_words(names, field, &typed(value)));
    }
    let label = match name {
        "name" => "data-value-name",
        "phone" => "data-value-phone",
        "digest" => "data-value-digest",
        _ => return (name.to_owned(), plain(value)),
    };
    (names.texts.say(label).to_string(), plain(value))
}

fn typed(value: &Value) -> String {
    match value {
        Value::Bool(flag) => (if *flag { YES } else { NO }).to_owned(),
        Value::String(_) | Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => plain(value),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
