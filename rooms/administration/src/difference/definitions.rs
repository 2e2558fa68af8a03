//! The definitions of a pack by kind and stable id, wherever in the folder they stand.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What kind of definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The city itself.
    City,
    /// A matter.
    Matter,
    /// An item with its steps.
    Item,
    /// A material.
    Material,
    /// A field or guided question.
    Field,
    /// A department.
    Department,
    /// A region.
    Region,
    /// A template of a document.
    Template,
    /// English words.
    English,
    /// Anything else that a pack lists.
    Other,
}

/// By what a definition is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) kind: Kind,
    pub(super) id: String,
}

/// A text that is no TOML.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct PackFault {
    /// Which.
    pub file: String,
    /// Why.
    pub message: String,
}

impl Kind {
    /// The key of its name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::City => "pack-kind-city",
            Self::Matter => "pack-kind-matter",
            Self::Item => "pack-kind-item",
            Self::Material => "pack-kind-material",
            Self::Field => "pack-kind-field",
            Self::Department => "pack-kind-department",
            Self::Region => "pack-kind-region",
            Self::Template => "pack-kind-template",
            Self::English => "pack-kind-english",
            Self::Other => "pack-kind-other",
        }
    }

    /// The kind of what a list of this name holds.
    fn of_list(name: &str) -> Self {
        match name {
            "item" => Self::Item,
            "material" => Self::Material,
            "field" => Self::Field,
            "department" => Self::Department,
            "region" => Self::Region,
            _ => Self::Other,
        }
    }
}

pub(super) fn definitions(texts: &BTreeMap<String, String>) -> Result<BTreeMap<Key, Value>, PackFault> {
    let mut all = BTreeMap::new();
    for (path, text) in texts.iter().filter(|(path, _)| !path.starts_with("sample/")) {
        let whole: Value = toml_edit::de::from_str(text).map_err(|error| PackFault {
            file: path.clone(),
            message: error.to_string(),
        })?;
        let stem = path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".toml"))
            .unwrap_or(path);
        if path.starts_with("templates/") {
            let id = stem.to_owned();
            all.insert(
                Key {
                    kind: Kind::Template,
                    id,
                },
                whole,
            );
        } else if let Some(id) = whole.get("id").and_then(Value::as_str).map(str::to_owned) {
            all.insert(Key { kind: Kind::Matter, id }, whole);
        } else if let Value::Object(file) = whole {
            take_apart(stem, file, &mut all);
        }
    }
    Ok(all)
}

/// A file that lists definitions, and what it says beside them.
fn take_apart(stem: &str, file: Map<String, Value>, all: &mut BTreeMap<Key, Value>) {
    let mut rest = Map::new();
    for (name, value) in file {
        let listed = value
            .as_array()
            .and_then(|list| list.iter().map(id_of).collect::<Option<Vec<_>>>());
        match (listed, value) {
            (Some(ids), Value::Array(list)) if !ids.is_empty() => {
                let kind = Kind::of_list(&name);
                all.extend(ids.into_iter().zip(list).map(|(id, one)| (Key { kind, id }, one)));
            }
            (_, value) => {
                rest.insert(name, value);
            }
        }
    }
    if !rest.is_empty() {
        let kind = match stem {
            "pack" => Kind::City,
            "english" => Kind::English,
            _ => Kind::Other,
        };
        let id = stem.to_owned();
        all.insert(Key { kind, id }, Value::Object(rest));
    }
}

/// The stable id of an entry of a list.
pub(super) fn id_of(entry: &Value) -> Option<String> {
    let id = entry.get("id").or_else(|| entry.get("code"))?;
    match id {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
