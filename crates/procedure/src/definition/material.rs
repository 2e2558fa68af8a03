//! A material (材料): a paper that steps read, with where it comes from and what may stand in for it.

use serde::{Deserialize, Serialize};

use super::{FileType, GateId, ItemId, Later, ProofPromise};
use crate::condition::Condition;
use crate::identifier::identifier;

identifier!(
    /// Stable id of a material, unique in the pack.
    MaterialId
);

/// No file larger than this many mebibytes is taken in.
pub const MATERIAL_MEGABYTES_MAX: u32 = 500;

/// A paper that steps read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Stable id.
    pub id: MaterialId,
    /// Its name on the list.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: Option<String>,
    /// What it must contain, and how to get it.
    #[serde(default)]
    pub hint: Option<String>,
    /// Original, copy or electronic.
    #[serde(default)]
    pub form: MaterialForm,
    /// Where it comes from.
    pub source: MaterialSource,
    /// Asked only when this holds and a step that reads it applies.
    #[serde(default)]
    pub when: Option<Condition>,
    /// May be handed in without it.
    #[serde(default)]
    pub optional: bool,
    /// The file types accepted, found by content.
    #[serde(default = "every_type")]
    pub accepts: Vec<FileType>,
    /// Largest file accepted, in mebibytes.
    #[serde(default = "default_megabytes")]
    pub max_megabytes: u32,
    /// The material that stands in for this one until its gate opens.
    #[serde(default)]
    pub stand_in: Option<MaterialId>,
    /// It may follow after submission (容缺).
    #[serde(default)]
    pub later: Option<Later>,
    /// A promise is accepted instead (告知承诺).
    #[serde(default)]
    pub promise: Option<ProofPromise>,
    /// Who prepares it where not the applicant itself, such as an intermediary agency.
    #[serde(default)]
    pub prepared_by: Option<String>,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}

fn every_type() -> Vec<FileType> {
    vec![FileType::Pdf, FileType::Ofd, FileType::Jpeg, FileType::Png]
}

fn default_megabytes() -> u32 {
    100
}

/// The form in which a material is handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialForm {
    /// An electronic file.
    #[default]
    Electronic,
    /// A scanned original.
    Original,
    /// A scanned copy.
    Copy,
}

/// Where a material comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialSource {
    /// The applicant hands it in.
    Applicant,
    /// What the register of enterprises already says of the applicant.
    EnterpriseRegister,
    /// An earlier item of the same application produces it.
    ProducedBy(ItemId),
    /// It comes with the opening of a gate.
    ComesWith(GateId),
}
