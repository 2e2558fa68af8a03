//! Service (送达): into the account with the applicant's consent, handed over at the window, or by post; each dated and proven.
//! The terms of appeal run from it.

use calendar::{Calendar, Day};
use ledger::{Context, Decision, Secret};
use procedure::definition::ItemId;
use procedure::plan::Plan;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{DocumentKind, IssuedDocument, Paper, Receiver, Recipient, issue};
use crate::record::command::{ArriveByPost, ChooseDelivery, HandOver, OpenDocument, ReturnPost, SendByPost, Serve};
use crate::record::desk::unbiased;
use crate::record::event::{AskBy, Event};
use crate::record::keeping::{SAID, said};
use crate::record::opening::Course;
use crate::record::refusal::Refusal;
use crate::record::state::{Application, CaseStatus};
use crate::record::{hearing, supplement};

/// Licences are delivered within ten working days of the decision (行政许可法 44).
pub const DELIVERY_DAYS: u32 = 10;

/// Carriers number their items with 8 to 30 letters and digits.
const TRACKING_CHARACTERS: std::ops::RangeInclusive<usize> = 8..=30;

/// In which way a paper reaches the applicant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Into the account (电子送达).
    #[default]
    Electronic,
    /// Handed over (直接送达、窗口领取).
    Window,
    /// By post (邮寄送达).
    Post,
}

/// The ways that the applicant chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryWays {
    /// For certificates and decisions on them.
    pub certificates: Way,
    /// For everything else.
    pub notices: Way,
}

/// How far the service of a paper has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Not on its way.
    Waiting,
    /// With the post.
    Posted {
        /// Since when.
        on: Day,
        /// How often it was sent.
        times: u8,
    },
    /// The post brought it back.
    Returned {
        /// When.
        on: Day,
        /// How often it was sent.
        times: u8,
    },
    /// Served; appeal runs.
    Served {
        /// The day.
        on: Day,
        /// In which way.
        way: Way,
        /// To whom.
        to: Recipient,
        /// The delivery record (送达回证), where one was signed.
        record: Option<u16>,
    },
    /// For the files of both sides: nobody has to be served.
    Kept,
}

/// How the receiver proved the receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Signed on the printed delivery record, which is on file.
    SignedOnPaper,
    /// Signed on the pad at the window.
    SignedOnPad,
}

impl Way {
    /// In index rows, forms and text keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Electronic => "electronic",
            Self::Window => "window",
            Self::Post => "post",
        }
    }

    /// The way of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Electronic, Self::Window, Self::Post]
            .into_iter()
            .find(|way| way.as_str() == name)
    }
}

impl Delivery {
    /// In index rows, the API and text keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Posted { .. } => "posted",
            Self::Returned { .. } => "returned",
            Self::Served { .. } => "served",
            Self::Kept => "kept",
        }
    }

    /// The day of service.
    #[must_use]
    pub fn served_on(self) -> Option<Day> {
        match self {
            Self::Served { on, .. } => Some(on),
            Self::Waiting | Self::Posted { .. } | Self::Returned { .. } | Self::Kept => None,
        }
    }

    fn times_posted(self) -> u8 {
        match self {
            Self::Posted { times, .. } | Self::Returned { times, .. } => times,
            Self::Waiting | Self::Served { .. } | Self::Kept => 0,
        }
    }
}

impl DeliveryWays {
    /// The same way for everything.
    #[must_use]
    pub fn all(way: Way) -> Self {
        Self {
            certificates: way,
            notices: way,
        }
    }

    /// What the form says by the matter's rule. Without consent nothing is served electronically.
    pub(in crate::record) fn chosen(plan: &Plan, form: &BTreeMap<String, serde_json::Value>) -> Option<Self> {
        let rule = plan.delivery.as_ref()?;
        let value = |field: &procedure::definition::FieldId| {
            let mut parts = form.values().filter_map(|part| part.get(field.as_str()));
            parts.find(|value| !value.is_null()).cloned()
        };
        let way = value(&rule.way)
            .and_then(|way| Way::named(way.as_str()?))
            .unwrap_or(Way::Window);
        let consents = match &rule.consent {
            Some(consent) => value(consent).is_some_and(|answer| answer.as_bool() == Some(true)),
            None => way == Way::Electronic,
        };
        let on_paper = if way == Way::Post { Way::Post } else { Way::Window };
        Some(Self {
            certificates: if consents { way } else { on_paper },
            notices: if consents { Way::Electronic } else { on_paper },
        })
    }
}

