//! Certificates to look at, print and download, and the papers that were handed in.

use std::sync::Arc;

use askama::Template;
use authority::{Actor, acts, permit};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::Names;
use front::furniture::Lamp;
use front::{Chrome, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{FileKey, FileName, Key, SubmitError};
use people::RequireSignedIn;
use procedure::definition::{FileType, ItemId, MaterialId};

use super::called::called;
use super::document_list::{self, standing_lamp};
use super::trouble::{hidden, not_done, not_rendered, unavailable, unread};
use crate::access::{AccessError, see, serving};
use crate::documents::check_number;
use crate::record::command::OpenDocument;
use crate::record::document::IssuedDocument;
use crate::record::{Application, Applications};
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
    standing: Lamp,
    /// Where its holder asks for something about it.
    request: Option<String>,
    trail: Vec<(String, String)>,
    style: String,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, item)): Path<(RecordId, String)>,
    reader: Reader,
) -> Result<Page<DocumentPage>, Problem> {
    let (application, ordinal) = readable(&room, &current.actor, id, &item).await?;
    let document = application.document(ordinal).ok_or(Problem::NotFound)?;
    opened(&room, &current.actor, id, &application, document).await?;
    let sheet = room.sheet_of(id, &application, document).await.map_err(not_rendered)?;
    let at_desk = current.actor.held_post().is_some();
    let release = room.release_of(&application).map_err(not_rendered)?;
    let names = Names::new(&release, &reader.texts);
    let name = document_list::name(&names, document).plain().to_owned();
    let standing = standing_lamp(&names, document, room.today());
    Ok(Page(DocumentPage {
        sheet: document::html(&sheet),
        digest: document.file.as_ref().map(|file| file.digest.clone()).unwrap_or_default(),
        style: super::style::address(),
        pdf: format!("/applications/{id}/documents/{item}/pdf"),
        standing: standing.unwrap_or_else(Lamp::none),
        request: match at_desk {
            true => None,
            false => {
                let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
                document_list::request(&room, &seen, &current.actor, document)
            }
        },
        trail: match at_desk {
            true => vec![(reader.texts.say("place-todo").to_string(), "/desk".to_owned())],
            false => vec![
                (reader.texts.say("my-applications").to_string(), "/applications".to_owned()),
                (called(&names, &application), format!("/applications/{id}")),
                (
                    reader.texts.say("documents").to_string(),
                    format!("/applications/{id}/documents"),
                ),
            ],
        },
        chrome: match at_desk {
            true => reader.chrome(front::Audience::Desk, name.clone(), Place::Cases),
            false => reader.chrome(front::Audience::Portal, name.clone(), Place::Licences),
        },
        name,
    }))
}

pub(super) async fn pdf(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, item)): Path<(RecordId, String)>,
) -> Result<Response, Problem> {
    let (application, ordinal) = readable(&room, &current.actor, id, &item).await?;
    let document = application.document(ordinal).ok_or(Problem::NotFound)?;
    opened(&room, &current.actor, id, &application, document).await?;
    let bytes = room
        .stored_document(id, document)
        .await
        .map_err(not_rendered)?
        .ok_or(Problem::NotFound)?;
    let disposition = format!("attachment; filename=\"{}.pdf\"", check_number(&application, document));
    Ok((
        [
            (header::CONTENT_TYPE, "application/pdf".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}

/// A paper by its place in the record, or the newest decision on an item, for whoever may read it: before it is served nobody
/// outside does; at a desk, whoever takes part and whoever serves it.
async fn readable(
    room: &ApplicationRoom,
    actor: &Arc<Actor>,
    id: RecordId,
    named: &str,
) -> Result<(Arc<Application>, u16), Problem> {
    let find = |application: &Application| match named.parse() {
        Ok(ordinal) => application.document(ordinal).map(|document| document.ordinal),
        Err(_) => application.decision_on(&ItemId::from(named)).map(|document| document.ordinal),
    };
    let (application, at_desk) = match see(&room.ledger, actor, id).await {
        Ok(seen) => (seen.application, actor.held_post()),
        Err(AccessError::Hidden) if actor.held_post().is_some() => return to_be_served(room, actor, id, find).await,
        Err(error) => return Err(hidden(error)),
    };
    let ordinal = find(&application).ok_or(Problem::NotFound)?;
    // What names others is read by the organ that wrote to them, and not by whoever takes part.
    let may_read = |document: &&IssuedDocument| match at_desk {
        Some(post) => document.file.is_some() && (document.is_for_applicant() || document.organ == post.organ),
        None => document.is_open_to_applicant(),
    };
    match application.document(ordinal).filter(may_read) {
        Some(_) => Ok((application, ordinal)),
        None if at_desk.is_some() => to_be_served(room, actor, id, find).await,
        None => Err(Problem::NotFound),
    }
}

/// A paper that the actor hands over or posts.
async fn to_be_served(
    room: &ApplicationRoom,
    actor: &Arc<Actor>,
    id: RecordId,
    find: impl Fn(&Application) -> Option<u16>,
) -> Result<(Arc<Application>, u16), Problem> {
    let serving = serving(&room.ledger, actor, id).await.map_err(hidden)?;
    let ordinal = find(&serving.application).filter(|ordinal| serving.documents.contains(ordinal));
    Ok((serving.application, ordinal.ok_or(Problem::NotFound)?))
}

/// The first time that the applicant opens a paper is recorded: beside its arrival it proves the service (民事诉讼法 90).
async fn opened(
    room: &ApplicationRoom,
    actor: &Arc<Actor>,
    id: RecordId,
    application: &Application,
    document: &IssuedDocument,
) -> Result<(), Problem> {
    let subject = application.subject(id).ok_or(Problem::NotFound)?;
    let Ok(permit) = permit::<acts::ActAsApplicant>(actor, &subject) else {
        return Ok(());
    };
    if document.opened_on.is_some() {
        return Ok(());
    }
    let key = Key::derived(&["opened", &id.to_string(), &document.ordinal.to_string()]);
    let command = OpenDocument {
        document: document.ordinal,
    };
    match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
        // Somebody else opened it at the same moment.
        Ok(_) | Err(SubmitError::KeyReused) => Ok(()),
        Err(error) => Err(not_done(error)),
    }
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
        let name = FileName::try_from(paper.stored.clone()).map_err(unread)?;
        let key = FileKey::try_from(key.to_owned()).map_err(unread)?;
        let loading = self.ledger.files().load(&name, &key).await.map_err(unread)?;
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
