//! Proposals for programs: proposing an act, and approving or declining it.

use applications::record::command::{Approve, Decline, Propose};
use applications::record::proposal::{Outcome, Proposal, ProposalState, ProposedOn};
use applications::record::special::SpecialKind;
use authority::acts;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use front::{IdempotencyKey, Message, Problem};
use identity::OrganId;
use ledger::CommandOf;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::{act_key, problem};
use super::steps::{Asked, Created, act};
use crate::acts::on_proposal;
use crate::at_desk::AtDesk;
use crate::desks::Desks;
use crate::pages::known_proposal;
use crate::seeing;

/// An act that needs a signature, with its reasons.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ProposalMade {
    /// What is to be done.
    #[serde(flatten)]
    act: ProposedAct,
    /// Why, in the words that will stand in what follows.
    reasons: String,
}

/// What is to be done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(crate) enum ProposedAct {
    /// Not to accept a formal application.
    NotAccept {
        /// The organ whose matter it is instead.
        #[serde(default)]
        elsewhere: Option<String>,
    },
    /// A special procedure.
    SpecialProcedure {
        /// `tender`, `auction`, `inspection`, `test`, `quarantine`, `appraisal`, `expert-review`.
        kind: String,
        /// How many working days are announced.
        days: u32,
    },
    /// An extension of the term to decide.
    Extend {
        /// By how many days.
        days: u32,
        /// The number of the government's approval, where its head approves.
        #[serde(default)]
        approval: Option<String>,
    },
}

/// Why a proposal is declined.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Declined {
    /// The reason, for whoever proposed it.
    reason: String,
}

/// A proposal as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProposalDocument {
    /// Its number within the application.
    number: u16,
    /// What is to be done, with its particulars.
    #[schema(value_type = Object)]
    proposal: Proposal,
    /// The step or the case that it is about.
    #[schema(value_type = Object)]
    about: ProposedOn,
    /// Whose signature it needs.
    organ: String,
    /// The duty that signs: `sign`, or `lead` for the government's head.
    duty: &'static str,
    /// The account that proposed it.
    by: String,
    /// When.
    day: String,
    /// `approved`, `declined`, `lapsed`; none while it waits.
    #[schema(value_type = Option<String>)]
    outcome: Option<Outcome>,
}

impl From<&ProposalState> for ProposalDocument {
    fn from(known: &ProposalState) -> Self {
        let proposed = &known.proposed;
        Self {
            number: proposed.number.0,
            proposal: proposed.proposal.clone(),
            about: proposed.on.clone(),
            organ: proposed.organ.to_string(),
            duty: proposed.duty.as_str(),
            by: proposed.by.to_string(),
            day: proposed.day.to_string(),
            outcome: known.outcome,
        }
    }
}

impl ProposedAct {
    fn read(self) -> Result<Proposal, Problem> {
        match self {
            Self::NotAccept { elsewhere } => {
                let organ = |id: String| {
                    id.parse::<OrganId>()
                        .map_err(|_| Problem::Invalid(Message::new("desk-api-organ-unknown")))
                };
                Ok(Proposal::NotAccept {
                    elsewhere: elsewhere.map(organ).transpose()?,
                })
            }
            Self::SpecialProcedure { kind, days } => Ok(Proposal::SpecialProcedure {
                kind: special_kind(&kind)?,
                days,
            }),
            Self::Extend { days, approval } => Ok(Proposal::Extend { days, approval }),
        }
    }
}

/// What the law's list calls that.
pub(super) fn special_kind(text: &str) -> Result<SpecialKind, Problem> {
    SpecialKind::from_text(text).ok_or_else(|| Problem::Invalid(Message::new("desk-special-kind-missing")))
}

/// Proposes an act that needs the signature of a head.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/steps/{step}/proposals", tag = "desk", request_body = ProposalMade,
    responses((status = 201, description = "Proposed", body = super::answer::StepDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "The same waits for its signature, or the step has gone on"), (status = 422, description = "Words are missing, or the act is not possible here"))
)]
pub(crate) async fn propose(asked: Asked, Json(made): Json<ProposalMade>) -> Created {
    let proposal = made.act.read()?;
    let reasons = made.reasons;
    act(asked, "proposals", |step| Propose {
        on: ProposedOn::Step(step),
        proposal,
        answers: None,
        reasons,
    })
    .await
}

/// Shows the proposals of an application.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}/proposals", tag = "desk",
    responses((status = 200, description = "Its proposals, in their order", body = [ProposalDocument]), (status = 404, description = "Not there, or not for this actor"))
)]
pub(crate) async fn list(
    State(desks): State<Desks>,
    at: AtDesk,
    Path(application): Path<String>,
) -> Result<Json<Vec<ProposalDocument>>, Problem> {
    let seen = seeing::application(&desks, &at, &application).await?;
    Ok(Json(seen.application.proposals.iter().map(ProposalDocument::from).collect()))
}

/// Approves what was proposed: it is done.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/proposals/{number}/approvals", tag = "desk",
    responses((status = 201, description = "Approved, and done", body = ProposalDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "It has had its answer"), (status = 422, description = "One's own proposal"))
)]
pub(crate) async fn approve(
    State(desks): State<Desks>,
    at: AtDesk,
    Path(ids): Path<(String, String)>,
    key: IdempotencyKey,
) -> Result<(StatusCode, Json<ProposalDocument>), Problem> {
    answer(&desks, &at, &ids, &key, "approvals", |proposal| Approve { proposal }).await
}

/// Declines what was proposed.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/proposals/{number}/declines", tag = "desk", request_body = Declined,
    responses((status = 201, description = "Declined", body = ProposalDocument), (status = 404, description = "Not there, or not for this actor"), (status = 409, description = "It has had its answer"), (status = 422, description = "Words are missing, or one's own proposal"))
)]
pub(crate) async fn decline(
    State(desks): State<Desks>,
    at: AtDesk,
    Path(ids): Path<(String, String)>,
    key: IdempotencyKey,
    Json(declined): Json<Declined>,
) -> Result<(StatusCode, Json<ProposalDocument>), Problem> {
    answer(&desks, &at, &ids, &key, "declines", |proposal| Decline {
        proposal,
        reason: declined.reason,
    })
    .await
}

async fn answer<C>(
    desks: &Desks,
    at: &AtDesk,
    (application, number): &(String, String),
    key: &IdempotencyKey,
    act: &str,
    command: impl FnOnce(applications::record::proposal::ProposalNumber) -> C,
) -> Result<(StatusCode, Json<ProposalDocument>), Problem>
where
    C: CommandOf<applications::record::Applications, Act = acts::Approve>,
{
    let key = act_key(key, act);
    let seen = seeing::application(desks, at, application).await?;
    let known = known_proposal(&seen, number)?;
    let id = known.proposed.number;
    match on_proposal(desks, at, &seen, &known.proposed, command(id), key).await {
        Ok(receipt) => {
            let known = receipt.state.proposal(id).ok_or(Problem::Broken)?;
            Ok((StatusCode::CREATED, Json(ProposalDocument::from(known))))
        }
        Err(obstacle) => Err(problem(&obstacle, false)),
    }
}