impl Application {
    /// In which way a paper is to reach the applicant.
    #[must_use]
    pub fn way_of(&self, document: &IssuedDocument) -> Way {
        match (document.delivery, document.kind) {
            (Delivery::Served { way, .. }, _) => way,
            // What is on its way arrives or comes back, whatever is chosen meanwhile.
            (Delivery::Posted { .. }, _) => Way::Post,
            // What is addressed to others never goes into the applicant's account.
            (_, DocumentKind::ThirdPartyNotice | DocumentKind::ObjectionAnswer) => Way::Post,
            (_, DocumentKind::Decision) => self.delivery.certificates,
            (Delivery::Waiting | Delivery::Returned { .. } | Delivery::Kept, _) => self.delivery.notices,
        }
    }

    /// Whether somebody has to hand a paper over or post it: it is there, not served, and the account is not its way.
    #[must_use]
    pub fn waits_for_hand(&self, document: &IssuedDocument) -> bool {
        let waits = match document.delivery {
            Delivery::Waiting | Delivery::Posted { .. } | Delivery::Returned { .. } => true,
            Delivery::Served { .. } | Delivery::Kept => false,
        };
        waits && document.file.is_some() && self.way_of(document) != Way::Electronic
    }

    /// The papers that can be served into the account now: they are there, and where decisions are issued together, all are.
    #[must_use]
    pub fn to_serve(&self) -> Vec<u16> {
        let ready = |document: &&std::sync::Arc<IssuedDocument>| {
            matches!(document.delivery, Delivery::Waiting | Delivery::Returned { .. })
                && document.file.is_some()
                && self.way_of(document) == Way::Electronic
                && self.incomplete_group(document).is_none()
        };
        self.documents.iter().filter(ready).map(|document| document.ordinal).collect()
    }

    /// An item of the group whose decision has not been made, so that this one waits for it.
    fn incomplete_group(&self, document: &IssuedDocument) -> Option<ItemId> {
        let group = self.group_of(document)?;
        let made = |item: &ItemId| self.decision_on(item).is_some_and(|decision| decision.file.is_some());
        let mut others = self.group(group);
        others
            .find(|other| other.status != CaseStatus::Granted || !made(&other.item))
            .map(|other| other.item.clone())
    }

    /// The group with which a decision is served: only the first decision on an item is.
    fn group_of(&self, document: &IssuedDocument) -> Option<&procedure::definition::GroupId> {
        let item = document.item.as_ref().filter(|_| document.is_first_decision())?;
        self.planned_item(item)?.group.as_ref()
    }
}

/// Serves papers into the account. What was granted is served even when the rest has been withdrawn meanwhile.
pub(in crate::record) fn serve(state: &Application, command: &Serve, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let documents = servable(state, &command.documents, context)?;
    if documents.iter().any(|document| state.way_of(document) != Way::Electronic) {
        return Err(Refusal::NoConsent);
    }
    let (day, calendar) = (context.day(region), context.calendar(region));
    let mut course = Course::from(state, context);
    course.then(served(&documents, day, Way::Electronic, Recipient::Account, None));
    terms_begin(&mut course, &documents, day, calendar);
    Ok(course.decided())
}

