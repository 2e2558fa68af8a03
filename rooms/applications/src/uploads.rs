//! Papers on their way in: streamed to the encrypted store, told by their content and not by their name.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use catalogue::Names;
use front::form::FORM_BYTES_MAX;
use front::{FormData, Message, Problem, Texts};
use ledger::{FileError, FileName, Ledger};
use procedure::definition::{FileType, MaterialId};
use tokio::io::{AsyncRead, ReadBuf};
use tokio_stream::Stream;

use crate::record::command::Upload;
use crate::record::request::PROOF;

/// What a form names the box of a material: `material-` and its id.
pub const BOX_PREFIX: &str = "material-";
/// Enough to tell every type that we accept.
const HEAD_BYTES: usize = 512;
const MEGABYTE: u64 = 1 << 20;
/// Longest file name kept, in characters.
const FILE_NAME_MAX: usize = 200;

/// The box of the commitment letter that an applicant signed on paper: no material of any pack.
pub const SIGNED_LETTER: &str = "signed-letter";
/// Largest scan of a signed letter, in megabytes.
pub const SIGNED_LETTER_MEGABYTES_MAX: u32 = 20;

/// Largest proof of what a holder asks for, in megabytes.
pub const REQUEST_PROOF_MEGABYTES_MAX: u32 = 20;

/// What a box takes.
struct Accepted {
    id: MaterialId,
    name: String,
    megabytes_max: u32,
    accepts: Vec<FileType>,
}

impl Accepted {
    fn of(names: &Names<'_>, id: &MaterialId) -> Option<Self> {
        let scanned = |name: &str, megabytes_max: u32| Self {
            id: id.clone(),
            name: names.texts.say(name).to_string(),
            megabytes_max,
            accepts: vec![FileType::Pdf, FileType::Jpeg, FileType::Png],
        };
        match id.as_str() {
            SIGNED_LETTER => return Some(scanned("signed-letter", SIGNED_LETTER_MEGABYTES_MAX)),
            PROOF => return Some(scanned("request-proof", REQUEST_PROOF_MEGABYTES_MAX)),
            _ => {}
        }
        names.release.material(id).map(|material| Self {
            id: id.clone(),
            name: names.material(material).plain().to_owned(),
            megabytes_max: material.max_megabytes,
            accepts: material.accepts.clone(),
        })
    }
}

/// A form with papers.
#[derive(Debug, Default)]
pub struct Posted {
    /// Its other fields.
    pub form: FormData,
    /// The papers that came in whole and are what they should be.
    pub uploads: Vec<Upload>,
    /// The papers that did not, with why.
    pub wrong: Vec<(MaterialId, Message)>,
}

/// Reads a form with papers, which `names` call in the reader's language. `token` is the form's own proof, which must come
/// before the first paper.
///
/// # Errors
/// When the form is not ours or broken; a wrong paper is no error but is named in [`Posted::wrong`].
pub async fn read(
    ledger: &Ledger,
    names: &Names<'_>,
    mut parts: Multipart,
    token: impl Fn(Option<&str>) -> Result<(), Problem>,
) -> Result<Posted, Problem> {
    let mut posted = Posted::default();
    match take_in_all(ledger, names, &mut parts, token, &mut posted).await {
        Ok(()) => Ok(posted),
        Err(problem) => {
            discard(ledger, posted.uploads).await;
            Err(problem)
        }
    }
}

/// Deletes papers that came in with something that was refused.
pub async fn discard(ledger: &Ledger, uploads: Vec<Upload>) {
    for upload in uploads {
        let deleted = match FileName::try_from(upload.stored) {
            Ok(name) => ledger.files().delete(&name).await.map(|_| ()),
            Err(error) => Err(error),
        };
        if let Err(error) = deleted {
            tracing::warn!(%error, "a refused paper could not be deleted");
        }
    }
}

async fn take_in_all(
    ledger: &Ledger,
    names: &Names<'_>,
    parts: &mut Multipart,
    token: impl Fn(Option<&str>) -> Result<(), Problem>,
    posted: &mut Posted,
) -> Result<(), Problem> {
    let mut checked = false;
    let mut text_bytes_left = FORM_BYTES_MAX;
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.strip_prefix(BOX_PREFIX) {
            Some(material) if field.file_name().is_some_and(|name| !name.is_empty()) => {
                if !checked {
                    token(posted.form.given(front::form::FORM_TOKEN))?;
                    checked = true;
                }
                let id = MaterialId::from(material);
                // One box, one paper: whoever sends more fills the disk, or hopes that we count differently.
                if posted.uploads.iter().any(|upload| upload.material == id) || posted.wrong.iter().any(|(wrong, _)| *wrong == id)
                {
                    return Err(Problem::invalid("form-unreadable"));
                }
                match Accepted::of(names, &id) {
                    Some(accepted) => match take_in(ledger, names.texts, &accepted, field).await? {
                        Ok(upload) => posted.uploads.push(upload),
                        Err(message) => posted.wrong.push((id, message)),
                    },
                    None => return Err(Problem::invalid("form-unreadable")),
                }
            }
            Some(_) => {}
            None => {
                let value = text(field, &mut text_bytes_left).await?;
                posted.form.take_in(name, value)?;
            }
        }
    }
    if !checked {
        token(posted.form.given(front::form::FORM_TOKEN))?;
    }
    posted.form.forget(front::form::FORM_TOKEN);
    Ok(())
}

