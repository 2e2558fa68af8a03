//! The documents of an application: rendered from the pack's templates, stored encrypted, recorded by digest.

mod keys;
mod press;
mod preview;
mod receivers;
mod register;
mod values;
mod words;

pub use keys::{kind_key, way_key};
pub(crate) use press::Press;
pub(crate) use preview::PreviewError;
pub use receivers::{Bearer, Right, bearers, receiver};
pub(crate) use values::{check_code, check_number};

use std::sync::Arc;

use authority::acts;
use crew::Pace;
use document::{Block, Notes, Numbering, Sheet, Template, Unfilled, Values};
use identity::RecordId;
use ledger::{Entry, FileError, FileKey, FileName, ReactionError, Unavailable};
use procedure::Release;
use procedure::definition::{ItemId, PROLONGATION_BY_SILENCE};

use crate::reactions::{application, reaction_permit};
use crate::record::command::RecordDocument;
use crate::record::document::{DocumentKind, IssuedDocument};
use crate::record::state::Document;
use crate::record::{Application, Applications};
use crate::room::ApplicationRoom;
use words::{Said, certificate_name};

/// The reaction that makes what somebody waits for; it goes on where it stood when it made certificates only.
const MAKE: &str = "render";
/// The reaction that makes all other papers.
const MAKE_WHEN_IDLE: &str = "render-when-idle";
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

/// Has each issued paper made, by two reactions: a certificate never stands behind thirty opinions.
pub(crate) fn react(room: &ApplicationRoom) {
    for (reaction, pace) in [(MAKE, Pace::AtOnce), (MAKE_WHEN_IDLE, Pace::WhenIdle)] {
        let making = room.clone();
        room.ledger.react_in_any_order(reaction, &["application"], move |entry| {
            let room = making.clone();
            async move { make_issued(&room, &entry, reaction, pace).await }
        });
    }
}

/// Whether somebody waits for papers of that kind: a term runs from their service, or an act cannot go on without them.
fn pace(kind: DocumentKind) -> Pace {
    match kind {
        DocumentKind::CommitmentLetter | DocumentKind::PreReviewOpinion => Pace::WhenIdle,
        DocumentKind::AcceptanceNotice
        | DocumentKind::NonAcceptanceNotice
        | DocumentKind::SupplementNotice
        | DocumentKind::SpecialProcedureNotice
        | DocumentKind::ExtensionNotice
        | DocumentKind::HearingNotice
        | DocumentKind::PaymentNotice
        | DocumentKind::ThirdPartyNotice
        | DocumentKind::ObjectionAnswer
        | DocumentKind::Decision
        | DocumentKind::RefusalDecision
        | DocumentKind::DeliveryRecord
        | DocumentKind::CorrectionNotice
        | DocumentKind::ReissueNotice
        | DocumentKind::ChangeDecision
        | DocumentKind::ProlongationDecision
        | DocumentKind::RevocationDecision
        | DocumentKind::WithdrawalDecision
        | DocumentKind::CancellationDecision
        | DocumentKind::RequestRefusal => Pace::AtOnce,
    }
}

async fn make_issued(room: &ApplicationRoom, entry: &Entry, reaction: &'static str, own: Pace) -> Result<(), ReactionError> {
    if !matches!(entry.event_type.as_str(), "document_issued" | "case_granted" | "case_refused") {
        return Ok(());
    }
    let Some(application) = application(&room.ledger, entry.record).await? else {
        return Ok(());
    };
    let Some(document) = issued_by(&application, entry).filter(|document| document.file.is_none() && pace(document.kind) == own)
    else {
        return Ok(());
    };
    let failed = |error: DocumentError| match error {
        DocumentError::Unavailable(unavailable) => ReactionError::Unavailable(unavailable.0),
        // It waits for the store or the disk, and is not parked meanwhile.
        DocumentError::File(FileError::Store(_) | FileError::List(_) | FileError::Broken(_)) => {
            ReactionError::Unavailable(error.to_string())
        }
        DocumentError::NoRelease(_) | DocumentError::NoTemplate(_) | DocumentError::Template(_) | DocumentError::File(_) => {
            ReactionError::Failed(error.to_string())
        }
    };
    let sheet = room.sheet_of(entry.record, &application, document).await.map_err(failed)?;
    let bytes = room.press.pdf(sheet, own).await.map_err(failed)?;
    let digest = sha256(&bytes);
    let stored = room
        .ledger
        .files()
        .store(bytes.as_slice(), DOCUMENT_BYTES_MAX)
        .await
        .map_err(|error| failed(error.into()))?;
    let file = Document {
        digest,
        stored: stored.name.as_str().to_owned(),
    };
    let permit = reaction_permit::<acts::React>(reaction, entry.record, &application)?;
    let command = RecordDocument {
        document: document.ordinal,
        file,
        key: stored.key.into(),
    };
    room.ledger
        .submit::<Applications, _>(&permit, entry.record, command, entry.key(reaction))
        .await?;
    Ok(())
}

