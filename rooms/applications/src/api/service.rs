//! `/api/v1/desk/service`: papers that wait to be handed over or posted, and what becomes of certificates afterwards.

use authority::{ActName, Scope, acts, scope};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use calendar::Day;
use front::{IdempotencyKey, Problem};
use identity::RecordId;
use ledger::{CommandOf, Key};
use people::RequireSignedIn;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::unreadable;
use crate::access::{Serving, see, serving};
use crate::documents::{Right, bearers, receiver};
use crate::pages::{certificate_in_force, hidden, not_done, refused, unavailable};
use crate::record::Applications;
use crate::record::afterwards::Afterwards;
use crate::record::command::{ArriveByPost, HandOver, Propose, ReturnPost, SendByPost};
use crate::record::document::Proof;
use crate::record::proposal::{Proposal, ProposedOn};
use crate::room::ApplicationRoom;
use crate::views::{DocumentRow, waiting_in_region, waiting_of_organ};

/// A paper that waits at a desk.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaitingPaper {
    /// Its application.
    application: String,
    /// Its place in the application, from 1.
    document: u16,
    /// What its application is called.
    title: String,
    /// Its number (文号).
    number: String,
    /// Who issued it.
    organ: String,
    /// The day it bears.
    day: String,
    /// In which way the applicant wants it: `window`, `post`.
    way: &'static str,
    /// `waiting`, `posted`, `returned`.
    delivery: String,
}

/// The papers of an application that wait, and who may take them today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServiceDocument {
    /// The places of the papers in the application.
    documents: Vec<u16>,
    /// Who may take them.
    receivers: Vec<ReceiverDocument>,
}

/// Somebody who may take papers today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceiverDocument {
    /// The account.
    account: String,
    /// The name, to compare with the identity card.
    name: String,
    /// `applicant`, `representative`, `agent`.
    right: &'static str,
}

/// Handing papers over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandOverRequest {
    /// Which papers.
    documents: Vec<u16>,
    /// The account of whoever takes them.
    receiver: String,
    /// `signed_on_paper`, `signed_on_pad`.
    #[schema(value_type = String)]
    proof: Proof,
    /// What else the delivery record is to say.
    #[serde(default)]
    remark: String,
}

/// Giving papers to the post.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostingRequest {
    /// Which papers.
    documents: Vec<u16>,
    /// With which carrier.
    carrier: String,
    /// The carrier's number for what was sent.
    tracking: String,
}

/// The post brought papers to the applicant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArrivalRequest {
    /// Which papers.
    documents: Vec<u16>,
    /// The day on which somebody signed for them, `YYYY-MM-DD`.
    #[schema(value_type = String)]
    day: Day,
    /// Who signed, as the carrier says.
    signed_by: String,
}

/// The post brought papers back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnRequest {
    /// Which papers.
    documents: Vec<u16>,
    /// Why, as the carrier says.
    reason: String,
}

/// What is to become of a certificate; another person of the organ decides on it.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AfterwardsRequest {
    /// `{"what": "correct"}`; also `reissue`, `change`, `prolong` with `until`, `revoke`, `withdraw` and `cancel` with `ground`.
    #[schema(value_type = Object)]
    act: Afterwards,
    /// Why: the words of the paper that follows.
    reasons: String,
}

/// Lists the papers that wait at the desks of the post in which one acts.
#[utoipa::path(
    get, path = "/api/v1/desk/service", tag = "desk",
    responses(
        (status = 200, description = "What waits", body = [WaitingPaper]),
        (status = 404, description = "This post serves no papers"),
    )
)]
pub(crate) async fn index(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
) -> Result<Json<Vec<WaitingPaper>>, Problem> {
    let rows = match scope(&current.actor, ActName::ServeDocument) {
        Scope::Organ(organ) => waiting_of_organ(&room.ledger, &organ).await,
        Scope::Region(region) => waiting_in_region(&room.ledger, region).await,
        Scope::Nothing | Scope::Party(_) | Scope::Behalf(..) | Scope::Everything => return Err(Problem::NotFound),
    };
    let rows = rows.map_err(unavailable)?;
    Ok(Json(rows.into_iter().map(WaitingPaper::from).collect()))
}

/// The papers of one application that wait, and who may take them today.
#[utoipa::path(
    get, path = "/api/v1/desk/service/{application}", tag = "desk",
    params(("application" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "What waits, and for whom", body = ServiceDocument),
        (status = 404, description = "Nothing waits there, or not for you"),
    )
)]
pub(crate) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
) -> Result<Json<ServiceDocument>, Problem> {
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    Ok(Json(waiting(&room, &serving).await?))
}

