//! `/api/v1/applications/{application}/steps/{step}/…`: acts on a step.

use applications::record::Applications;
use applications::record::command::{
    Accept, AskRefinement, Claim, GiveOpinion, OwnSupplement, PassStage, Refuse, Release, ReturnStage, SendBack, SignOff,
};
use applications::record::state::Opinion;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use front::{IdempotencyKey, OptionalBody, Problem};
use ledger::CommandOf;
use procedure::definition::{MaterialId, StepId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{StepDocument, act_key, problem};
use crate::acts::on_step;
use crate::at_desk::AtDesk;
use crate::desks::Desks;
use crate::seeing;

pub(super) type Created = Result<(StatusCode, Json<StepDocument>), Problem>;

/// What an act on a step comes with.
#[derive(axum::extract::FromRequestParts)]
#[from_request(state(Desks))]
pub(crate) struct Asked {
    desks: State<Desks>,
    at: AtDesk,
    ids: Path<(String, String)>,
    key: IdempotencyKey,
}

/// What the applicant is to refine.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refinement {
    /// What to change, in words.
    request: String,
    /// Papers to hand in anew.
    #[serde(default)]
    materials: Vec<String>,
}

/// What was found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpinionGiven {
    /// The opinion.
    opinion: OpinionWord,
    /// Its words: conditions, or what to change. Needed for everything but agreement to what has not changed.
    #[serde(default)]
    text: String,
    /// The places of the review points that were ticked, from 0.
    #[serde(default)]
    points: Vec<u8>,
}

/// An opinion.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OpinionWord {
    /// Agreed, or passed, or paid.
    Agree,
    /// On conditions.
    Conditional,
    /// Not supported, with what to change.
    NotSupported,
}

/// Accepting, and what becomes of what the organ itself found missing.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// What becomes of the organ's own supplement opinion that has not gone out; without it nothing is accepted over one.
    #[serde(default)]
    own_supplement: OwnSupplementWord,
}

/// What becomes of an organ's own supplement opinion.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OwnSupplementWord {
    /// It stands.
    #[default]
    Stands,
    /// It is taken back.
    TakenBack,
}

/// Why a draft goes back to its handler.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Return {
    /// Why.
    reason: String,
}

/// What the signer decides on a draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum DecisionMade {
    /// Signed off.
    SignOff {
        /// Why, although a review did not support it; nothing where every review did.
        despite: Option<String>,
    },
    /// Given back to its reviewer.
    SendBack {
        /// Why.
        reason: String,
    },
    /// Refused.
    Refuse {
        /// Reasons, in fact and in law.
        reasons: String,
    },
}

/// Shows a step as it stands.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}/steps/{step}", tag = "desk",
    responses((status = 200, description = "The step", body = StepDocument), (status = 404, description = "Not there, or not for this actor"))
)]
pub(crate) async fn show(
    State(desks): State<Desks>,
    at: AtDesk,
    Path((application, step)): Path<(String, String)>,
) -> Result<Json<StepDocument>, Problem> {
    let seen = seeing::application(&desks, &at, &application).await?;
    Ok(Json(StepDocument::of(seen.record, seen.version, seeing::step(&seen, &step)?)))
}

/// Takes a step on (认领).
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/claims", tag = "desk",
    responses((status = 201, description = "Claimed", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "Somebody else came first"))
)]
pub(crate) async fn claim(asked: Asked) -> Created {
    act(asked, "claims", |step| Claim { step }).await
}

/// Puts a step back.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/releases", tag = "desk",
    responses((status = 201, description = "Put back", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "Somebody else has it"))
)]
pub(crate) async fn release(asked: Asked) -> Created {
    act(asked, "releases", |step| Release { step }).await
}

/// Asks the applicant to refine (修改完善); the clock stands still meanwhile.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/refinements", tag = "desk", request_body = Refinement,
    responses((status = 201, description = "Asked", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on"), (status = 422, description = "Not in pre-review, too often, or without words"))
)]
pub(crate) async fn refine(asked: Asked, Json(refinement): Json<Refinement>) -> Created {
    let materials = refinement
        .materials
        .iter()
        .map(|material| MaterialId::from(material.as_str()))
        .collect();
    act(asked, "refinements", |step| AskRefinement {
        step,
        request: refinement.request,
        materials,
    })
    .await
}