/// The papers, if all of them can be served now; those of one group only together, and none before all have been made.
fn servable<'a>(state: &'a Application, ordinals: &[u16], context: &Context<'_>) -> Result<Vec<&'a IssuedDocument>, Refusal> {
    let mut documents: Vec<&IssuedDocument> = Vec::new();
    for ordinal in ordinals {
        if documents.iter().any(|known| known.ordinal == *ordinal) {
            continue;
        }
        let document = state.document(*ordinal).ok_or(Refusal::UnknownDocument(*ordinal))?;
        unbiased(state, &document.organ, context)?;
        match document.delivery {
            Delivery::Waiting | Delivery::Posted { .. } | Delivery::Returned { .. } => {}
            Delivery::Served { .. } | Delivery::Kept => return Err(Refusal::ServedBefore(*ordinal)),
        }
        if document.file.is_none() {
            return Err(Refusal::DocumentNotMade(*ordinal));
        }
        if let Some(absent) = state.incomplete_group(document) {
            return Err(Refusal::DocumentMissing(absent));
        }
        let group = state.group_of(document);
        let together = group.into_iter().flat_map(|group| state.group(group));
        for other in together.filter_map(|case| state.decision_on(&case.item)) {
            if !ordinals.contains(&other.ordinal) && other.delivery.served_on().is_none() {
                return Err(Refusal::ServedTogether(other.ordinal));
            }
        }
        documents.push(document);
    }
    if documents.is_empty() {
        return Err(Refusal::NothingToServe);
    }
    Ok(documents)
}

fn served(documents: &[&IssuedDocument], day: Day, way: Way, to: Recipient, record: Option<u16>) -> Event {
    let decided = |document: &&&IssuedDocument| document.is_first_decision();
    Event::Served {
        items: documents
            .iter()
            .filter(decided)
            .filter_map(|document| document.item.clone())
            .collect(),
        day,
        documents: documents.iter().map(|document| document.ordinal).collect(),
        way,
        to,
        record,
    }
}

/// The papers, if somebody at a window can hand them over or post them now.
fn at_hand<'a>(state: &'a Application, ordinals: &[u16], context: &Context<'_>) -> Result<Vec<&'a IssuedDocument>, Refusal> {
    let documents = servable(state, ordinals, context)?;
    for document in &documents {
        if matches!(document.delivery, Delivery::Posted { .. }) {
            return Err(Refusal::WithThePost(document.ordinal));
        }
        if !state.waits_for_hand(document) {
            return Err(Refusal::IntoTheAccount(document.ordinal));
        }
    }
    let others = documents.iter().find(|document| !document.is_for_applicant());
    match others.filter(|_| documents.len() > 1) {
        Some(other) => Err(Refusal::ForSomebodyElse(other.ordinal)),
        None => Ok(documents),
    }
}

/// What the applicant was told by a paper is due from its service, and not from its making (行政许可法 32, 47).
fn terms_begin(course: &mut Course, papers: &[&IssuedDocument], day: Day, calendar: &Calendar) {
    let told = |kind: DocumentKind| papers.iter().any(|paper| paper.kind == kind);
    let supplement = told(DocumentKind::SupplementNotice)
        .then(|| supplement::due_from(&course.state, day, calendar))
        .flatten();
    let hearings = papers
        .iter()
        .filter_map(|paper| hearing::due_from(&course.state, paper, day, calendar));
    let hearings: Vec<AskBy> = hearings.collect();
    if supplement.is_some() || !hearings.is_empty() {
        course.then(Event::TermsBegun {
            day,
            supplement,
            hearings,
        });
    }
}

/// Hands papers over at the window to somebody who may take them today, who signs a delivery record (送达回证).
pub(in crate::record) fn hand_over(
    state: &Application,
    command: HandOver,
    context: &mut Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let filing = state.filing.as_ref().ok_or(Refusal::NotFiled)?;
    let Receiver {
        applicant,
        recipient,
        as_read,
    } = command.receiver;
    if applicant != filing.applicant {
        return Err(Refusal::NoMandateToday);
    }
    let organ = context.actor.held_post().ok_or(Refusal::NotYourDesk)?.organ.clone();
    let documents = at_hand(state, &command.documents, context)?;
    if let Some(other) = documents.iter().find(|document| !document.is_for_applicant()) {
        return Err(Refusal::ForSomebodyElse(other.ordinal));
    }
    let day = context.day(filing.region);
    let record = delivery_record(organ, &documents)
        .saying("receiver_account", account_of(recipient))
        .saying("proof", proof_in_words(command.proof))
        .saying("remark", command.remark.trim());
    let mut course = Course::from(state, context);
    let record = issue(&mut course, context, record);
    course.then(served(&documents, day, Way::Window, recipient, Some(record)));
    terms_begin(&mut course, &documents, day, context.calendar(filing.region));
    let decision = course.decided();
    Ok(match as_read {
        Some((enterprise, version)) => decision.expecting(enterprise, version),
        None => decision,
    })
}

