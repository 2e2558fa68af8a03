//! A paper has been made: its file is stored, and its digest stands in the log.

use ledger::{Decision, Secret};
use procedure::definition::{DocumentKind, ItemId};

use crate::record::command::RecordDocument;
use crate::record::event::Event;
use crate::record::keeping;
use crate::record::refusal::Refusal;
use crate::record::state::{Application, Document};

pub(in crate::record) fn record(state: &Application, command: RecordDocument) -> Result<Decision<Event>, Refusal> {
    let document = state
        .document(command.document)
        .ok_or(Refusal::UnknownDocument(command.document))?;
    if document.file.is_some() {
        return Ok(Decision::nothing());
    }
    let key = Secret::new(document.key.clone(), command.key, keeping::DOCUMENT);
    Ok(Decision::from(Event::DocumentMade {
        document: command.document,
        file: command.file,
    })
    .with_secret(key))
}

impl Application {
    /// A paper has its file; the case has its certificate.
    pub(in crate::record) fn document_made(&mut self, ordinal: u16, file: &Document) {
        self.with_document(ordinal, |document| document.file = Some(file.clone()));
        let certified = self
            .document(ordinal)
            .filter(|document| document.kind == DocumentKind::Decision)
            .and_then(|document| document.item.clone());
        if let Some(item) = certified
            && let Some(case) = self.case_mut(&item)
        {
            case.document = Some(file.clone());
        }
    }

    /// The same as the log said it before papers were counted, when the vault kept keys by item.
    pub(in crate::record) fn certificate_rendered(&mut self, item: &ItemId, file: &Document) {
        let Some(ordinal) = self.decision_on(item).map(|decision| decision.ordinal) else {
            return;
        };
        self.with_document(ordinal, |document| document.key = format!("document/{item}"));
        self.document_made(ordinal, file);
    }
}
