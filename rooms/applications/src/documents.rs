//! The documents of an application: rendered from the pack's templates, stored encrypted, recorded by digest.

mod values;

pub(crate) use values::check_code;

use std::sync::Arc;

use authority::acts;
use document::{Sheet, Template, Unfilled, Values};
use identity::RecordId;
use ledger::{Entry, FileError, FileKey, FileName, ReactionError, Unavailable};
use procedure::Release;
use procedure::definition::ItemId;

use crate::reactions::{application, reaction_permit};
use crate::record::command::RecordDocument;
use crate::record::state::{Case, CaseStatus, Document};
use crate::record::{Application, Applications};
use crate::room::ApplicationRoom;

/// The reaction that renders what has been granted.
const RENDER: &str = "render";
/// Larger than any document that we render.
const DOCUMENT_BYTES_MAX: u64 = 16 << 20;
/// What stands where a template has a place and the application no value.
const NONE: &str = "／";

/// Why a document cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The release does not have what the application was filed under.
    #[error("the release {0} of this application is not there")]
    NoRelease(String),
    /// The template is missing.
    #[error("there is no template {0}")]
    NoTemplate(String),
    /// The template cannot be read or filled.
    #[error("the template cannot be filled: {0}")]
    Template(String),
    /// The file cannot be stored or read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The ledger cannot answer now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Has each granted case's document rendered.
pub(crate) fn react(room: &ApplicationRoom) {
    let rendering = room.clone();
    room.ledger.react_to(RENDER, &["application"], move |entry| {
        let room = rendering.clone();
        async move { render_granted(&room, &entry).await }
    });
}

async fn render_granted(room: &ApplicationRoom, entry: &Entry) -> Result<(), ReactionError> {
    if entry.event_type != "case_granted" {
        return Ok(());
    }
    let Some(item) = entry.data["item"].as_str().map(ItemId::from) else {
        return Ok(());
    };
    let Some(application) = application(&room.ledger, entry.record).await? else {
        return Ok(());
    };
    let Some(case) = application
        .case(&item)
        .filter(|case| case.status == CaseStatus::Granted && case.document.is_none())
    else {
        return Ok(());
    };
    if case.document_number.is_none() {
        return Ok(());
    }
    let failed = |error: DocumentError| match error {
        DocumentError::Unavailable(unavailable) => ReactionError::Unavailable(unavailable.0),
        DocumentError::NoRelease(_) | DocumentError::NoTemplate(_) | DocumentError::Template(_) | DocumentError::File(_) => {
            ReactionError::Failed(error.to_string())
        }
    };
    let bytes = room.certificate_pdf(entry.record, &application, case).await.map_err(failed)?;
    let digest = sha256(&bytes);
    let stored = room
        .ledger
        .files()
        .store(bytes.as_slice(), DOCUMENT_BYTES_MAX)
        .await
        .map_err(|error| failed(error.into()))?;
    let document = Document {
        digest,
        stored: stored.name.as_str().to_owned(),
    };
    let permit = reaction_permit::<acts::React>(RENDER, entry.record, &application)?;
    let command = RecordDocument {
        item,
        document,
        key: stored.key.into(),
    };
    room.ledger
        .submit::<Applications, _>(&permit, entry.record, command, entry.key(RENDER))
        .await?;
    Ok(())
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl ApplicationRoom {
    /// The release under which an application was filed.
    pub(crate) fn release_of(&self, application: &Application) -> Result<Arc<Release>, DocumentError> {
        let digest = application
            .filing
            .as_ref()
            .map(|filing| filing.release.clone())
            .unwrap_or_default();
        self.catalogue.by_digest(&digest).ok_or(DocumentError::NoRelease(digest))
    }

    /// The certificate of a granted case, as a sheet.
    pub(crate) async fn certificate(
        &self,
        record: RecordId,
        application: &Application,
        case: &Case,
    ) -> Result<Sheet, DocumentError> {
        let release = self.release_of(application)?;
        let certificate = release.item(&case.item).and_then(|item| item.certificate.as_ref());
        let template = certificate.map_or("decision", |certificate| certificate.template.as_str());
        let values = self.values_of_case(record, application, case, &release).await?;
        self.fill(&release, template, values)
    }

    async fn certificate_pdf(&self, record: RecordId, application: &Application, case: &Case) -> Result<Vec<u8>, DocumentError> {
        let sheet = self.certificate(record, application, case).await?;
        self.pdf(sheet).await
    }

    /// A pack's template with values; what an application has no value for is struck out, as on paper.
    pub(crate) fn fill(&self, release: &Release, name: &str, mut values: Values) -> Result<Sheet, DocumentError> {
        let text = release
            .template(name)
            .ok_or_else(|| DocumentError::NoTemplate(name.to_owned()))?;
        let template = Template::read(name, text).map_err(|fault| DocumentError::Template(fault.to_string()))?;
        loop {
            match template.fill(&values) {
                Ok(sheet) => return Ok(sheet),
                Err(Unfilled::Missing { name, .. }) if !values.contains_key(&name) => {
                    values.insert(name, NONE.to_owned());
                }
                Err(unfilled) => return Err(DocumentError::Template(unfilled.to_string())),
            }
        }
    }

    /// The PDF of a sheet, made off the threads that answer requests.
    pub(crate) async fn pdf(&self, sheet: Sheet) -> Result<Vec<u8>, DocumentError> {
        let fonts = Arc::clone(&self.fonts);
        let rendered = tokio::task::spawn_blocking(move || document::render(&sheet, &fonts)).await;
        rendered
            .map_err(|error| DocumentError::Template(error.to_string()))?
            .map_err(|unwritable| DocumentError::Template(unwritable.to_string()))
    }

    /// The stored document of a case, as it was rendered when it was granted.
    pub(crate) async fn stored_document(&self, record: RecordId, case: &Case) -> Result<Option<Vec<u8>>, DocumentError> {
        let Some(document) = &case.document else { return Ok(None) };
        let path = format!("document/{}", case.item);
        let mut secrets = self.ledger.secrets(record, std::slice::from_ref(&path)).await?;
        let Some(key) = secrets.remove(&path).and_then(|key| key.as_str().map(str::to_owned)) else {
            return Ok(None);
        };
        let (name, key) = (FileName::try_from(document.stored.clone())?, FileKey::try_from(key)?);
        let loading = self.ledger.files().load(&name, &key).await?;
        Ok(Some(loading.whole(DOCUMENT_BYTES_MAX).await?))
    }
}