/// Says what was found: an opinion, or the result of a survey, meeting, hearing or of outside work.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/opinions", tag = "desk", request_body = OpinionGiven,
    responses((status = 201, description = "Given, or on its way through the chain", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on"), (status = 422, description = "Words are missing or too long"))
)]
pub(crate) async fn opine(asked: Asked, Json(given): Json<OpinionGiven>) -> Created {
    act(asked, "opinions", |step| GiveOpinion {
        step,
        opinion: given.opinion.into(),
        text: given.text,
        points: given.points,
    })
    .await
}

/// Agrees with a draft in the chain.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/passes", tag = "desk",
    responses((status = 201, description = "Passed on", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on"), (status = 422, description = "One's own draft"))
)]
pub(crate) async fn pass(asked: Asked) -> Created {
    act(asked, "passes", |step| PassStage { step }).await
}

/// Gives a draft back in the chain.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/returns", tag = "desk", request_body = Return,
    responses((status = 201, description = "Given back", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on"), (status = 422, description = "Words are missing or too long"))
)]
pub(crate) async fn give_back(asked: Asked, Json(returned): Json<Return>) -> Created {
    act(asked, "returns", |step| ReturnStage {
        step,
        reason: returned.reason,
    })
    .await
}

/// Accepts a formal application (受理).
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/acceptances", tag = "desk", request_body = Option<Acceptance>,
    responses((status = 201, description = "Accepted", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The step has gone on"), (status = 422, description = "The organ's own supplement opinion has not gone out and was not taken back"))
)]
pub(crate) async fn accept(asked: Asked, OptionalBody(acceptance): OptionalBody<Acceptance>) -> Created {
    let own_supplement = OwnSupplement::from(acceptance.own_supplement);
    act(asked, "acceptances", |step| Accept { step, own_supplement }).await
}

/// Decides on a draft: signs it off, gives it back, or refuses.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/decisions", tag = "desk", request_body = DecisionMade,
    responses((status = 201, description = "Decided", body = StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "Somebody else came first"), (status = 422, description = "Words are missing or too long, or a review did not support it and nothing says why it is signed nevertheless"))
)]
pub(crate) async fn decide(asked: Asked, Json(made): Json<DecisionMade>) -> Created {
    match made {
        DecisionMade::SignOff { despite } => act(asked, "sign-offs", |step| SignOff { step, despite }).await,
        DecisionMade::SendBack { reason } => act(asked, "send-backs", |step| SendBack { step, reason }).await,
        DecisionMade::Refuse { reasons } => act(asked, "refusals", |step| Refuse { step, reasons }).await,
    }
}

pub(super) async fn act<C: CommandOf<Applications>>(asked: Asked, act: &str, command: impl FnOnce(StepId) -> C) -> Created {
    let Asked {
        desks: State(desks),
        at,
        ids: Path((application, step)),
        key,
    } = asked;
    let key = act_key(&key, act);
    let seen = seeing::application(&desks, &at, &application).await?;
    let known = seeing::step(&seen, &step)?;
    let id = known.planned.step.clone();
    match on_step(&desks, &at, &seen, known, command(id.clone()), key).await {
        Ok(receipt) => Ok((
            StatusCode::CREATED,
            Json(StepDocument::after(seen.record, receipt.version, &receipt.state, &id)?),
        )),
        Err(obstacle) => Err(problem(&obstacle, at.organ().as_ref() == Some(&known.planned.organ))),
    }
}

impl From<OwnSupplementWord> for OwnSupplement {
    fn from(word: OwnSupplementWord) -> Self {
        match word {
            OwnSupplementWord::Stands => Self::Stands,
            OwnSupplementWord::TakenBack => Self::TakenBack,
        }
    }
}

impl From<OpinionWord> for Opinion {
    fn from(word: OpinionWord) -> Self {
        match word {
            OpinionWord::Agree => Self::Agree,
            OpinionWord::Conditional => Self::Conditional,
            OpinionWord::NotSupported => Self::NotSupported,
        }
    }
}
