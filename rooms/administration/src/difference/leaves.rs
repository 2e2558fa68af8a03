//! The values of a definition, each with the keys that lead to it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::definitions::id_of;

pub(super) fn leaves(definition: &Value) -> BTreeMap<Vec<String>, String> {
    let mut all = BTreeMap::new();
    gather(definition, &mut Vec::new(), &mut all);
    all
}

fn gather(value: &Value, path: &mut Vec<String>, all: &mut BTreeMap<Vec<String>, String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                below(key.clone(), member, path, all);
            }
        }
        Value::Array(list) if list.iter().any(Value::is_object) => {
            for (index, entry) in list.iter().enumerate() {
                let key = id_of(entry).unwrap_or_else(|| (index + 1).to_string());
                below(key, entry, path, all);
            }
        }
        Value::Array(list) => {
            let lines: Vec<String> = list.iter().map(plain).collect();
            all.insert(path.clone(), lines.join("\n"));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            all.insert(path.clone(), plain(value));
        }
    }
}

fn below(key: String, value: &Value, path: &mut Vec<String>, all: &mut BTreeMap<Vec<String>, String>) {
    path.push(key);
    gather(value, path, all);
    path.pop();
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
