//! What the holder of a certificate asks for (证后申请): that it be corrected, re-issued, changed, prolonged or cancelled.
//!
//! The organ that issued it answers with a proposal, which another approves: to do what was asked, or to refuse it in writing. A
//! prolongation that was asked for in time and about which it says nothing counts as granted (行政许可法 50).

mod answer;
mod silence;

pub(super) use answer::{answer, as_asked, grant, may_be_refused, refuse};
pub(super) use silence::deem_prolonged;

use std::fmt;
use std::str::FromStr;

use calendar::{Calendar, Day, Limit};
use ledger::{Context, Decision, Secret};
use procedure::definition::ItemId;
use serde::{Deserialize, Serialize};

use super::afterwards::{PROLONG_DAYS_BEFORE, standing_certificate};
use super::command::{MakeRequest, Upload, WithdrawRequest};
use super::decision::last_day;
use super::document::{IssuedDocument, Standing};
use super::due::Due;
use super::event::Event;
use super::keeping;
use super::opening::due;
use super::proposal::Proposed;
use super::refusal::Refusal;
use super::state::{Application, Attachment};
use super::submission::attachment;

/// What a request is proven with, among papers that are materials of some pack: it is none.
pub const PROOF: &str = "request-proof";

/// The organ decides within twenty working days (行政许可法 42).
pub const DECIDED_WITHIN_DAYS: u32 = 20;

/// How often the holder of a certificate asks within a year; whoever needs more speaks to the organ.
pub const REQUESTS_MAX: usize = 20;

const DAYS_OF_A_YEAR: i32 = 365;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// 变更 (行政许可法 49).
    Change,
    /// 延续 (行政许可法 50).
    Prolong,
    /// 补发: it was lost or damaged.
    Reissue,
    /// 更正: a slip of the pen.
    Correct,
    /// 注销 (行政许可法 70).
    Cancel,
}

/// A request's place among those of its application, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestNumber(pub u16);

/// Something that a holder asked for. Its words are in the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// Its number.
    pub number: RequestNumber,
    /// The certificate.
    pub document: u16,
    /// The item that it is about.
    pub item: ItemId,
    /// What is asked for.
    pub kind: RequestKind,
    /// The day on which it was asked, a rest day too.
    pub day: Day,
    /// The working day on which it counts as received.
    pub received: Day,
    /// Until when the organ decides.
    pub due: Due,
    /// The last day of a certificate whose prolongation was asked for in time: silence through it grants (行政许可法 50).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence_grants_after: Option<Day>,
    /// What it is proven with. Its name, digest and key are in the vault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Attachment>,
}

/// A request as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What was asked.
    pub requested: Requested,
    /// The certificate as it stands now: a newer one may have taken the place of the one that was meant.
    pub document: u16,
    /// Until when the organ decides, as the calendar stands now.
    pub due: Due,
    /// What became of it; none while it waits for its answer.
    pub outcome: Option<RequestOutcome>,
}

/// A request whose day is another, as the calendar was revised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedRequest {
    /// Which.
    pub request: RequestNumber,
    /// What is asked for.
    pub kind: RequestKind,
    /// Until when the organ decides now.
    pub due: Due,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestOutcome {
    /// It was done as asked.
    Granted(Day),
    /// It was refused, by a paper.
    Refused {
        /// When.
        day: Day,
        /// Which paper.
        document: u16,
    },
    /// Nobody had decided when the certificate ended: it counts as prolonged.
    Deemed(Day),
    /// The holder took it back.
    Withdrawn(Day),
    /// Its certificate stands no more.
    Lapsed,
}

