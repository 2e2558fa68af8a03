//! `/api/v1/matters/{matter}/plan`: what answers lead to. Nothing is kept of the question.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use front::Problem;
use identity::RegionCode;
use procedure::definition::Matter;
use procedure::input::read_json;
use procedure::plan::{Plan, PlanError, schedule};
use procedure::{Answers, Release};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::portal::Portal;
use crate::questions;

/// Where, and what was answered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanRequest {
    /// The region of the project or premises; without it the city.
    #[schema(value_type = Option<String>)]
    region: Option<RegionCode>,
    /// The answers by question: yes or no, a number, or the value of a choice.
    #[schema(value_type = Object)]
    answers: Map<String, Value>,
}

/// What the answers lead to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlanDocument {
    /// The digest of the release that says so.
    release: String,
    /// The promise in working days.
    promise_days: u32,
    /// The longest chain in working days: no application counts more if every step keeps its limit.
    longest_days: u32,
    /// The day after which the gate can open; none without a gate.
    gate_day: Option<u32>,
    /// Questions that are asked after these answers and have none.
    open_questions: Vec<String>,
    /// The items that apply.
    items: Vec<PlannedItemDocument>,
    /// Their steps, each behind those it comes after.
    steps: Vec<PlannedStepDocument>,
    /// The papers to hand in.
    materials: Vec<AskedMaterialDocument>,
}

/// An item that applies.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlannedItemDocument {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Who decides it; none for a mere check.
    decider: Option<String>,
    /// The group it is issued with.
    group: Option<String>,
}

/// A step that applies.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlannedStepDocument {
    /// Its id.
    id: String,
    /// Its item.
    item: String,
    /// Whose desk it comes to.
    organ: String,
    /// The limit in days.
    days: u32,
    /// Where the limit comes from.
    ground: String,
    /// Steps that must be done first.
    after: Vec<String>,
    /// Whether it stands behind the gate.
    behind_gate: bool,
    /// After how many days it can begin.
    from: u32,
    /// After how many days it ends by its limit.
    to: u32,
    /// Whether it is on the longest chain.
    longest: bool,
}

/// A paper to hand in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AskedMaterialDocument {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Whether it may be left out.
    optional: bool,
}

/// Says what answers lead to.
#[utoipa::path(
    post, path = "/api/v1/matters/{matter}/plan", tag = "catalogue", request_body = PlanRequest,
    params(("matter" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The plan", body = PlanDocument),
        (status = 400, description = "An answer that its question does not take, or an unknown region"),
        (status = 404, description = "No such matter"),
        (status = 422, description = "With these answers there is nothing to apply for"),
    )
)]
pub(crate) async fn create(
    State(portal): State<Portal>,
    Path(matter): Path<String>,
    request: Result<Json<PlanRequest>, JsonRejection>,
) -> Result<Json<PlanDocument>, Problem> {
    let release = portal.catalogue.current();
    let matter = release.matter(&matter).ok_or(Problem::NotFound)?;
    let Json(request) = request.map_err(|_| Problem::invalid("plan-request-unreadable"))?;
    let answers = answers(&release, matter, &request.answers)?;
    let region = request.region.unwrap_or(release.city().city);
    let plan = Plan::of(&release, &matter.id, &answers, region).map_err(|error| match error {
        PlanError::NothingApplies => Problem::Refused("consequences-nothing".into()),
        PlanError::NoOrgan { .. } => Problem::invalid("plan-region-unknown"),
        PlanError::UnknownMatter(_) => Problem::NotFound,
    })?;
    Ok(Json(document(&release, matter, &plan, &answers)))
}

/// The answers, or what is wrong with the first that is wrong.
fn answers(release: &Release, matter: &Matter, given: &Map<String, Value>) -> Result<Answers, Problem> {
    let is_question = |id: &str| matter.questions.iter().any(|question| question.as_str() == id);
    if let Some(unknown) = given.keys().find(|id| !is_question(id)) {
        let message = front::Message::new("plan-question-unknown").with("question", unknown);
        return Err(Problem::invalid(message));
    }
    let (reading, _) = read_json(release, matter, given);
    match reading.errors.first() {
        Some(wrong) => {
            let message = front::Message::new("plan-answer-wrong")
                .with("question", wrong.field.as_str())
                .with("reason", questions::said(&wrong.error));
            Err(Problem::invalid(message))
        }
        None => Ok(reading.values),
    }
}

fn document(release: &Release, matter: &Matter, plan: &Plan, answers: &Answers) -> PlanDocument {
    let schedule = schedule(plan);
    let name = |id| release.item(id).map_or_else(String::new, |item| item.name.clone());
    PlanDocument {
        release: release.digest().to_owned(),
        promise_days: plan.promise.number,
        longest_days: schedule.days,
        gate_day: schedule.gate,
        open_questions: questions::open(&questions::of_matter(release, matter), answers)
            .iter()
            .map(|question| question.id.to_string())
            .collect(),
        items: plan
            .items
            .iter()
            .map(|planned| PlannedItemDocument {
                id: planned.item.to_string(),
                name: name(&planned.item),
                decider: planned.decider.as_ref().map(ToString::to_string),
                group: planned.group.as_ref().map(ToString::to_string),
            })
            .collect(),
        steps: plan
            .steps
            .iter()
            .zip(&schedule.steps)
            .map(|(step, scheduled)| PlannedStepDocument {
                id: step.step.to_string(),
                item: step.item.to_string(),
                organ: step.organ.to_string(),
                days: step.limit.number,
                ground: step.limit.ground.clone(),
                after: step.after.iter().map(ToString::to_string).collect(),
                behind_gate: scheduled.behind_gate,
                from: scheduled.from,
                to: scheduled.to,
                longest: scheduled.longest,
            })
            .collect(),
        materials: plan
            .materials
            .iter()
            .map(|asked| AskedMaterialDocument {
                id: asked.material.to_string(),
                name: release
                    .material(&asked.material)
                    .map_or_else(String::new, |material| material.name.clone()),
                optional: asked.optional,
            })
            .collect(),
    }
}
