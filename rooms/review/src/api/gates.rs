//! `/api/v1/applications/{application}/gates/{gate}`: the outside event that a part of an application waits for.

use std::collections::BTreeMap;

use applications::record::command::{FailGate, OpenGate};
use applications::record::state::GateState;
use axum::Json;
use axum::extract::{Path, State};
use front::{FormData, IdempotencyKey, Problem};
use identity::RecordId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::{act_key, problem};
use crate::acts::on_gate;
use crate::at_desk::AtDesk;
use crate::desks::Desks;
use crate::gate::read;
use crate::pages::definition;
use crate::seeing;
use crate::words::Words;

/// A gate as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GateDocument {
    /// The application.
    application: String,
    /// The version of the application of which this is told.
    version: u64,
    /// The gate.
    gate: String,
    /// The organ that records it.
    organ: String,
    /// The day it opened.
    opened_on: Option<String>,
    /// The day on which it was recorded that it never will.
    failed_on: Option<String>,
    /// What was recorded when it opened.
    facts: BTreeMap<String, String>,
}

/// What has become of the outside event.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum GateRecord {
    /// It has happened.
    Open {
        /// The facts that the gate's definition asks for, field by field.
        facts: BTreeMap<String, String>,
    },
    /// It never will; what stands behind it ends.
    Never {
        /// Why.
        reason: String,
    },
}

/// Shows a gate that is the actor's organ's to record.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}/gates/{gate}", tag = "desk",
    responses((status = 200, description = "The gate", body = GateDocument), (status = 404, description = "Not there, or not for this actor"))
)]
pub(crate) async fn show(
    State(desks): State<Desks>,
    at: AtDesk,
    Path((application, gate)): Path<(String, String)>,
) -> Result<Json<GateDocument>, Problem> {
    let seen = seeing::application(&desks, &at, &application).await?;
    let gate = seeing::gate(&seen, &at, &gate)?;
    Ok(Json(GateDocument::of(seen.record, seen.version, gate)))
}

/// Records a gate, once: that it is open with its facts, or that it never will be.
#[utoipa::path(
    put, path = "/api/v1/applications/{application}/gates/{gate}", tag = "desk", request_body = GateRecord,
    responses((status = 200, description = "Recorded", body = GateDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "It was recorded before"), (status = 422, description = "A fact is missing or wrong"))
)]
pub(crate) async fn record(
    State(desks): State<Desks>,
    at: AtDesk,
    Path((application, gate)): Path<(String, String)>,
    key: IdempotencyKey,
    Json(record): Json<GateRecord>,
) -> Result<Json<GateDocument>, Problem> {
    let key = act_key(&key, "gates");
    let seen = seeing::application(&desks, &at, &application).await?;
    let known = seeing::gate(&seen, &at, &gate)?;
    let words = Words::of(desks.catalogue(), &seen.application);
    let (matter, definition) = definition(&seen, &words, known)?;
    let (id, function) = (known.gate.clone(), &definition.function);
    let outcome = match record {
        GateRecord::Open { facts } => {
            let typed = FormData::of(facts)?;
            let facts = read(&words, matter, definition, &typed).map_err(first)?;
            on_gate(&desks, &at, &seen, known, function, OpenGate { gate: id, facts }, key).await
        }
        GateRecord::Never { reason } => on_gate(&desks, &at, &seen, known, function, FailGate { gate: id, reason }, key).await,
    };
    let receipt = outcome.map_err(|obstacle| problem(&obstacle, true))?;
    let recorded = receipt.state.gate(&known.gate).ok_or(Problem::Broken)?;
    Ok(Json(GateDocument::of(seen.record, receipt.version, recorded)))
}

/// The first thing that is wrong with the facts.
fn first(errors: front::FormErrors) -> Problem {
    errors
        .iter()
        .next()
        .map_or(Problem::Broken, |error| Problem::Refused(error.message.clone()))
}

impl GateDocument {
    fn of(record: RecordId, version: u64, gate: &GateState) -> Self {
        Self {
            application: record.to_string(),
            version,
            gate: gate.gate.to_string(),
            organ: gate.organ.to_string(),
            opened_on: gate.opened_on.map(|day| day.to_string()),
            failed_on: gate.failed_on.map(|day| day.to_string()),
            facts: gate
                .facts
                .iter()
                .map(|(field, value)| (field.to_string(), value.clone()))
                .collect(),
        }
    }
}
