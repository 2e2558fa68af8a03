//! The papers that a step reads, as they were handed in.

use applications::record::state::Attachment;
use procedure::definition::{FileType, MaterialId, MaterialSource};

use super::{Sight, Vault};

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paper {
    /// Its material.
    pub(crate) material: MaterialId,
    /// What it is called.
    pub(crate) name: String,
    /// Whether this step reads it; the others are shown behind.
    pub(crate) is_read: bool,
    /// What was handed in, if anything.
    pub(crate) handed_in: Option<HandedIn>,
    /// Whether the applicant hands it in, rather than a register or another step.
    pub(crate) is_asked: bool,
    /// Where it comes from, when it is not the applicant who hands it in; empty otherwise.
    pub(crate) source: String,
}

/// A file that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HandedIn {
    /// Its version, from 1.
    pub(crate) version: u32,
    /// PDF, OFD, …
    pub(crate) kind: &'static str,
    /// 12.4 MB.
    pub(crate) size: String,
    /// Its name as uploaded; empty once erased.
    pub(crate) file_name: String,
    /// Its digest as uploaded, in hexadecimal; empty once erased.
    pub(crate) digest: String,
    /// Where it is shown.
    pub(crate) path: String,
    /// Whether a browser can show it.
    pub(crate) can_be_shown: bool,
}

impl HandedIn {
    /// Enough of the digest to compare at a glance.
    pub(crate) fn short_digest(&self) -> &str {
        self.digest.get(..SHORT_DIGEST).unwrap_or(&self.digest)
    }
}

/// How many digits of a digest are compared at a glance.
const SHORT_DIGEST: usize = 8;

/// The papers of the application, those that the step reads first. What its answers make unnecessary is left out.
pub(crate) fn papers(sight: &Sight<'_>, vault: &Vault) -> Vec<Paper> {
    let mut read = read_by(sight);
    read.retain(|material| is_needed(sight, material));
    let others = sight
        .application()
        .materials
        .iter()
        .map(|attachment| attachment.material.clone());
    let mut all: Vec<Paper> = read.iter().map(|material| paper(sight, vault, material, true)).collect();
    for material in others {
        if !all.iter().any(|paper| paper.material == material) {
            all.push(paper(sight, vault, &material, false));
        }
    }
    all
}

/// What the step reads; what stands in for a paper that is not there yet stands in its place.
pub(crate) fn read_by(sight: &Sight<'_>) -> Vec<MaterialId> {
    let mut read: Vec<MaterialId> = Vec::new();
    for material in &sight.step.planned.materials {
        let stand_in = sight
            .words
            .release
            .material(material)
            .and_then(|material| material.stand_in.clone());
        let stands = match stand_in {
            Some(stand_in) if sight.application().material(material).is_none() => stand_in,
            Some(_) | None => material.clone(),
        };
        if !read.contains(&stands) {
            read.push(stands);
        }
    }
    read
}

/// Whether a paper was handed in, is asked of the applicant, or comes from elsewhere.
fn is_needed(sight: &Sight<'_>, material: &MaterialId) -> bool {
    let asked = sight
        .application()
        .plan
        .iter()
        .flat_map(|plan| &plan.materials)
        .any(|asked| asked.material == *material);
    asked || !is_asked_of_applicant(sight, material) || sight.application().material(material).is_some()
}

fn is_asked_of_applicant(sight: &Sight<'_>, material: &MaterialId) -> bool {
    let definition = sight.words.release.material(material);
    definition.is_none_or(|definition| definition.source == MaterialSource::Applicant)
}

fn paper(sight: &Sight<'_>, vault: &Vault, material: &MaterialId, is_read: bool) -> Paper {
    let attachment = sight.application().material(material);
    Paper {
        name: sight.words.material(material),
        handed_in: attachment.map(|attachment| handed_in(sight, vault, attachment)),
        source: source(sight, material),
        is_asked: is_asked_of_applicant(sight, material),
        material: material.clone(),
        is_read,
    }
}

fn handed_in(sight: &Sight<'_>, vault: &Vault, attachment: &Attachment) -> HandedIn {
    let secret = format!("material/{}/{}", attachment.material, attachment.version);
    let text = |name| {
        vault
            .within(&secret, name)
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    HandedIn {
        version: attachment.version,
        kind: kind(attachment.file_type),
        size: size(attachment.bytes),
        file_name: text("name"),
        digest: text("digest"),
        path: format!(
            "/desk/{}/materials/{}/{}",
            sight.seen.record, attachment.material, attachment.version
        ),
        can_be_shown: can_be_shown(attachment.file_type),
    }
}

fn source(sight: &Sight<'_>, material: &MaterialId) -> String {
    let definition = sight.words.release.material(material);
    match definition.map(|definition| &definition.source) {
        Some(MaterialSource::EnterpriseRegister) => sight.texts.say("desk-paper-from-register").to_string(),
        Some(MaterialSource::ProducedBy(item)) => sight
            .texts
            .say("desk-paper-produced-by")
            .with("item", sight.words.item(item))
            .to_string(),
        Some(MaterialSource::ComesWith(gate)) => {
            let matter = sight
                .application()
                .plan
                .as_ref()
                .map(|plan| plan.matter.as_str())
                .unwrap_or_default();
            let gate = sight
                .words
                .gate(matter, gate)
                .map(|gate| gate.name.clone())
                .unwrap_or_default();
            sight.texts.say("desk-paper-comes-with").with("gate", gate).to_string()
        }
        Some(MaterialSource::Applicant) | None => definition
            .and_then(|definition| definition.prepared_by.clone())
            .unwrap_or_default(),
    }
}

fn kind(file_type: FileType) -> &'static str {
    match file_type {
        FileType::Pdf => "PDF",
        FileType::Ofd => "OFD",
        FileType::Jpeg => "JPEG",
        FileType::Png => "PNG",
        FileType::Zip => "ZIP",
        FileType::Dwg => "DWG",
    }
}

/// Whether every browser shows it by itself.
pub(crate) fn can_be_shown(file_type: FileType) -> bool {
    match file_type {
        FileType::Pdf | FileType::Jpeg | FileType::Png => true,
        FileType::Ofd | FileType::Zip | FileType::Dwg => false,
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..=1023 => format!("{bytes} B"),
        1024..=1_048_575 => format!("{} KB", bytes / 1024),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
