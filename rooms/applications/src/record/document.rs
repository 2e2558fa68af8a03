//! The papers that organs issue (文书): numbered when they are signed, made from the pack's templates, served, and what
//! becomes of them afterwards.
//!
//! An act issues one with [`issue`] in its own command. Those that acts of a kind always call for are issued by [`follow`], so
//! that no act forgets its paper.

mod appeal;
mod following;
mod making;
mod receiver;
mod service;
mod standing;

pub use appeal::Appeal;
pub(crate) use appeal::same_day_in;
pub use procedure::definition::DocumentKind;
pub use receiver::{Receiver, Recipient};
pub use service::{DELIVERY_DAYS, Delivery, DeliveryWays, Proof, Way};
pub use standing::Standing;

pub(super) use following::follow;
pub(super) use making::record;
pub(crate) use service::posted_path;
pub(super) use service::{choose, hand_over, open, post, post_arrived, post_returned, serve};

use std::sync::Arc;

use calendar::Day;
use identity::OrganId;
use ledger::{Context, Secret};
use procedure::definition::{ItemId, StepId};

use super::event::Event;
use super::keeping::SAID;
use super::opening::Course;
use super::state::{Application, Document};

/// An issued paper as it stands.
#[derive(Clone, Debug)]
pub struct IssuedDocument {
    /// Its place in the record, from 1.
    pub ordinal: u16,
    /// What it is in law.
    pub kind: DocumentKind,
    /// Who issued it.
    pub organ: OrganId,
    /// The item it is about, if it is about one.
    pub item: Option<ItemId>,
    /// The step by which it came about, if it did by one.
    pub step: Option<StepId>,
    /// Its number (文号).
    pub number: String,
    /// The day it bears.
    pub day: Day,
    /// Its last day, where it ends by itself.
    pub valid_until: Option<Day>,
    /// The paper that it corrects, replaces, revokes or proves the service of.
    pub follows: Option<u16>,
    /// The file, once it has been made.
    pub file: Option<Document>,
    /// Where the vault keeps what opens the file.
    pub key: String,
    /// How far its service has come.
    pub delivery: Delivery,
    /// The day on which the applicant first opened it.
    pub opened_on: Option<Day>,
    /// Whether it still stands.
    pub standing: Standing,
    /// Whether it is about others than the applicant, and goes to them.
    pub is_for_others: bool,
}

/// A paper that is to be issued.
pub(super) struct Paper {
    kind: DocumentKind,
    organ: OrganId,
    item: Option<ItemId>,
    step: Option<StepId>,
    series: Option<String>,
    valid_until: Option<Day>,
    follows: Option<u16>,
    words: serde_json::Map<String, serde_json::Value>,
}

impl Paper {
    /// That kind of paper, issued by that organ.
    pub(super) fn new(kind: DocumentKind, organ: OrganId) -> Self {
        Self {
            kind,
            organ,
            item: None,
            step: None,
            series: None,
            valid_until: None,
            follows: None,
            words: serde_json::Map::new(),
        }
    }

    /// About an item.
    pub(super) fn on(mut self, item: impl Into<Option<ItemId>>) -> Self {
        self.item = item.into();
        self
    }

    /// By a step.
    pub(super) fn by(mut self, step: StepId) -> Self {
        self.step = Some(step);
        self
    }

    /// In the series of an item's certificates.
    pub(super) fn in_series(mut self, series: Option<String>) -> Self {
        self.series = series;
        self
    }

    /// Valid through a day.
    pub(super) fn valid_until(mut self, day: Option<Day>) -> Self {
        self.valid_until = day;
        self
    }

    /// After another paper of the record.
    pub(super) fn following(mut self, document: u16) -> Self {
        self.follows = Some(document);
        self
    }

    /// What it says where its template has `{{ notice.<name> }}`; kept in the vault.
    pub(super) fn saying(mut self, name: &str, words: impl Into<String>) -> Self {
        self.words.insert(name.to_owned(), words.into().into());
        self
    }

    /// The same where there is something to say.
    pub(super) fn saying_if(self, name: &str, words: Option<impl ToString>) -> Self {
        match words {
            Some(words) => self.saying(name, words.to_string()),
            None => self,
        }
    }
}

/// Issues a paper in the course of an act: the next number of its series, and its place in the record.
pub(super) fn issue(course: &mut Course, context: &mut Context<'_>, paper: Paper) -> u16 {
    let document = course.state.next_document();
    let series = paper.series.as_deref().unwrap_or_else(|| paper.kind.series());
    let day = dated(context);
    let number = number(&paper.organ, series, day, context);
    if !paper.words.is_empty() {
        course.keep([Secret::new(words_path(document), paper.words, SAID)]);
    }
    course.then(Event::DocumentIssued {
        document,
        kind: paper.kind,
        organ: paper.organ,
        item: paper.item,
        step: paper.step,
        number,
        day,
        valid_until: paper.valid_until,
        follows: paper.follows,
    });
    document
}

/// The day that a paper bears: the day on which it is signed (成文日期, 党政机关公文处理工作条例 9), also on a rest day. Terms are
/// counted from the day on which the act counts as done.
pub(super) fn dated(context: &Context<'_>) -> Day {
    context.at.day()
}