fn delivery_record(organ: identity::OrganId, documents: &[&IssuedDocument]) -> Paper {
    let ordinals: Vec<String> = documents.iter().map(|document| document.ordinal.to_string()).collect();
    let paper = Paper::new(DocumentKind::DeliveryRecord, organ).saying("documents", ordinals.join(","));
    match documents.first() {
        Some(first) => paper.on(first.item.clone()).following(first.ordinal),
        None => paper,
    }
}

fn account_of(recipient: Recipient) -> String {
    match recipient {
        Recipient::Applicant(account) | Recipient::Representative(account) | Recipient::Agent(account) => account.to_string(),
        Recipient::Account | Recipient::Address => String::new(),
    }
}

fn proof_in_words(proof: Proof) -> &'static str {
    match proof {
        Proof::SignedOnPaper => "受送达人在纸质送达回证上签名",
        Proof::SignedOnPad => "受送达人在窗口签字板上签名",
    }
}

/// Gives papers to the post.
pub(in crate::record) fn post(
    state: &Application,
    command: SendByPost,
    context: &Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let documents = at_hand(state, &command.documents, context)?;
    let tracking: String = command
        .tracking
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    if !TRACKING_CHARACTERS.contains(&tracking.chars().count()) || !tracking.chars().all(|one| one.is_ascii_alphanumeric()) {
        return Err(Refusal::NotATrackingNumber);
    }
    let secrets = documents.iter().map(|document| {
        let path = posted_path(document.ordinal, document.delivery.times_posted() + 1);
        Secret::new(
            path,
            serde_json::json!({ "carrier": command.carrier.trim(), "tracking": tracking }),
            SAID,
        )
    });
    let secrets: Vec<Secret> = secrets.collect();
    Ok(Decision::from(Event::Posted {
        documents: documents.iter().map(|document| document.ordinal).collect(),
        day: context.day(region),
    })
    .with_secrets(secrets))
}

/// Where the vault keeps with which carrier a paper was sent.
pub(crate) fn posted_path(document: u16, times: u8) -> String {
    format!("posted/{document}/{times}")
}

/// The post brought papers to the applicant on a day.
pub(in crate::record) fn post_arrived(
    state: &Application,
    command: ArriveByPost,
    context: &mut Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let organ = context.actor.held_post().ok_or(Refusal::NotYourDesk)?.organ.clone();
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let documents = with_the_post(state, &command.documents, context)?;
    let today = context.at.day();
    let sent = documents.iter().map(|(_, on)| *on).max().unwrap_or(today);
    if command.day > today || command.day < sent {
        return Err(Refusal::NotADayOfPost { sent, today });
    }
    let papers: Vec<&IssuedDocument> = documents.iter().map(|(document, _)| *document).collect();
    // The record is made today, and numbered in this year; it says on which day the paper arrived.
    let record = delivery_record(organ, &papers)
        .saying("proof", "邮政签收记录")
        .saying("remark", said_of_signing(&command.signed_by));
    let mut course = Course::from(state, context);
    let record = issue(&mut course, context, record);
    course.then(served(&papers, command.day, Way::Post, Recipient::Address, Some(record)));
    terms_begin(&mut course, &papers, command.day, context.calendar(region));
    Ok(course.decided())
}

fn said_of_signing(signed_by: &str) -> String {
    match signed_by.trim() {
        "" => String::new(),
        name => format!("签收人：{name}"),
    }
}

