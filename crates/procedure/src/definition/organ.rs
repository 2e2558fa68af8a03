//! A department; an organ is a department of one region.

use std::collections::BTreeMap;

use serde::Deserialize;

use identity::FunctionId;

use super::Level;
use crate::identifier::identifier;

identifier!(
    /// Stable id of a department; an organ's id is `<department>-<region code>`.
    DepartmentId
);

/// A department and the functions it has at the levels where it exists.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Stable id.
    pub id: DepartmentId,
    /// Full name by level; `{region}` stands for the region's name.
    pub names: DepartmentNames,
    /// Short name for lanes and lists.
    pub short: String,
    /// English short name.
    #[serde(default)]
    pub short_en: Option<String>,
    /// Levels at which it exists.
    pub levels: Vec<Level>,
    /// What it does; each function belongs to one department.
    pub functions: Vec<FunctionId>,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}

/// Full names by level.
pub type DepartmentNames = BTreeMap<Level, String>;
