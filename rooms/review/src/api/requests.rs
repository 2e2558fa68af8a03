//! Answers to what holders of certificates ask for, for programs: each is a proposal, which the organ's head approves.

use applications::access::Seen;
use applications::record::proposal::Proposal;
use applications::record::request::Request;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use calendar::Day;
use front::{IdempotencyKey, Problem};
use ledger::Key;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{act_key, problem};
use super::proposals::ProposalDocument;
use crate::at_desk::AtDesk;
use crate::desks::Desks;
use crate::pages::{granting, known_request, propose_answer, refusing};
use crate::seeing;

type Made = (StatusCode, Json<ProposalDocument>);

/// Doing what was asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestGrant {
    /// The new last day of a certificate that is prolonged, `YYYY-MM-DD`; by its own term where none is named.
    #[schema(value_type = Option<String>)]
    until: Option<Day>,
    /// What is done and why, in the words of the paper that follows.
    reasons: String,
}

/// Not doing it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestRefusal {
    /// Why, in the words of the paper that follows.
    reasons: String,
}

/// Proposes to do what the holder of a certificate asks for.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/requests/{request}/grants", tag = "desk", request_body = RequestGrant,
    responses((status = 201, description = "Proposed; another person of the organ decides", body = ProposalDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "It is decided, or an answer waits for its signature"), (status = 422, description = "Words are missing, or the day is not possible"))
)]
pub(crate) async fn grant(
    State(desks): State<Desks>,
    at: AtDesk,
    Path((application, number)): Path<(String, String)>,
    key: IdempotencyKey,
    Json(granted): Json<RequestGrant>,
) -> Result<Made, Problem> {
    let seen = seeing::application(&desks, &at, &application).await?;
    let request = known_request(&seen.application, &number)?;
    let proposal = granting(&seen.application, request, granted.until).ok_or(Problem::NotFound)?;
    answer(
        (&desks, &at),
        &seen,
        request,
        proposal,
        granted.reasons,
        act_key(&key, &format!("grants-{number}")),
    )
    .await
}

/// Proposes to refuse it.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/requests/{request}/refusals", tag = "desk", request_body = RequestRefusal,
    responses((status = 201, description = "Proposed; another person of the organ decides", body = ProposalDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "It is decided, or an answer waits for its signature"), (status = 422, description = "Words are missing"))
)]
pub(crate) async fn refuse(
    State(desks): State<Desks>,
    at: AtDesk,
    Path((application, number)): Path<(String, String)>,
    key: IdempotencyKey,
    Json(refused): Json<RequestRefusal>,
) -> Result<Made, Problem> {
    let seen = seeing::application(&desks, &at, &application).await?;
    let request = known_request(&seen.application, &number)?;
    let key = act_key(&key, &format!("request-refusals-{number}"));
    answer((&desks, &at), &seen, request, refusing(request), refused.reasons, key).await
}

async fn answer(
    desk: (&Desks, &AtDesk),
    seen: &Seen,
    request: &Request,
    proposal: Proposal,
    reasons: String,
    key: Key,
) -> Result<Made, Problem> {
    match propose_answer(desk, seen, request, proposal, reasons, key).await {
        Ok(receipt) => {
            let proposed = receipt.state.proposals.last().ok_or(Problem::Broken)?;
            Ok((StatusCode::CREATED, Json(ProposalDocument::from(proposed))))
        }
        Err(obstacle) => Err(problem(&obstacle, false)),
    }
}