/// The post brought papers back; they wait for another way.
pub(in crate::record) fn post_returned(
    state: &Application,
    command: ReturnPost,
    context: &Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let documents = with_the_post(state, &command.documents, context)?;
    let reasons = documents.iter().map(|(document, _)| {
        let times = document.delivery.times_posted();
        said(format!("post_returned/{}/{times}", document.ordinal), &command.reason)
    });
    let reasons: Vec<Secret> = reasons.collect::<Result<_, _>>()?;
    Ok(Decision::from(Event::PostReturned {
        documents: documents.iter().map(|(document, _)| document.ordinal).collect(),
        day: context.day(region),
    })
    .with_secrets(reasons))
}

/// Papers on their way, each with the day on which it was sent.
fn with_the_post<'a>(
    state: &'a Application,
    ordinals: &[u16],
    context: &Context<'_>,
) -> Result<Vec<(&'a IssuedDocument, Day)>, Refusal> {
    let sent = |ordinal: &u16| {
        let document = state.document(*ordinal).ok_or(Refusal::UnknownDocument(*ordinal))?;
        unbiased(state, &document.organ, context)?;
        match document.delivery {
            Delivery::Posted { on, .. } => Ok((document, on)),
            Delivery::Waiting | Delivery::Returned { .. } | Delivery::Served { .. } | Delivery::Kept => {
                Err(Refusal::NotWithThePost(*ordinal))
            }
        }
    };
    let mut ordinals = ordinals.to_vec();
    ordinals.sort_unstable();
    ordinals.dedup();
    let documents: Vec<_> = ordinals.iter().map(sent).collect::<Result<_, _>>()?;
    if documents.is_empty() {
        return Err(Refusal::NothingToServe);
    }
    Ok(documents)
}

/// The applicant chooses another way for everything that has not been served; choosing `electronic` is the consent to it.
pub(in crate::record) fn choose(
    state: &Application,
    command: &ChooseDelivery,
    context: &Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    if state.delivery == DeliveryWays::all(command.way) {
        return Ok(Decision::nothing());
    }
    Ok(Event::DeliveryChosen {
        way: command.way,
        day: context.day(region),
    }
    .into())
}

/// The applicant opened a paper for the first time.
pub(in crate::record) fn open(
    state: &Application,
    command: &OpenDocument,
    context: &Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let document = state
        .document(command.document)
        .filter(|document| document.is_open_to_applicant())
        .ok_or(Refusal::UnknownDocument(command.document))?;
    if document.opened_on.is_some() {
        return Ok(Decision::nothing());
    }
    Ok(Event::DocumentOpened {
        document: command.document,
        day: context.at.day(),
    }
    .into())
}

impl Application {
    /// Whether the applicant has been served the paper of that kind, and so a term that it tells of runs. What was told without
    /// a paper was told at once.
    #[must_use]
    pub fn was_told(&self, kind: DocumentKind, item: Option<&ItemId>) -> bool {
        let mut papers = self.documents.iter().filter(|document| document.kind == kind);
        let telling = papers.find(|document| item.is_none() || document.item.as_ref() == item);
        telling.is_none_or(|document| document.delivery.served_on().is_some())
    }

    /// As the log said it before papers were counted.
    pub(in crate::record) fn certificates_served(&mut self, items: &[ItemId], served: Delivery) {
        let decisions = items.iter().filter_map(|item| self.decision_on(item));
        let decisions: Vec<u16> = decisions.map(|decision| decision.ordinal).collect();
        self.documents_served(&decisions, served);
    }

    pub(in crate::record) fn documents_served(&mut self, documents: &[u16], served: Delivery) {
        for ordinal in documents {
            self.with_document(*ordinal, |document| document.delivery = served);
        }
    }

    pub(in crate::record) fn documents_posted(&mut self, documents: &[u16], day: Day) {
        for ordinal in documents {
            self.with_document(*ordinal, |document| {
                document.delivery = Delivery::Posted {
                    on: day,
                    times: document.delivery.times_posted().saturating_add(1),
                };
            });
        }
    }

    pub(in crate::record) fn post_came_back(&mut self, documents: &[u16], day: Day) {
        for ordinal in documents {
            self.with_document(*ordinal, |document| {
                document.delivery = Delivery::Returned {
                    on: day,
                    times: document.delivery.times_posted(),
                };
            });
        }
    }
}