/// Hands papers over to somebody who may take them today.
#[utoipa::path(
    post, path = "/api/v1/desk/service/{application}/handovers", tag = "desk", request_body = HandOverRequest,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 204, description = "They are served"),
        (status = 404, description = "Nothing waits there, or not for you"),
        (status = 422, description = "Refused, with the reason: a mandate that has ended, certificates that go together"),
    )
)]
pub(crate) async fn hand_over(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Path(id): Path<RecordId>,
    request: Result<Json<HandOverRequest>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(request) = request.map_err(|rejection| unreadable(&rejection))?;
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let filing = serving.application.filing.clone().ok_or(Problem::NotFound)?;
    let account = request
        .receiver
        .parse()
        .map_err(|_| Problem::invalid("service-receiver-missing"))?;
    let receiver = receiver(&room.ledger, filing.applicant, account).await.map_err(unavailable)?;
    let command = HandOver {
        documents: request.documents,
        receiver: receiver.map_err(|refusal| Problem::Refused(refused(&refusal)))?,
        proof: request.proof,
        remark: request.remark,
    };
    done(&room, &serving, command, &key).await
}

/// Records that papers were given to the post.
#[utoipa::path(
    post, path = "/api/v1/desk/service/{application}/postings", tag = "desk", request_body = PostingRequest,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 204, description = "They are on their way"),
        (status = 404, description = "Nothing waits there, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn post(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Path(id): Path<RecordId>,
    request: Result<Json<PostingRequest>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(request) = request.map_err(|rejection| unreadable(&rejection))?;
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let command = SendByPost {
        documents: request.documents,
        carrier: request.carrier,
        tracking: request.tracking,
    };
    done(&room, &serving, command, &key).await
}

/// Records that the post brought papers to the applicant.
#[utoipa::path(
    post, path = "/api/v1/desk/service/{application}/arrivals", tag = "desk", request_body = ArrivalRequest,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 204, description = "They are served"),
        (status = 404, description = "Nothing waits there, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn arrive(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Path(id): Path<RecordId>,
    request: Result<Json<ArrivalRequest>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(request) = request.map_err(|rejection| unreadable(&rejection))?;
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let command = ArriveByPost {
        documents: request.documents,
        day: request.day,
        signed_by: request.signed_by,
    };
    done(&room, &serving, command, &key).await
}

/// Records that the post brought papers back.
#[utoipa::path(
    post, path = "/api/v1/desk/service/{application}/returns", tag = "desk", request_body = ReturnRequest,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 204, description = "They wait again"),
        (status = 404, description = "Nothing waits there, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn come_back(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Path(id): Path<RecordId>,
    request: Result<Json<ReturnRequest>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(request) = request.map_err(|rejection| unreadable(&rejection))?;
    let serving = serving(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let command = ReturnPost {
        documents: request.documents,
        reason: request.reason,
    };
    done(&room, &serving, command, &key).await
}

/// Proposes what is to become of a certificate that stands: corrected, replaced, changed, prolonged, revoked, withdrawn, cancelled.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/documents/{document}/afterwards", tag = "desk",
    request_body = AfterwardsRequest,
    params(
        ("application" = String, Path, description = "Its id"),
        ("document" = u16, Path, description = "The certificate's place in it"),
        ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")
    ),
    responses(
        (status = 204, description = "Proposed; another person of the organ decides"),
        (status = 404, description = "No such certificate stands, or it is not yours to propose about"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn propose(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Path((id, document)): Path<(RecordId, u16)>,
    request: Result<Json<AfterwardsRequest>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(request) = request.map_err(|rejection| unreadable(&rejection))?;
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let (certificate, permit) = certificate_in_force(&seen, &current, document)?;
    let item = certificate.item.clone().ok_or(Problem::NotFound)?;
    let command = Propose {
        on: ProposedOn::Case(item),
        proposal: Proposal::Afterwards {
            document,
            what: request.act,
        },
        answers: None,
        reasons: request.reasons,
    };
    let proposed = room
        .ledger
        .submit::<Applications, _>(&permit, id, command, Key::new(key.as_str()));
    proposed.await.map_err(not_done)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn done<C>(room: &ApplicationRoom, serving: &Serving, command: C, key: &IdempotencyKey) -> Result<StatusCode, Problem>
where
    C: CommandOf<Applications, Act = acts::ServeDocument>,
{
    let submitted = room
        .ledger
        .submit::<Applications, C>(&serving.permit, serving.record, command, Key::new(key.as_str()));
    submitted.await.map_err(not_done)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn waiting(room: &ApplicationRoom, serving: &Serving) -> Result<ServiceDocument, Problem> {
    let filing = serving.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let bearers = bearers(&room.ledger, filing.applicant).await.map_err(unavailable)?;
    let receivers = bearers.into_iter().filter_map(|bearer| {
        let right = match bearer.right {
            Right::Applicant => "applicant",
            Right::Representative => "representative",
            Right::Agent(_) => "agent",
            Right::Lapsed => return None,
        };
        Some(ReceiverDocument {
            account: bearer.account.to_string(),
            name: bearer.name,
            right,
        })
    });
    Ok(ServiceDocument {
        documents: serving.documents.clone(),
        receivers: receivers.collect(),
    })
}

impl From<DocumentRow> for WaitingPaper {
    fn from(row: DocumentRow) -> Self {
        Self {
            application: row.application.to_string(),
            document: row.ordinal,
            title: row.title,
            number: row.number,
            organ: row.organ,
            day: row.issued.to_string(),
            way: row.way.as_str(),
            delivery: row.delivery,
        }
    }
}
