//! What a public notice (公示) shows of an application, and until when its objections are answered.

use serde::Deserialize;

use super::{FieldId, LimitText};

/// The rules of a public notice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The fields that anybody may read; never those of persons.
    #[serde(default)]
    pub shows: Vec<FieldId>,
    /// Within which days after its end the organ answers what was objected; without it, by its end.
    #[serde(default)]
    pub answer: Option<LimitText>,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}
