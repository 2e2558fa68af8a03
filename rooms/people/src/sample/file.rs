//! `people.toml` as it is written.

use std::collections::BTreeMap;

use authority::AgentScope;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleFile {
    pub(super) password: String,
    #[serde(default)]
    pub(super) person: Vec<PersonEntry>,
    #[serde(default)]
    pub(super) enterprise: Vec<EnterpriseEntry>,
    #[serde(default)]
    pub(super) staff: Vec<StaffEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonEntry {
    pub(super) sign_in_name: String,
    pub(super) name: String,
    pub(super) region: String,
    pub(super) born: Option<String>,
    #[serde(default)]
    pub(super) posts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnterpriseEntry {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) region: String,
    pub(super) representative: String,
    #[serde(default)]
    pub(super) agents: Vec<AgentEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgentEntry {
    pub(super) person: String,
    pub(super) scope: AgentScope,
    pub(super) days: i32,
}

/// An organ and, by duty, who holds its posts.
#[derive(Debug, Deserialize)]
pub(super) struct StaffEntry {
    pub(super) organ: String,
    #[serde(flatten)]
    pub(super) posts: BTreeMap<String, String>,
}
