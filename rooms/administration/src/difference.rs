//! What a pack says differently from another: definition by definition, by their stable ids, in the order of the pack.

mod definitions;
mod leaves;

use std::collections::BTreeMap;

use serde_json::Value;

pub use definitions::{Kind, PackFault};

use definitions::{Key, definitions};
use leaves::leaves;

/// The texts of a pack by their path in its folder.
type Texts = BTreeMap<String, String>;

/// One definition that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of definition it is.
    pub kind: Kind,
    /// Its stable id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What became of it.
    pub what: What,
}

/// What became of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Only the newer has it.
    Added,
    /// Only the older has it.
    Removed,
    /// Both have it, and these of its values differ.
    Changed(Vec<Leaf>),
}

/// A value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The keys that lead to it; ids where a list's entries have them.
    pub path: Vec<String>,
    /// What it was; none if it was not there.
    pub old: Option<String>,
    /// What it is; none if it is no longer there.
    pub new: Option<String>,
}

/// What the newer texts say differently from the older.
///
/// # Errors
/// When a text is no TOML, which the checker would have refused.
pub fn difference(older: &Texts, newer: &Texts) -> Result<Vec<Change>, PackFault> {
    let (older, newer) = (definitions(older)?, definitions(newer)?);
    let mut changes = Vec::new();
    for (key, definition) in &newer {
        match older.get(key) {
            None => changes.push(change(key, definition, What::Added)),
            Some(before) if before == definition => {}
            Some(before) => {
                let leaves = changed_leaves(before, definition);
                if !leaves.is_empty() {
                    changes.push(change(key, definition, What::Changed(leaves)));
                }
            }
        }
    }
    let gone = older.iter().filter(|(key, _)| !newer.contains_key(*key));
    changes.extend(gone.map(|(key, definition)| change(key, definition, What::Removed)));
    changes.sort_by(|one, other| (one.kind, &one.id).cmp(&(other.kind, &other.id)));
    Ok(changes)
}

fn change(key: &Key, definition: &Value, what: What) -> Change {
    let name = ["name", "label", "title"]
        .iter()
        .find_map(|name| definition.get(name)?.as_str())
        .unwrap_or(&key.id);
    Change {
        kind: key.kind,
        id: key.id.clone(),
        name: name.to_owned(),
        what,
    }
}

fn changed_leaves(before: &Value, after: &Value) -> Vec<Leaf> {
    let (before, after) = (leaves(before), leaves(after));
    let mut paths: Vec<&Vec<String>> = after.keys().collect();
    paths.extend(before.keys().filter(|path| !after.contains_key(*path)));
    paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| Leaf {
            path: path.clone(),
            old: before.get(path).cloned(),
            new: after.get(path).cloned(),
        })
        .collect()
}
