//! The sample projects of a demonstration city, read from `packs/<city>/sample/projects.toml`, whose head describes the form.

use std::collections::BTreeMap;

use identity::RegionCode;
use procedure::Answers;
use serde::Deserialize;
use serde_json::Value;

use crate::project_code::ProjectCode;

/// An invented project.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleProject {
    /// What other sample files call it.
    pub id: String,
    /// The id of the enterprise whose it is.
    pub enterprise: String,
    /// The sign-in name of whom to ask.
    pub contact: String,
    /// The national project code.
    pub code: ProjectCode,
    /// What it is called.
    pub title: String,
    /// The county.
    pub region: RegionCode,
    /// Where exactly.
    pub address: String,
    /// What is known of its situation.
    #[serde(default)]
    pub answers: Answers,
    /// What its form would say, for whoever files an application.
    #[serde(default)]
    pub form: BTreeMap<String, Value>,
    /// The facts recorded when the land right is obtained.
    #[serde(default)]
    pub gate: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleFile {
    #[serde(default)]
    project: Vec<SampleProject>,
}

/// Reads the file.
///
/// # Errors
/// When it is not TOML, or not of this form; the error says where.
pub fn parse(text: &str) -> Result<Vec<SampleProject>, toml_edit::de::Error> {
    toml_edit::de::from_str::<SampleFile>(text).map(|file| file.project)
}
