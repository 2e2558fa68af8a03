//! Certificates to look at, print and download, and the papers that were handed in.

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use front::{Chrome, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{FileKey, FileName};
use people::RequireSignedIn;
use procedure::definition::{FileType, ItemId, MaterialId};

use super::trouble::{hidden, not_rendered, unavailable};
use crate::access::{Seen, see};
use crate::documents::check_number;
use crate::record::document::IssuedDocument;
use crate::room::ApplicationRoom;

/// A paper runs no script, loads nothing and sends nothing.
const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; form-action 'none'";
/// The same in a frame that can do nothing; browsers show no PDF in one.
const SANDBOXED: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; form-action 'none'; sandbox";

#[derive(Template)]
#[template(path = "pages/document.html")]
pub(super) struct DocumentPage {
    chrome: Chrome,
    name: String,
    sheet: String,
    digest: String,
    pdf: String,
    back: String,
    application: String,
    style: String,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, item)): Path<(RecordId, String)>,
    reader: Reader,
) -> Result<Page<DocumentPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let document = open_to_reader(&seen, &item)?;
    let sheet = room.sheet_of(id, &seen.application, document).await.map_err(not_rendered)?;
    Ok(Page(DocumentPage {
        name: sheet.name.clone(),
        sheet: document::html(&sheet),
        digest: document.file.as_ref().map(|file| file.digest.clone()).unwrap_or_default(),
        style: super::style::address(),
        pdf: format!("/applications/{id}/documents/{item}/pdf"),
        back: format!("/applications/{id}"),
        application: seen
            .application
            .filing
            .as_ref()
            .map(|filing| filing.title.clone())
            .unwrap_or_default(),
        chrome: reader.chrome(front::Audience::Portal, sheet.name.clone(), Place::Licences),
    }))
}

pub(super) async fn pdf(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, item)): Path<(RecordId, String)>,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let document = open_to_reader(&seen, &item)?;
    let bytes = room
        .stored_document(id, document)
        .await
        .map_err(not_rendered)?
        .ok_or(Problem::NotFound)?;
    let disposition = format!("attachment; filename=\"{}.pdf\"", check_number(&seen.application, document));
    Ok((
        [
            (header::CONTENT_TYPE, "application/pdf".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}

/// A paper by its place in the record, or the newest decision on an item; before it is served, nobody outside sees it.
fn open_to_reader<'a>(seen: &'a Seen, named: &str) -> Result<&'a IssuedDocument, Problem> {
    let document = match named.parse() {
        Ok(ordinal) => seen.application.document(ordinal),
        Err(_) => seen.application.decision_on(&ItemId::from(named)),
    };
    document
        .filter(|document| document.is_open_to_applicant())
        .ok_or(Problem::NotFound)
}

pub(super) async fn material(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, material)): Path<(RecordId, String)>,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let paper = seen
        .application
        .material(&MaterialId::from(material.as_str()))
        .ok_or(Problem::NotFound)?;
    room.paper(id, paper).await
}

impl ApplicationRoom {
    /// A paper as it was handed in, streamed to somebody who may see its application.
    ///
    /// # Errors
    /// When it is not there any more.
    pub async fn paper(&self, record: RecordId, paper: &crate::record::state::Attachment) -> Result<Response, Problem> {
        let path = format!("material/{}/{}", paper.material, paper.version);
        let secrets = self
            .ledger
            .secrets(record, std::slice::from_ref(&path))
            .await
            .map_err(unavailable)?;
        let key = secrets
            .get(&path)
            .and_then(|secret| secret["key"].as_str())
            .ok_or(Problem::NotFound)?;
        let broken = |error| {
            tracing::error!(%error, "a paper cannot be read");
            Problem::Broken
        };
        let name = FileName::try_from(paper.stored.clone()).map_err(broken)?;
        let key = FileKey::try_from(key.to_owned()).map_err(broken)?;
        let loading = self.ledger.files().load(&name, &key).await.map_err(broken)?;
        let disposition = format!(
            "inline; filename=\"{}-{}.{}\"",
            paper.material,
            paper.version,
            crate::uploads::word(paper.file_type).to_lowercase()
        );
        let headers = [
            (header::CONTENT_TYPE, content_type(paper.file_type).to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
            (header::CACHE_CONTROL, "private, no-store".to_owned()),
            (header::CONTENT_SECURITY_POLICY, policy(paper.file_type).to_owned()),
        ];
        Ok((headers, Body::from_stream(loading.stream())).into_response())
    }
}

fn policy(file_type: FileType) -> &'static str {
    match file_type {
        FileType::Pdf => CONTENT_SECURITY_POLICY,
        FileType::Ofd | FileType::Jpeg | FileType::Png | FileType::Zip | FileType::Dwg => SANDBOXED,
    }
}

fn content_type(file_type: FileType) -> &'static str {
    match file_type {
        FileType::Pdf => "application/pdf",
        FileType::Ofd => "application/ofd",
        FileType::Jpeg => "image/jpeg",
        FileType::Png => "image/png",
        FileType::Zip => "application/zip",
        FileType::Dwg => "image/vnd.dwg",
    }
}
