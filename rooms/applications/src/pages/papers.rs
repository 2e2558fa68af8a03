//! The papers of an application: where each comes from, who reads it, how it stands; and those that need not be handed in.

use catalogue::{Names, Words, consequences};
use front::Problem;
use front::furniture::{Lamp, Shape};
use identity::OrganId;

use super::trouble::unavailable;
use crate::access::Seen;
use crate::record::Application;
use crate::record::state::{Attachment, StepStatus};
use crate::room::ApplicationRoom;

/// A paper that was handed in.
pub(super) struct PaperLine {
    pub name: Words,
    pub address: String,
    /// Where it comes from: 您上传 · 第 2 版 · PDF, 1.2 MB.
    pub source: String,
    /// SHA-256 of what was handed in.
    pub digest: String,
    pub organs: String,
    pub lamp: Lamp,
}

/// A paper that need not be handed in, and why.
pub(super) struct ExemptLine {
    pub name: Words,
    pub reason: String,
}

pub(super) async fn papers(room: &ApplicationRoom, seen: &Seen, names: &Names<'_>) -> Result<Vec<PaperLine>, Problem> {
    let application = &seen.application;
    let path = |paper: &Attachment| format!("material/{}/{}", paper.material, paper.version);
    let paths: Vec<String> = application.materials.iter().map(path).collect();
    let secrets = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    let line = |paper: &Attachment| PaperLine {
        name: names.material_id(&paper.material),
        address: format!("/applications/{}/materials/{}", seen.record, paper.material),
        source: names
            .texts
            .say("paper-source")
            .with("version", paper.version)
            .with("type", crate::uploads::word(paper.file_type))
            .with("size", size(paper.bytes))
            .to_string(),
        digest: secrets
            .get(&path(paper))
            .and_then(|secret| secret["digest"].as_str())
            .unwrap_or_default()
            .to_owned(),
        organs: readers(application, names, paper),
        lamp: lamp(application, names, paper),
    };
    Ok(application.materials.iter().map(line).collect())
}

/// Whose desks read a paper, or read it in the place of another that is still to come.
fn readers(application: &Application, names: &Names<'_>, paper: &Attachment) -> String {
    let stands_in = |id| {
        names
            .release
            .material(id)
            .is_some_and(|material| material.stand_in.as_ref() == Some(&paper.material))
    };
    let mut organs: Vec<&OrganId> = Vec::new();
    for step in application.steps.iter().filter(|step| step.status != StepStatus::Dropped) {
        let reads = step.planned.materials.iter().any(|id| *id == paper.material || stands_in(id));
        if reads && !organs.contains(&&step.planned.organ) {
            organs.push(&step.planned.organ);
        }
    }
    match organs.as_slice() {
        [] => String::new(),
        [one] => names.organ(one).plain().to_owned(),
        several => names.texts.say("paper-readers").with("count", several.len()).to_string(),
    }
}

fn lamp(application: &Application, names: &Names<'_>, paper: &Attachment) -> Lamp {
    let asked = application
        .refining
        .iter()
        .any(|refining| refining.materials.contains(&paper.material));
    match asked {
        true => Lamp::new(Shape::Yellow, names.texts.say("paper-asked")),
        false => Lamp::new(Shape::Done, names.texts.say("paper-received")),
    }
}

/// What organs read and the applicant need not hand in.
pub(super) fn exempt(seen: &Seen, names: &Names<'_>) -> Vec<ExemptLine> {
    let Some(plan) = &seen.application.plan else {
        return Vec::new();
    };
    let lines = consequences::exempt(names, plan, &seen.application.answers).into_iter();
    let line = |line: consequences::MaterialLine| {
        let reason = line.exempt?;
        Some(ExemptLine {
            name: line.name,
            reason: names.texts.say(reason.key()).with("name", reason.name()).to_string(),
        })
    };
    lines.filter_map(line).collect()
}

/// A size as people read it.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