/// The next number (文号) of an organ's series in the year of the paper: 滨审批能评〔2026〕12号.
pub(super) fn number(organ: &OrganId, series: &str, day: Day, context: &mut Context<'_>) -> String {
    let year = day.year();
    let number = context.number(&format!("document/{organ}/{series}/{year}"));
    format!("{series}〔{year}〕{number}号")
}

/// Where the vault keeps what a paper says beyond what the record knows.
pub(crate) fn words_path(document: u16) -> String {
    format!("document_words/{document}")
}

/// Where the vault keeps what opens the file of a paper.
pub(crate) fn key_path(document: u16) -> String {
    format!("document/{document}")
}

impl Application {
    /// An issued paper.
    #[must_use]
    pub fn document(&self, ordinal: u16) -> Option<&IssuedDocument> {
        let position = usize::from(ordinal.checked_sub(1)?);
        self.documents.get(position).map(AsRef::as_ref)
    }

    /// The newest decision on an item that was granted: its certificate as it stands, or the last that did.
    #[must_use]
    pub fn decision_on(&self, item: &ItemId) -> Option<&IssuedDocument> {
        self.newest(DocumentKind::Decision, item)
    }

    pub(super) fn newest(&self, kind: DocumentKind, item: &ItemId) -> Option<&IssuedDocument> {
        let mut documents = self.documents.iter().rev().map(AsRef::as_ref);
        documents.find(|document: &&IssuedDocument| document.kind == kind && document.item.as_ref() == Some(item))
    }

    fn next_document(&self) -> u16 {
        u16::try_from(self.documents.len() + 1).unwrap_or(u16::MAX)
    }

    pub(super) fn document_issued(&mut self, mut document: IssuedDocument) {
        // The delivery record of a paper for others names them.
        document.is_for_others |= document.kind == DocumentKind::DeliveryRecord
            && document
                .follows
                .and_then(|served| self.document(served))
                .is_some_and(|served| served.is_for_others);
        if let Some(before) = document.follows
            && let Some(standing) = standing::left_by(&document)
        {
            self.with_document(before, |before| before.standing = standing);
        }
        if let (DocumentKind::Decision, Some(item)) = (document.kind, &document.item)
            && let Some(case) = self.case_mut(item)
        {
            case.document_number = Some(document.number.clone());
        }
        self.documents.push(Arc::new(document));
    }

    pub(super) fn with_document(&mut self, ordinal: u16, change: impl FnOnce(&mut IssuedDocument)) {
        let position = usize::from(ordinal).checked_sub(1);
        if let Some(document) = position.and_then(|position| self.documents.get_mut(position)) {
            change(Arc::make_mut(document));
        }
    }

    /// The paper that a decision is: certificates and refusals have been events of their own since before there were others.
    pub(super) fn decided(
        &mut self,
        kind: DocumentKind,
        item: &ItemId,
        step: Option<StepId>,
        number: &str,
        day: Day,
        valid_until: Option<Day>,
    ) {
        let planned = self.planned_item(item).and_then(|planned| planned.decider.clone());
        let deciding = || {
            step.as_ref()
                .and_then(|step| self.step(step))
                .map(|step| step.planned.organ.clone())
        };
        let Some(organ) = planned.or_else(deciding) else { return };
        let document = IssuedDocument::new(self.next_document(), kind, organ, number.to_owned(), day);
        self.document_issued(IssuedDocument {
            item: Some(item.clone()),
            step,
            valid_until,
            ..document
        });
    }
}

impl IssuedDocument {
    pub(super) fn new(ordinal: u16, kind: DocumentKind, organ: OrganId, number: String, day: Day) -> Self {
        Self {
            ordinal,
            kind,
            organ,
            item: None,
            step: None,
            number,
            day,
            valid_until: None,
            follows: None,
            file: None,
            key: key_path(ordinal),
            delivery: if is_kept(kind) { Delivery::Kept } else { Delivery::Waiting },
            opened_on: None,
            standing: Standing::InForce,
            is_for_others: matches!(kind, DocumentKind::ThirdPartyNotice | DocumentKind::ObjectionAnswer),
        }
    }

    /// Whether the applicant may read it: it was served, or is kept on file for both sides.
    #[must_use]
    pub fn is_open_to_applicant(&self) -> bool {
        match self.delivery {
            Delivery::Served { .. } | Delivery::Kept => self.file.is_some() && self.is_for_applicant(),
            Delivery::Waiting | Delivery::Posted { .. } | Delivery::Returned { .. } => false,
        }
    }

    /// Whether it is addressed to the applicant, and not to others whose interests are touched.
    #[must_use]
    pub fn is_for_applicant(&self) -> bool {
        !self.is_for_others
    }

    /// Whether its term has ended by a day.
    #[must_use]
    pub fn has_expired(&self, today: Day) -> bool {
        self.valid_until.is_some_and(|last| last < today)
    }

    /// The first decision on its item, as against one that followed it.
    #[must_use]
    pub fn is_first_decision(&self) -> bool {
        self.kind == DocumentKind::Decision && self.follows.is_none()
    }
}

/// Papers for the files of both sides, which nobody has to be served.
fn is_kept(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::CommitmentLetter | DocumentKind::DeliveryRecord)
}
