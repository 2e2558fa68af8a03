//! A paper as it was handed in: decrypted on its way out, for who may see the application.

use applications::access::Seen;
use applications::record::state::Attachment;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use front::Problem;
use ledger::{FileError, FileKey, FileName};
use procedure::definition::{FileType, MaterialId};

use crate::history::{Happening, History};
use crate::seeing::{self, unavailable};
use crate::visit::Visit;
use crate::words::Words;
use crate::work::can_be_shown;

/// A paper is a picture and nothing else: it runs no script, loads nothing, sends nothing, whatever is in it.
const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; form-action 'none'; sandbox";

/// `GET /desk/{application}/materials/{material}/{version}`
pub(super) async fn show(
    Path((application, material, version)): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let version: u32 = version.parse().map_err(|_| Problem::NotFound)?;
    let attachment = attachment(&visit, &seen, &MaterialId::from(material.as_str()), version).await?;
    let ledger = visit.desks.ledger();
    let path = format!("material/{}/{version}", attachment.material);
    let mut secrets = ledger
        .secrets(seen.record, std::slice::from_ref(&path))
        .await
        .map_err(unavailable)?;
    let secret = secrets.remove(&path).ok_or(Problem::NotFound)?;
    let key = secret["key"].as_str().map(str::to_owned).ok_or(Problem::NotFound)?;
    let (name, key) = (
        FileName::try_from(attachment.stored.clone()).map_err(file)?,
        FileKey::try_from(key).map_err(file)?,
    );
    let loading = ledger.files().load(&name, &key).await.map_err(file)?;
    let title = Words::of(visit.desks.catalogue(), &seen.application).material(&attachment.material);
    Ok((headers(&attachment, &title), Body::from_stream(loading.stream())).into_response())
}

/// A version of a paper: the newest from the state, with what holders proved their requests; an older one from the history.
async fn attachment(visit: &Visit, seen: &Seen, material: &MaterialId, version: u32) -> Result<Attachment, Problem> {
    let is_it = |paper: &&Attachment| paper.material == *material && paper.version == version;
    let newest = seen.application.material(material).filter(is_it);
    if let Some(known) = newest.or_else(|| seen.application.request_proofs().find(is_it)) {
        return Ok(known.clone());
    }
    let history = History::read(visit.desks.ledger(), seen.record).await.map_err(unavailable)?;
    let mut handed_in = history.happenings.iter().flat_map(Happening::papers);
    handed_in
        .find(|paper| paper.material == *material && paper.version == version)
        .cloned()
        .ok_or(Problem::NotFound)
}

fn headers(attachment: &Attachment, title: &str) -> [(HeaderName, HeaderValue); 7] {
    let (content_type, extension) = content_type(attachment.file_type);
    let how = if can_be_shown(attachment.file_type) {
        "inline"
    } else {
        "attachment"
    };
    let disposition = format!(
        "{how}; filename=\"{}.{extension}\"; filename*=UTF-8''{}.{extension}",
        attachment.material,
        encoded(title)
    );
    [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CONTENT_LENGTH, HeaderValue::from(attachment.bytes)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(disposition).unwrap_or(HeaderValue::from_static("inline")),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(CONTENT_SECURITY_POLICY),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ]
}

fn content_type(file_type: FileType) -> (&'static str, &'static str) {
    match file_type {
        FileType::Pdf => ("application/pdf", "pdf"),
        FileType::Ofd => ("application/ofd", "ofd"),
        FileType::Jpeg => ("image/jpeg", "jpg"),
        FileType::Png => ("image/png", "png"),
        FileType::Zip => ("application/zip", "zip"),
        FileType::Dwg => ("application/acad", "dwg"),
    }
}

/// Percent-encoded for a header (RFC 8187).
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

fn file(error: FileError) -> Problem {
    match error {
        FileError::Missing | FileError::Name => Problem::NotFound,
        FileError::TooLong { .. } | FileError::Damaged | FileError::Store(_) | FileError::List(_) | FileError::Broken(_) => {
            tracing::error!(%error, "a paper cannot be read");
            Problem::Unavailable
        }
    }
}
