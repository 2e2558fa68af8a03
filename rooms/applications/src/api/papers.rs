//! Papers for programs: those of an application, how they are to be served, and whether one is genuine.

use authority::{Actor, Permit, acts};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query, State};
use front::{IdempotencyKey, Problem};
use ledger::Key;
use people::RequireSignedIn;
use procedure::definition::DocumentKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::acts::of_applicant;
use super::party::Applicant;
use super::problem::unreadable;
use crate::access::{Seen, see};
use crate::pages::{hidden, not_done, not_rendered, paper_numbered, unavailable};
use crate::record::command::ChooseDelivery;
use crate::record::document::{IssuedDocument, Way};
use crate::record::{Application, Applications};
use crate::room::ApplicationRoom;

/// A paper that an organ issued, or that the applicant signed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IssuedPaper {
    /// Its place in the application, from 1.
    document: u16,
    /// What it is in law: `acceptance_notice`, `decision`, `refusal_decision`, …
    #[schema(value_type = String)]
    kind: DocumentKind,
    /// Who issued it.
    organ: String,
    /// The item it is about, if it is about one.
    item: Option<String>,
    /// Its number (文号); none before it may be read.
    number: Option<String>,
    /// The day it bears.
    day: String,
    /// Its last day, where it ends by itself.
    valid_until: Option<String>,
    /// The paper that it corrects, replaces, revokes or proves the service of.
    follows: Option<u16>,
    /// In which way it reaches the applicant: `electronic`, `window`, `post`.
    #[schema(value_type = String)]
    way: Way,
    /// How far its service has come: `waiting`, `posted`, `returned`, `served`, `kept`.
    delivery: &'static str,
    /// The day of its service, from which appeal runs.
    served: Option<String>,
    /// `in_force`, `replaced`, `revoked`, `withdrawn`, `cancelled`.
    standing: &'static str,
    /// The SHA-256 of its file.
    digest: Option<String>,
    /// Where its file is, once it may be read.
    pdf: Option<String>,
}

/// Another way of service for everything that has not been served.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeliveryChoice {
    /// `electronic`, which consents to electronic service; `window`; `post`.
    #[schema(value_type = String)]
    way: Way,
}

/// What is printed on a paper, to find out whether it is genuine.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Printed {
    /// The number of the case, or the paper's own (文号).
    number: String,
    /// The code beside the QR code.
    code: String,
}

/// A paper as the register knows it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RegisteredPaper {
    #[serde(flatten)]
    paper: IssuedPaper,
    /// Who holds it, of a decision: an enterprise by its public name, of a person no more than tells one from another (王**).
    holder: Option<String>,
}

/// Lists the papers of an application, the newest first.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}/documents", tag = "applications",
    params(("application" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "Its papers", body = [IssuedPaper]),
        (status = 404, description = "No such application, or not for you"),
    )
)]
pub(crate) async fn index(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<String>,
) -> Result<Json<Vec<IssuedPaper>>, Problem> {
    let record = id.parse().map_err(|_| Problem::NotFound)?;
    let seen = see(&room.ledger, &current.actor, record).await.map_err(hidden)?;
    let at_desk = current.actor.held_post().is_some();
    Ok(Json(issued(&seen, at_desk)))
}

/// Chooses another way of service for everything that has not been served.
#[utoipa::path(
    put, path = "/api/v1/applications/{application}/delivery", tag = "applications", request_body = DeliveryChoice,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "Its papers afterwards", body = [IssuedPaper]),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn choose(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    choice: Result<Json<DeliveryChoice>, JsonRejection>,
) -> Result<Json<Vec<IssuedPaper>>, Problem> {
    let Json(choice) = choice.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let chosen = ChooseDelivery { way: choice.way };
    room.ledger
        .submit::<Applications, _>(&permit, seen.record, chosen, Key::new(key.as_str()))
        .await
        .map_err(not_done)?;
    let seen = see(&room.ledger, &applicant.current.actor, seen.record)
        .await
        .map_err(hidden)?;
    Ok(Json(issued(&seen, false)))
}

/// Says whether a paper is genuine and how it stands; anybody may ask who has it in hand.
#[utoipa::path(
    get, path = "/api/v1/documents", tag = "applications", params(Printed),
    responses(
        (status = 200, description = "The register knows it", body = RegisteredPaper),
        (status = 404, description = "Number and code do not belong together, or it has not been served"),
    )
)]
pub(crate) async fn verify(
    State(room): State<ApplicationRoom>,
    Query(printed): Query<Printed>,
) -> Result<Json<RegisteredPaper>, Problem> {
    let code: String = printed.code.chars().filter(char::is_ascii_alphanumeric).collect();
    let found = paper_numbered(&room.ledger, &printed.number, &code)
        .await
        .map_err(unavailable)?;
    let (record, application, ordinal) = found.ok_or(Problem::NotFound)?;
    let region = application
        .filing
        .as_ref()
        .map(|filing| filing.region)
        .ok_or(Problem::NotFound)?;
    let _permit = Permit::<acts::CheckDocument>::public(&Actor::visitor(), record, region);
    let document = application.document(ordinal).ok_or(Problem::NotFound)?;
    let holder = if document.kind == DocumentKind::Decision {
        let registered = room.registered(record, &application, document).await;
        Some(registered.map_err(not_rendered)?.holder)
    } else {
        None
    };
    Ok(Json(RegisteredPaper {
        paper: IssuedPaper::of(&application, document, None),
        holder,
    }))
}

/// The applicant does not read what has not reached him; at a desk, whatever has been made may be read.
fn issued(seen: &Seen, at_desk: bool) -> Vec<IssuedPaper> {
    let documents = seen.application.documents.iter().rev();
    let shown = documents.filter(|document| at_desk || document.is_for_applicant());
    shown
        .map(|document| {
            let may_read = document.is_open_to_applicant() || (at_desk && document.file.is_some());
            let pdf = may_read.then(|| format!("/applications/{}/documents/{}/pdf", seen.record, document.ordinal));
            let paper = IssuedPaper::of(&seen.application, document, pdf);
            if may_read { paper } else { paper.unread() }
        })
        .collect()
}

impl IssuedPaper {
    fn of(application: &Application, document: &IssuedDocument, pdf: Option<String>) -> Self {
        Self {
            document: document.ordinal,
            kind: document.kind,
            organ: document.organ.to_string(),
            item: document.item.as_ref().map(ToString::to_string),
            number: Some(document.number.clone()),
            day: document.day.to_string(),
            valid_until: document.valid_until.map(|day| day.to_string()),
            follows: document.follows,
            way: application.way_of(document),
            delivery: document.delivery.as_str(),
            served: document.delivery.served_on().map(|day| day.to_string()),
            standing: document.standing.as_str(),
            digest: document.file.as_ref().map(|file| file.digest.clone()),
            pdf,
        }
    }

    /// Without what only its reader learns.
    fn unread(self) -> Self {
        Self {
            number: None,
            digest: None,
            ..self
        }
    }
}
