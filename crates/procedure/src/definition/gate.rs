//! A gate: an event outside the procedure that everything behind it waits for.

use serde::Deserialize;

use identity::FunctionId;

use super::{FieldId, LimitText};
use crate::identifier::identifier;

identifier!(
    /// Stable id of a gate, unique in its matter.
    GateId
);

/// An outside event that opens what stands behind it, recorded by the organ with the named function.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Stable id; steps name it in `after`.
    pub id: GateId,
    /// What has happened when it is open, such as "取得土地使用权".
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: Option<String>,
    /// Two or three characters for the axis, such as "拿地".
    pub short: String,
    /// What people wait for meanwhile, as in "等…的日子不计入".
    pub waiting_for: String,
    /// Who records it.
    pub function: FunctionId,
    /// How long what leads to it usually takes: a stated parameter of what issuing together saves.
    #[serde(default)]
    pub usually: Option<LimitText>,
    /// The facts recorded when it opens.
    pub facts: Vec<FieldId>,
    /// The material that the applicant hands in when it has opened, which replaces its stand-in.
    #[serde(default)]
    pub assumption: Option<String>,
}
