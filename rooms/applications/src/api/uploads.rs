//! `/api/v1/uploads`: papers, before they are handed in.

use authority::{ActName, Scope, scope};
use axum::Json;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::Names;
use front::{Problem, Reader};
use procedure::definition::FileType;
use serde::Serialize;
use utoipa::ToSchema;

use super::party::Applicant;
use super::problem::Wrong;
use super::tokens;
use crate::drafts::{self, Paper};
use crate::pages::unavailable;
use crate::room::ApplicationRoom;
use crate::uploads::{BOX_PREFIX, read};

/// A paper that came in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UploadDocument {
    /// The token that names it when it is handed in, within 90 days.
    upload: String,
    /// Which material it is.
    material: String,
    /// Name of the file as uploaded.
    file_name: String,
    /// Size in bytes.
    bytes: u64,
    /// Its type, told by its content: `pdf`, `ofd`, `jpeg`, `png`, `zip`, `dwg`.
    #[schema(value_type = String)]
    file_type: FileType,
    /// SHA-256 of the file, in hexadecimal.
    sha256: String,
}

/// Takes papers in. Each part of the form is named `material-ID` after the material that it is.
#[utoipa::path(
    post, path = "/api/v1/uploads", tag = "applications",
    request_body(content_type = "multipart/form-data", description = "One part a paper, named material-ID"),
    responses(
        (status = 201, description = "The papers with their tokens", body = [UploadDocument]),
        (status = 400, description = "Not a form with files, or a material that does not exist"),
        (status = 401, description = "Not signed in"),
        (status = 422, description = "A paper that is empty, too large or of another type; none of them is kept", body = super::problem::WrongDocument),
    )
)]
pub(crate) async fn create(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    reader: Reader,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let account = applicant.current.account().ok_or(Problem::SignedOut)?;
    let party = applicant.party;
    if scope(&applicant.current.actor, ActName::KeepDraft) == Scope::Nothing {
        return Err(Problem::NotFound);
    }
    let parts = parts.map_err(|_| Problem::invalid("form-unreadable"))?;
    // The session layer has asked browsers for the form token.
    let release = room.catalogue.current();
    let posted = read(&room.ledger, &Names::new(&release, &reader.texts), parts, |_| Ok(())).await?;
    let now = room.ledger.now();
    let papers: Vec<Paper> = posted
        .uploads
        .into_iter()
        .map(|upload| Paper::uploaded(upload, account, now))
        .collect();
    let mut wrong = Wrong::default();
    for (material, message) in posted.wrong {
        wrong.add(format!("{BOX_PREFIX}{material}"), message);
    }
    if !wrong.is_empty() {
        drafts::discard(&room, &papers).await;
        return Ok(wrong.answer(&reader.texts));
    }
    let mut documents = Vec::with_capacity(papers.len());
    for paper in &papers {
        let token = drafts::fresh_id().map_err(unavailable)?;
        tokens::keep(&room, party, token, paper).await.map_err(unavailable)?;
        documents.push(UploadDocument {
            upload: token.to_string(),
            material: paper.material.to_string(),
            file_name: paper.file_name.clone(),
            bytes: paper.bytes,
            file_type: paper.file_type,
            sha256: paper.digest.clone(),
        });
    }
    drafts::sweep(&room).await.map_err(unavailable)?;
    Ok((StatusCode::CREATED, Json(documents)).into_response())
}
