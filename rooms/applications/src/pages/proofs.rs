//! `/applications/{id}/proofs`: evidence of every act that concerns the applicant: the filing, acceptance, decisions, papers, their service.

use askama::Template;
use authority::acts;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::Names;
use front::{Chrome, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::Entry;
use people::RequireSignedIn;

use super::called::called;
use super::trouble::{hidden, not_rendered, unavailable};
use super::{document_list, history};
use crate::access::see;
use crate::record::Application;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/proofs.html")]
pub(super) struct ProofsPage {
    chrome: Chrome,
    trail: Vec<(String, String)>,
    lines: Vec<Line>,
}

/// An act, and where its evidence is.
struct Line {
    at: String,
    act: String,
    position: u64,
    address: String,
}

pub(super) async fn index(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<ProofsPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let t = &reader.texts;
    let names = Names::new(&release, t);
    let entries = room.ledger.history(id).await.map_err(unavailable)?;
    let line = |entry: &Entry| {
        Some(Line {
            act: act(&names, entry, &seen.application)?,
            at: t.long_moment(&entry.at),
            position: entry.position,
            address: format!("/applications/{id}/proofs/{}", entry.version),
        })
    };
    let lines = entries.iter().rev().filter_map(line).collect();
    Ok(Page(ProofsPage {
        trail: vec![
            (t.say("my-applications").to_string(), "/applications".to_owned()),
            (called(&names, &seen.application), format!("/applications/{id}")),
        ],
        chrome: reader.portal("proofs-title", Place::Progress),
        lines,
    }))
}

/// The evidence of one act, to keep.
pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, version)): Path<(RecordId, u64)>,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let entries = room.ledger.history(id).await.map_err(unavailable)?;
    let concerns = |entry: &&Entry| entry.version == version && concerns_applicant(entry, &seen.application);
    let entry = entries.iter().find(concerns).ok_or(Problem::NotFound)?;
    let evidence = room.ledger.evidence(entry.position).await.map_err(unavailable)?;
    let evidence = evidence.ok_or(Problem::NotFound)?;
    let name = format!("attachment; filename=\"evidence-{}-{version}.json\"", filing.number);
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(evidence)).into_response())
}

/// Acts that are addressed to the applicant or were the applicant's own. What is an organ's own affair (who took a step on, what was drafted,
/// who may not look at it) has no evidence for those outside.
fn concerns_applicant(entry: &Entry, application: &Application) -> bool {
    match entry.event_type.as_str() {
        "submitted"
        | "case_accepted"
        | "case_not_accepted"
        | "supplement_asked"
        | "supplement_supplied"
        | "refinement_asked"
        | "refinement_supplied"
        | "special_procedure_begun"
        | "special_procedure_ended"
        | "extended"
        | "hearing_right_told"
        | "hearing_asked"
        | "case_granted"
        | "case_refused"
        | "served"
        | "requested"
        | "request_granted"
        | "request_refused"
        | "prolongation_deemed"
        | "plan_changed"
        | "withdrawn" => true,
        "document_issued" | "document_made" => paper(entry, application).is_some(),
        _ => false,
    }
}

/// The paper that an event is about, if it was written to the applicant and is open to them.
fn paper<'a>(entry: &Entry, application: &'a Application) -> Option<&'a crate::record::document::IssuedDocument> {
    let ordinal = entry.data["document"].as_u64()?.try_into().ok()?;
    let document = application.document(ordinal)?;
    document.is_open_to_applicant().then_some(document)
}

/// The act in words; none if it has no evidence for the applicant.
fn act(names: &Names<'_>, entry: &Entry, application: &Application) -> Option<String> {
    if !concerns_applicant(entry, application) {
        return None;
    }
    let key = match entry.event_type.as_str() {
        "document_issued" => "proofs-issued",
        "document_made" => "proofs-made",
        _ => return history::sentence(names, std::slice::from_ref(entry), application),
    };
    let document = paper(entry, application)?;
    let paper = document_list::name(names, document).plain().to_owned();
    Some(
        names
            .texts
            .say(key)
            .with("paper", paper)
            .with("number", document.number.as_str())
            .to_string(),
    )
}