/// The holder asks. Every kind needs its words, except a prolongation, which says everything by itself.
pub(super) fn make(state: &Application, command: MakeRequest, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let today = context.at.day();
    let certificate = held(state, command.document, today)?;
    let item = certificate.item.clone().ok_or(Refusal::UnknownDocument(command.document))?;
    let is_same = |open: &Request| open.document == command.document && open.requested.kind == command.kind;
    if state.open_requests().any(is_same) {
        return Err(Refusal::RequestedBefore);
    }
    let year_ago = today.plus(-DAYS_OF_A_YEAR);
    // A certificate's later versions are of the same item.
    let is_recent = |asked: &&Request| asked.requested.item == item && asked.requested.day > year_ago;
    if state.requests.iter().filter(is_recent).count() >= REQUESTS_MAX {
        return Err(Refusal::TooManyRequests { max: REQUESTS_MAX });
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let received = context.day(region);
    let number = RequestNumber(u16::try_from(state.requests.len() + 1).map_err(|_| Refusal::NoNumberLeft)?);
    let words = match command.kind {
        RequestKind::Prolong => {
            prolonged_until(state, certificate).ok_or(Refusal::NothingToProlong)?;
            keeping::said_if_any(number.words_path(), &command.words)?
        }
        RequestKind::Change | RequestKind::Reissue | RequestKind::Correct | RequestKind::Cancel => {
            Some(keeping::said(number.words_path(), &command.words)?)
        }
    };
    let proof = command.proof.as_ref().map(|upload| proven(upload, number)).transpose()?;
    let (proof, particulars) = proof.unzip();
    let requested = Requested {
        number,
        document: command.document,
        item,
        kind: command.kind,
        day: today,
        received,
        due: decided_by(command.kind, certificate, received, context.calendar(region)),
        silence_grants_after: certificate
            .valid_until
            .filter(|last| command.kind == RequestKind::Prolong && is_in_time(*last, today)),
        proof,
    };
    let secrets = words.into_iter().chain(particulars);
    Ok(Decision::from(Event::Requested(Box::new(requested))).with_secrets(secrets))
}

/// A paper that proves a request, and what the vault keeps of it: each request has one of its own.
fn proven(upload: &Upload, number: RequestNumber) -> Result<(Attachment, Secret), Refusal> {
    if upload.material.as_str() != PROOF {
        return Err(Refusal::MaterialNotAsked(upload.material.clone()));
    }
    let version = u32::from(number.0);
    Ok((attachment(upload, version), keeping::paper(upload, version)))
}

/// The holder takes back what nobody has decided yet.
pub(super) fn withdraw(
    state: &Application,
    command: &WithdrawRequest,
    context: &Context<'_>,
) -> Result<Decision<Event>, Refusal> {
    let request = undecided(state, command.request, context)?;
    Ok(Decision::from(Event::RequestWithdrawn {
        request: request.requested.number,
        item: request.requested.item.clone(),
        day: context.at.day(),
    }))
}

/// A certificate about which its holder may ask: it stands, was served, and has not ended.
fn held(state: &Application, document: u16, today: Day) -> Result<&IssuedDocument, Refusal> {
    let certificate = standing_certificate(state, document)?;
    match certificate.valid_until {
        Some(last) if last < today => Err(Refusal::CertificateExpired { last }),
        Some(_) | None => Ok(certificate),
    }
}

/// A request that nobody has decided, nor silence: whatever is done about it comes too late then.
fn undecided<'a>(state: &'a Application, number: RequestNumber, context: &Context<'_>) -> Result<&'a Request, Refusal> {
    let request = state.request(number).ok_or(Refusal::UnknownRequest(number))?;
    match request.outcome {
        None if !request.is_granted_by_silence(context.at.day()) => Ok(request),
        None | Some(_) => Err(Refusal::RequestOver),
    }
}

/// Whether a prolongation is asked for thirty days before the end: only then silence grants it (行政许可法 50).
#[must_use]
pub fn is_in_time(last: Day, asked: Day) -> bool {
    asked <= last.plus(-PROLONG_DAYS_BEFORE)
}

/// Until when the organ decides: within its term, and on a prolongation before the certificate ends.
#[must_use]
pub fn decided_by(kind: RequestKind, certificate: &IssuedDocument, from: Day, calendar: &Calendar) -> Due {
    let limit = Limit::working(DECIDED_WITHIN_DAYS, "行政许可法 42");
    let decided = due(from, &limit, calendar);
    match certificate.valid_until.filter(|_| kind == RequestKind::Prolong) {
        Some(last) => decided.no_later_than(last, from, &limit, calendar),
        None => decided,
    }
}

/// Where the days of open requests lead in today's calendar, if they have moved.
pub(super) fn moved(state: &Application, calendar: &Calendar) -> Vec<MovedRequest> {
    let moved = state.open_requests().filter_map(|request| {
        let Requested {
            number, kind, received, ..
        } = request.requested;
        let due = decided_by(kind, state.document(request.document)?, received, calendar);
        (due.day != request.due.day).then_some(MovedRequest {
            request: number,
            kind,
            due,
        })
    });
    moved.collect()
}

/// The last day of a certificate that is prolonged by its own term; none where it does not end by itself.
#[must_use]
pub fn prolonged_until(state: &Application, certificate: &IssuedDocument) -> Option<Day> {
    let months = state.planned_item(certificate.item.as_ref()?)?.valid_months?;
    Some(last_day(certificate.valid_until?.next(), months))
}

impl Application {
    /// A request by its number.
    #[must_use]
    pub fn request(&self, number: RequestNumber) -> Option<&Request> {
        self.requests.iter().find(|request| request.requested.number == number)
    }

    /// What requests were proven with.
    pub fn request_proofs(&self) -> impl Iterator<Item = &Attachment> {
        self.requests.iter().filter_map(|request| request.requested.proof.as_ref())
    }

    /// The requests that nobody has decided.
    pub fn open_requests(&self) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(|request| request.outcome.is_none())
    }

    /// Whether silence has prolonged a certificate by a day, though its new version is not made yet.
    #[must_use]
    pub(super) fn is_prolonged_by_silence(&self, document: u16, today: Day) -> bool {
        let mut open = self.open_requests().filter(|request| request.document == document);
        open.any(|request| request.is_granted_by_silence(today))
    }

    /// What the holder of a certificate may ask for today; nothing where it does not stand, or its term is over.
    #[must_use]
    pub fn may_be_asked(&self, document: u16, today: Day) -> Vec<RequestKind> {
        let Ok(certificate) = held(self, document, today) else {
            return Vec::new();
        };
        let is_asked = |kind: RequestKind| {
            let mut open = self.open_requests();
            open.any(|open| open.document == document && open.requested.kind == kind)
        };
        let makes_sense = |kind: RequestKind| kind != RequestKind::Prolong || prolonged_until(self, certificate).is_some();
        let kinds = RequestKind::ALL.into_iter();
        kinds.filter(|kind| makes_sense(*kind) && !is_asked(*kind)).collect()
    }

    /// Whether nobody has decided it, nor proposed how.
    #[must_use]
    pub fn awaits_answer(&self, number: RequestNumber) -> bool {
        self.unanswered(number).is_some()
    }

    /// A request that nobody has decided, nor proposed how.
    #[must_use]
    pub fn unanswered(&self, number: RequestNumber) -> Option<&Request> {
        let open = self.request(number).filter(|request| request.outcome.is_none())?;
        self.answer_to(number).is_none().then_some(open)
    }

    /// The proposal that would answer a request, and waits for its signature.
    #[must_use]
    pub fn answer_to(&self, number: RequestNumber) -> Option<&Proposed> {
        let mut open = self.open_proposals().map(|open| &open.proposed);
        open.find(|proposed| proposed.answers == Some(number))
    }

    pub(super) fn request_is(&mut self, number: RequestNumber, outcome: RequestOutcome) {
        self.with_request(number, |request| request.outcome = Some(outcome));
    }

    pub(super) fn with_request(&mut self, number: RequestNumber, change: impl FnOnce(&mut Request)) {
        let mut requests = self.requests.iter_mut();
        if let Some(request) = requests.find(|request| request.requested.number == number) {
            change(request);
        }
    }

    /// What is said of requests after each event: they go on with the certificate that took another's place, and lapse with one
    /// that stands no more.
    pub(super) fn follow_certificates(&mut self) {
        let documents = &self.documents;
        let standing = |ordinal: u16| {
            let position = usize::from(ordinal).checked_sub(1)?;
            documents.get(position).map(|document| document.standing)
        };
        for request in self.requests.iter_mut().filter(|request| request.outcome.is_none()) {
            match standing(request.document) {
                Some(Standing::Replaced { by, .. }) => request.document = by,
                Some(Standing::Revoked { .. } | Standing::Withdrawn { .. } | Standing::Cancelled { .. }) => {
                    request.outcome = Some(RequestOutcome::Lapsed);
                }
                Some(Standing::InForce) | None => {}
            }
        }
    }
}

impl Request {
    /// Whether silence has granted it by a day: then nobody decides it any more.
    fn is_granted_by_silence(&self, today: Day) -> bool {
        self.outcome.is_none() && self.requested.silence_grants_after.is_some_and(|last| last < today)
    }
}

impl RequestKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Change, Self::Prolong, Self::Reissue, Self::Correct, Self::Cancel];

    /// In addresses, index rows, the API and text keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Prolong => "prolong",
            Self::Reissue => "reissue",
            Self::Correct => "correct",
            Self::Cancel => "cancel",
        }
    }

    /// Reads what [`RequestKind::as_str`] writes.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl RequestNumber {
    /// Where the holder's words are in the vault.
    #[must_use]
    pub fn words_path(self) -> String {
        format!("request/{self}")
    }

    /// Where the words are by which silence granted it.
    #[must_use]
    pub(super) fn silence_path(self) -> String {
        format!("request/{self}/silence")
    }
}

impl fmt::Display for RequestNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for RequestNumber {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}
