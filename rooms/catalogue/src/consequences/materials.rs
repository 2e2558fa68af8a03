//! The papers: what the applicant hands in, and what it need not because somebody already has it.

use procedure::condition::applies;
use procedure::definition::{FileType, Material, MaterialId, MaterialSource};
use procedure::plan::Plan;
use procedure::{Answers, Release};

use crate::words::{Names, Words};

/// A paper on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialLine {
    /// Its definition.
    pub material: MaterialId,
    /// What it is called.
    pub name: Words,
    /// What it must contain; only in Chinese.
    pub hint: String,
    /// Whether it may be left out.
    pub optional: bool,
    /// Who prepares it where not the applicant.
    pub prepared_by: String,
    /// The file types accepted.
    pub accepts: String,
    /// The largest file, in mebibytes.
    pub max_megabytes: u32,
    /// Why it need not be handed in; none for what is.
    pub exempt: Option<ExemptReason>,
}

/// Why a paper need not be handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExemptReason {
    /// The register of enterprises says it.
    Register,
    /// An item of the same application produces it.
    Produced(Words),
    /// It comes when the gate opens; until then another paper stands in.
    ComesLater {
        /// What stands in.
        stand_in: Option<Words>,
    },
}

impl ExemptReason {
    /// The key of its sentence.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Register => "exempt-register",
            Self::Produced(_) => "exempt-produced",
            Self::ComesLater { stand_in: Some(_) } => "exempt-later-stand-in",
            Self::ComesLater { stand_in: None } => "exempt-later",
        }
    }

    /// What its sentence names.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Produced(name) | Self::ComesLater { stand_in: Some(name) } => name.plain(),
            Self::Register | Self::ComesLater { stand_in: None } => "",
        }
    }
}

/// Why a paper need not be handed in with any answers; none for one that the applicant brings.
#[must_use]
pub fn exempt_reason(names: &Names<'_>, material: &Material) -> Option<ExemptReason> {
    match &material.source {
        MaterialSource::Applicant => None,
        MaterialSource::EnterpriseRegister => Some(ExemptReason::Register),
        MaterialSource::ProducedBy(item) => Some(ExemptReason::Produced(names.item_short(item))),
        MaterialSource::ComesWith(_) => Some(ExemptReason::ComesLater {
            stand_in: material.stand_in.as_ref().map(|stand_in| names.material_id(stand_in)),
        }),
    }
}

pub(super) fn asked(names: &Names<'_>, plan: &Plan) -> Vec<MaterialLine> {
    let asked = plan
        .materials
        .iter()
        .filter_map(|asked| Some((asked, names.release.material(&asked.material)?)));
    asked
        .map(|(asked, material)| MaterialLine {
            optional: asked.optional,
            exempt: None,
            ..line(names, material)
        })
        .collect()
}

/// What the plan's steps read and its applicant need not hand in, each once.
#[must_use]
pub fn exempt(names: &Names<'_>, plan: &Plan, answers: &Answers) -> Vec<MaterialLine> {
    let mut seen: Vec<&MaterialId> = Vec::new();
    let mut lines = Vec::new();
    for id in plan.steps.iter().flat_map(|step| &step.materials) {
        let asked = plan.materials.iter().any(|asked| asked.material == *id);
        let Some(material) = read_by_plan(names.release, id, answers).filter(|_| !asked && !seen.contains(&id)) else {
            continue;
        };
        seen.push(id);
        lines.extend(exempt_reason(names, material).map(|reason| MaterialLine {
            exempt: Some(reason),
            ..line(names, material)
        }));
    }
    lines
}

fn read_by_plan<'a>(release: &'a Release, id: &MaterialId, answers: &Answers) -> Option<&'a Material> {
    release
        .material(id)
        .filter(|material| applies(material.when.as_ref(), answers))
}

/// A paper as its definition has it.
#[must_use]
pub fn line(names: &Names<'_>, material: &Material) -> MaterialLine {
    MaterialLine {
        material: material.id.clone(),
        name: names.material(material),
        hint: names.hint(material.hint.as_deref()),
        optional: material.optional,
        prepared_by: names.hint(material.prepared_by.as_deref()),
        accepts: accepted(names, &material.accepts),
        max_megabytes: material.max_megabytes,
        exempt: exempt_reason(names, material),
    }
}

fn accepted(names: &Names<'_>, types: &[FileType]) -> String {
    let name = |file_type: &FileType| match file_type {
        FileType::Pdf => "PDF",
        FileType::Ofd => "OFD",
        FileType::Jpeg => "JPG",
        FileType::Png => "PNG",
        FileType::Zip => "ZIP",
        FileType::Dwg => "DWG",
    };
    let accepted: Vec<&str> = types.iter().map(name).collect();
    accepted.join(&names.texts.say("way-comma").to_string())
}