/// The text of a field; all of a form's together are no longer than a form without papers may be.
async fn text(mut field: Field<'_>, bytes_left: &mut usize) -> Result<String, Problem> {
    let too_large = || Problem::TooLarge {
        bytes_max: FORM_BYTES_MAX,
    };
    let mut text = Vec::new();
    while let Some(bytes) = field.chunk().await.map_err(broken)? {
        *bytes_left = bytes_left.checked_sub(bytes.len()).ok_or_else(too_large)?;
        text.extend_from_slice(&bytes);
    }
    String::from_utf8(text).map_err(|_| Problem::invalid("form-unreadable"))
}

/// Stores one paper, unless it is too large, empty, or of a type that is not accepted.
async fn take_in(
    ledger: &Ledger,
    texts: &Texts,
    material: &Accepted,
    field: Field<'_>,
) -> Result<Result<Upload, Message>, Problem> {
    let file_name: String = field
        .file_name()
        .unwrap_or_default()
        .chars()
        .filter(|one| !one.is_control())
        .take(FILE_NAME_MAX)
        .collect();
    let bytes_max = u64::from(material.megabytes_max) * MEGABYTE;
    let mut head = Head {
        field,
        rest: Bytes::new(),
        head: Vec::new(),
    };
    let stored = match ledger.files().store(&mut head, bytes_max).await {
        Ok(stored) => stored,
        Err(FileError::TooLong { .. }) => {
            return Ok(Err(Message::new("upload-too-large-for")
                .with("name", material.name.clone())
                .with("megabytes", material.megabytes_max)));
        }
        // What was typed and the other papers stay: this one is sent once more.
        Err(error @ FileError::Store(_)) => {
            tracing::error!(%error, "a paper could not be stored");
            return Ok(Err(Message::new("upload-not-now").with("name", material.name.clone())));
        }
        Err(error) => {
            tracing::error!(%error, "a paper could not be stored");
            return Err(Problem::Unavailable);
        }
    };
    let found = FileType::of(&head.head);
    match found.filter(|found| material.accepts.contains(found) && stored.bytes > 0) {
        Some(file_type) => Ok(Ok(Upload {
            material: material.id.clone(),
            stored: stored.name.as_str().to_owned(),
            key: stored.key.into(),
            file_name,
            digest: stored.sha256,
            bytes: stored.bytes,
            file_type,
        })),
        None => {
            if let Err(error) = ledger.files().delete(&stored.name).await {
                tracing::warn!(%error, "a refused paper could not be deleted");
            }
            let key = if stored.bytes == 0 {
                "upload-empty"
            } else {
                "upload-wrong-type"
            };
            let accepted = material
                .accepts
                .iter()
                .map(|file_type| word(*file_type))
                .collect::<Vec<_>>()
                .join(&texts.say("way-comma").to_string());
            Ok(Err(Message::new(key)
                .with("name", material.name.clone())
                .with("accepted", accepted)))
        }
    }
}

/// What people call a type of file.
#[must_use]
pub fn word(file_type: FileType) -> &'static str {
    match file_type {
        FileType::Pdf => "PDF",
        FileType::Ofd => "OFD",
        FileType::Jpeg => "JPG",
        FileType::Png => "PNG",
        FileType::Zip => "ZIP",
        FileType::Dwg => "DWG",
    }
}

fn broken(error: MultipartError) -> Problem {
    tracing::info!(%error, "an upload broke off");
    Problem::invalid("upload-broken-off")
}

/// A field as a reader that remembers how it began.
struct Head<'a> {
    field: Field<'a>,
    rest: Bytes,
    head: Vec<u8>,
}

impl AsyncRead for Head<'_> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        while self.rest.is_empty() {
            match Pin::new(&mut self.field).poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(Ok(())),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(std::io::Error::other(error))),
                Poll::Ready(Some(Ok(bytes))) => {
                    let wanted = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
                    self.head.extend_from_slice(&bytes[..wanted]);
                    self.rest = bytes;
                }
            }
        }
        let taken = self.rest.len().min(into.remaining());
        into.put_slice(&self.rest.split_to(taken));
        Poll::Ready(Ok(()))
    }
}