/// The paper that an event issued: decisions are events of their own.
fn issued_by<'a>(application: &'a Application, entry: &Entry) -> Option<&'a IssuedDocument> {
    if let Some(ordinal) = entry.data["document"].as_u64() {
        return application.document(u16::try_from(ordinal).ok()?);
    }
    let item = ItemId::from(entry.data["item"].as_str()?);
    let number = entry.data["document_number"].as_str()?;
    let issued = |document: &&IssuedDocument| document.item.as_ref() == Some(&item) && document.number == number;
    application.documents.iter().map(AsRef::as_ref).find(issued)
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

    /// An issued paper, as a sheet.
    pub(crate) async fn sheet_of(
        &self,
        record: RecordId,
        application: &Application,
        document: &IssuedDocument,
    ) -> Result<Sheet, DocumentError> {
        let release = self.release_of(application)?;
        let said = Said {
            record,
            application,
            release: &release,
            fresh: &[],
        };
        let values = self.values_of_document(&said, document).await?;
        let amended = values
            .get("notice.change")
            .filter(|_| document.kind == DocumentKind::Decision)
            .cloned();
        let mut sheet = self.fill(&release, &template_of(application, document, &release), values)?;
        sheet.blocks.extend(amended.map(|words| amendment(&words)));
        Ok(sheet)
    }

    /// What people call a paper: a certificate by its own name, all others by their templates'.
    pub(crate) fn name_of(&self, application: &Application, document: &IssuedDocument, release: &Release) -> String {
        let certificate = document
            .item
            .as_ref()
            .filter(|_| document.kind == DocumentKind::Decision)
            .and_then(|item| certificate_name(item, release));
        let template = || {
            let name = template_of(application, document, release);
            let template = Template::read(&name, &self.template(release, &name)?).ok()?;
            Some(template.name)
        };
        certificate.or_else(template).unwrap_or_else(|| document.number.clone())
    }

    /// A template as the release has it. An application filed before the city had this kind of paper gets it in today's words.
    fn template(&self, release: &Release, name: &str) -> Option<String> {
        let own = release.template(name).map(str::to_owned);
        own.or_else(|| self.catalogue.current().template(name).map(str::to_owned))
    }

    /// A pack's template with values; what an application has no value for is struck out, as on paper.
    pub(crate) fn fill(&self, release: &Release, name: &str, mut values: Values) -> Result<Sheet, DocumentError> {
        let text = self
            .template(release, name)
            .ok_or_else(|| DocumentError::NoTemplate(name.to_owned()))?;
        let template = Template::read(name, &text).map_err(|fault| DocumentError::Template(fault.to_string()))?;
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

    /// The stored file of a paper, as it was made when it was issued.
    pub(crate) async fn stored_document(
        &self,
        record: RecordId,
        document: &IssuedDocument,
    ) -> Result<Option<Vec<u8>>, DocumentError> {
        let Some(file) = &document.file else { return Ok(None) };
        let path = &document.key;
        let mut secrets = self.ledger.secrets(record, std::slice::from_ref(path)).await?;
        let Some(key) = secrets.remove(path).and_then(|key| key.as_str().map(str::to_owned)) else {
            return Ok(None);
        };
        let (name, key) = (FileName::try_from(file.stored.clone())?, FileKey::try_from(key)?);
        let loading = self.ledger.files().load(&name, &key).await?;
        Ok(Some(loading.whole(DOCUMENT_BYTES_MAX).await?))
    }
}

/// What a new version of a certificate says of why it was made.
fn amendment(words: &str) -> Block {
    Block::Notes(Notes {
        title: Some("变更、更正、补发、延续记载".to_owned()),
        numbering: Numbering::Plain,
        items: words.lines().map(str::to_owned).collect(),
    })
}

/// The template of a paper: a certificate's and a letter's by their definitions, all others by their kind.
fn template_of(application: &Application, document: &IssuedDocument, release: &Release) -> String {
    let certificate = || {
        let item = release.item(document.item.as_ref()?)?;
        item.certificate.as_ref().map(|certificate| certificate.template.clone())
    };
    let letter = || {
        let matter = release.matter(application.plan.as_ref()?.matter.as_str())?;
        matter.commitment.as_ref().map(|commitment| commitment.template.clone())
    };
    let named = if application.is_granted_by_silence(document) {
        Some(PROLONGATION_BY_SILENCE.to_owned())
    } else if document.kind == DocumentKind::Decision {
        certificate()
    } else if document.kind == DocumentKind::CommitmentLetter {
        letter()
    } else {
        None
    };
    named.unwrap_or_else(|| document.kind.as_str().to_owned())
}
