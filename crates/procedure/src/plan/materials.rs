//! The papers that a plan asks for: what its steps read, less what the government already holds.

use serde::{Deserialize, Serialize};

use super::PlannedStep;
use crate::condition::applies;
use crate::definition::{Item, Later, LaterRule, MaterialId, MaterialSource, PromiseRule, ProofPromise};
use crate::{Answers, Release};

/// A paper asked of the applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedMaterial {
    /// Its definition.
    pub material: MaterialId,
    /// May be left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// It may follow after submission (容缺).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<LaterRule>,
    /// A promise is accepted instead (告知承诺).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<PromiseRule>,
}

/// What the applicant hands in; a stand-in is asked in place of what it stands in for.
pub(super) fn asked(release: &Release, items: &[&Item], steps: &[PlannedStep], answers: &Answers) -> Vec<AskedMaterial> {
    let mut asked: Vec<AskedMaterial> = Vec::new();
    for material in steps
        .iter()
        .flat_map(|step| &step.materials)
        .filter_map(|id| release.material(id))
    {
        let material = material
            .stand_in
            .as_ref()
            .and_then(|id| release.material(id))
            .unwrap_or(material);
        let produced = matches!(&material.source, MaterialSource::ProducedBy(item) if items.iter().any(|it| it.id == *item));
        let held = matches!(
            material.source,
            MaterialSource::EnterpriseRegister | MaterialSource::ComesWith(_)
        );
        let known = asked.iter().any(|it| it.material == material.id);
        if !produced && !held && !known && applies(material.when.as_ref(), answers) {
            asked.push(AskedMaterial {
                material: material.id.clone(),
                optional: material.optional,
                later: material.later.as_ref().map(Later::rule),
                promise: material.promise.as_ref().map(ProofPromise::rule),
            });
        }
    }
    asked
}
