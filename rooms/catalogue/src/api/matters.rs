//! `/api/v1/matters`: what can be applied for, and everything its guide says.

use axum::Json;
use axum::extract::{Path, State};
use front::Problem;
use procedure::Release;
use procedure::definition::{Audience, Item, Material, MaterialSource, Matter};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::portal::Portal;

/// A matter in the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatterSummary {
    /// Its stable id.
    id: String,
    /// What people call it.
    name: String,
    /// The same in English.
    name_en: Option<String>,
    /// One sentence.
    summary: String,
    /// `person`, `enterprise`.
    audience: Vec<&'static str>,
    /// Whether applications hang on a project.
    needs_project: bool,
    /// The promise in working days.
    promise_days: u32,
    /// How often one has to come.
    visits: u32,
}

/// A matter with what its guide says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatterDocument {
    #[serde(flatten)]
    summary: MatterSummary,
    /// The digest of the release that says so.
    release: String,
    /// What the promise counts.
    promise_counts: String,
    /// Who may apply.
    conditions: Vec<String>,
    /// Law and policy.
    law: Vec<String>,
    /// What it costs.
    fee: String,
    /// Its items.
    items: Vec<ItemDocument>,
    /// Every paper that some item reads.
    materials: Vec<MaterialDocument>,
    /// JSON Schema (2020-12) of its questions and form.
    #[schema(value_type = Object)]
    schema: Value,
}

/// An item of a matter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ItemDocument {
    /// Its stable id.
    id: String,
    /// Its place in the published list.
    number: Option<String>,
    /// Its official name.
    name: String,
    /// The same in English.
    name_en: Option<String>,
    /// The kind of act, such as 行政许可.
    kind: String,
    /// The condition under which it applies, as the release writes it; none applies always.
    when: Option<String>,
    /// What is issued.
    certificate: Option<String>,
    /// Its legal basis.
    law: Vec<String>,
}

/// A paper.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MaterialDocument {
    /// Its stable id.
    id: String,
    /// Its name.
    name: String,
    /// `applicant`, `enterprise_register`, `produced_by`, `comes_with`.
    source: &'static str,
    /// Whether it may be left out.
    optional: bool,
    /// The condition under which it is asked for.
    when: Option<String>,
}

/// Lists what can be applied for.
#[utoipa::path(
    get, path = "/api/v1/matters", tag = "catalogue",
    responses((status = 200, description = "Every matter", body = [MatterSummary]))
)]
pub(crate) async fn list(State(portal): State<Portal>) -> Json<Vec<MatterSummary>> {
    Json(portal.catalogue.current().matters().map(summary).collect())
}

/// Says everything of one matter.
#[utoipa::path(
    get, path = "/api/v1/matters/{matter}", tag = "catalogue",
    params(("matter" = String, Path, description = "Its id")),
    responses((status = 200, description = "The matter", body = MatterDocument), (status = 404, description = "No such matter"))
)]
pub(crate) async fn show(State(portal): State<Portal>, Path(matter): Path<String>) -> Result<Json<MatterDocument>, Problem> {
    let release = portal.catalogue.current();
    let matter = release.matter(&matter).ok_or(Problem::NotFound)?;
    let items: Vec<&Item> = release.items_of(matter).collect();
    Ok(Json(MatterDocument {
        summary: summary(matter),
        release: release.digest().to_owned(),
        promise_counts: matter.promise.counts.clone(),
        conditions: matter.guide.conditions.clone(),
        law: matter.guide.law.clone(),
        fee: matter.guide.fee.clone(),
        materials: materials(&release, &items),
        items: items.into_iter().map(item).collect(),
        schema: procedure::schema::of(&release, matter),
    }))
}

fn summary(matter: &Matter) -> MatterSummary {
    MatterSummary {
        id: matter.id.to_string(),
        name: matter.name.clone(),
        name_en: matter.name_en.clone(),
        summary: matter.summary.clone(),
        audience: matter
            .audience
            .iter()
            .map(|audience| match audience {
                Audience::Person => "person",
                Audience::Enterprise => "enterprise",
            })
            .collect(),
        needs_project: matter.needs_project,
        promise_days: matter.promise.limit.days,
        visits: matter.guide.visits,
    }
}

fn item(item: &Item) -> ItemDocument {
    ItemDocument {
        id: item.id.to_string(),
        number: item.number.clone(),
        name: item.name.clone(),
        name_en: item.name_en.clone(),
        kind: item.kind.clone(),
        when: item.when.as_ref().map(|when| when.source().to_owned()),
        certificate: item.certificate.as_ref().map(|certificate| certificate.name.clone()),
        law: item.law.clone(),
    }
}

fn materials(release: &Release, items: &[&Item]) -> Vec<MaterialDocument> {
    let mut materials: Vec<&Material> = Vec::new();
    let read = items.iter().flat_map(|item| &item.steps).flat_map(|step| &step.materials);
    for material in read.filter_map(|id| release.material(id)) {
        if !materials.iter().any(|known| known.id == material.id) {
            materials.push(material);
        }
    }
    materials
        .into_iter()
        .map(|material| MaterialDocument {
            id: material.id.to_string(),
            name: material.name.clone(),
            source: match material.source {
                MaterialSource::Applicant => "applicant",
                MaterialSource::EnterpriseRegister => "enterprise_register",
                MaterialSource::ProducedBy(_) => "produced_by",
                MaterialSource::ComesWith(_) => "comes_with",
            },
            optional: material.optional,
            when: material.when.as_ref().map(|when| when.source().to_owned()),
        })
        .collect()
}
