//! What is told: outcomes only, so that a message can be written in whichever language its reader has.

use calendar::Day;
use identity::RecordId;
use people::record::account::NoticeKind;
use serde::{Deserialize, Serialize};

/// One thing that somebody is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What has happened.
    pub kind: FactKind,
    /// With which application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// With which request of a person about the own data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_request: Option<AboutDataRequest>,
    /// The day that it speaks of: until when something is asked, or since when something holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// How many things it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// How many of them are late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<u32>,
}

/// The application that a message is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its record.
    pub application: RecordId,
    /// Its number, as written.
    pub number: String,
    /// Its matter.
    pub matter: String,
    /// The item, where one is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The step, where one is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

/// The request of a person about the own data that a message is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutDataRequest {
    /// Its record.
    pub request: RecordId,
    /// Its number, as written.
    pub number: String,
    /// What is asked for: `correction`, `erasure`, `restriction`, `explanation` or `closing`.
    pub wish: String,
}

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// The application was received.
    Submitted,
    /// The applicant is asked to refine.
    RefinementAsked,
    /// What was refined has arrived.
    RefinementReceived,
    /// An item was not supported; the applicant chooses.
    NotSupported,
    /// The review of an accepted item ended against it; nothing is decided, and there is nothing to choose.
    OpinionAgainst,
    /// A public notice ran its length.
    NoticeEnded,
    /// The outside event that was waited for is recorded.
    GateOpened,
    /// It will never come.
    GateFailed,
    /// A formal application was accepted.
    Accepted,
    /// It was not accepted.
    NotAccepted,
    /// It was refused.
    Refused,
    /// Decisions were served.
    Served,
    /// Papers that are no decision were served.
    PapersServed,
    /// Papers were given to the post.
    PapersPosted,
    /// The post brought papers back.
    PapersReturned,
    /// Something is missing before acceptance, all of it told at once.
    SupplementAsked,
    /// What was missing did not come in time.
    SupplementLapsed,
    /// A special procedure began; no clock runs.
    SpecialBegun,
    /// A special procedure is over.
    SpecialEnded,
    /// The term to decide was extended.
    Extended,
    /// A hearing can be asked for.
    HearingTold,
    /// The day of a hearing is set.
    HearingAnnounced,
    /// The application was taken back.
    Withdrawn,
    /// What is asked of the applicant is due soon.
    DueSoon,
    /// To staff: what was refined is back.
    RefinedAtDesk,
    /// To staff: an application on the desk was taken back.
    WithdrawnAtDesk,
    /// To staff: tasks came to the desk.
    TasksCame,
    /// To staff: a task is now in the reader's hand.
    Reassigned,
    /// To an organ's head: an applicant asks for a recusal.
    RecusalToDecide,
    /// To a head: something waits for the signature.
    ToSign,
    /// To staff: what was proposed was declined.
    ProposalDeclined,
    /// To staff: a step is short of time.
    TimeShort,
    /// To staff: a step is late.
    TimeOver,
    /// The applicant's term is another, as the calendar was revised.
    TermMoved,
    /// The same of the term in which to supplement.
    SupplementTermMoved,
    /// The recusal that the applicant asked for was decided.
    RecusalDecided,
    /// A code was sent that proves a phone.
    CodeSent(CodePurpose),
    /// The phone of the account was changed.
    PhoneChanged,
    /// A window handed over a new secret to sign in with; the old one is dead.
    AccountRecovered,
    /// The applicant is asked to pay.
    PaymentAsked,
    /// Papers that were to follow have not come in time.
    PapersLapsed,
    /// A promise of the applicant was found false.
    PromiseFalse,
    /// What the holder of a certificate asked for was approved.
    RequestGranted,
    /// It was refused.
    RequestRefused,
    /// Nobody had decided on a prolongation in time: it counts as granted.
    ProlongationDeemed,
    /// To staff: the holder of a certificate asks for something.
    RequestCame,
    /// To an organ's head: a certificate was prolonged by the organ's silence.
    SilenceGranted,
    /// To staff: somebody objected to a public notice.
    ObjectionRaised,
    /// To staff: objections wait for their answers.
    AnswersAwaited,
    /// To staff: the applicant says that it was paid.
    PaymentReported,
    /// To staff: a promise is to be checked.
    CheckDue,
    /// To whoever answers for personal data: somebody asks about the own data.
    DataRequestCame,
    /// What a person asked about the own data was answered, with reasons.
    DataRequestAnswered,
    /// An account whose end was granted did not end, as something stood against it.
    AccountNotClosed,
    /// To whoever heads the answering organ: the term for an answer is over.
    DataRequestLate,
}

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePurpose {
    /// To prove the phone of an account, or a new one.
    Phone,
    /// To get back a lost query code.
    QueryCode,
    /// To prove a mailbox.
    Email,
}

impl FactKind {
    /// All of them.
    pub const ALL: [Self; 57] = [
        Self::Submitted,
        Self::RefinementAsked,
        Self::RefinementReceived,
        Self::NotSupported,
        Self::OpinionAgainst,
        Self::NoticeEnded,
        Self::GateOpened,
        Self::GateFailed,
        Self::Accepted,
        Self::NotAccepted,
        Self::Refused,
        Self::Served,
        Self::PapersServed,
        Self::PapersPosted,
        Self::PapersReturned,
        Self::SupplementAsked,
        Self::SupplementLapsed,
        Self::SpecialBegun,
        Self::SpecialEnded,
        Self::Extended,
        Self::HearingTold,
        Self::HearingAnnounced,
        Self::Withdrawn,
        Self::DueSoon,
        Self::RefinedAtDesk,
        Self::WithdrawnAtDesk,
        Self::TasksCame,
        Self::Reassigned,
        Self::RecusalToDecide,
        Self::ToSign,
        Self::ProposalDeclined,
        Self::TimeShort,
        Self::TimeOver,
        Self::TermMoved,
        Self::SupplementTermMoved,
        Self::RecusalDecided,
        Self::CodeSent(CodePurpose::Phone),
        Self::CodeSent(CodePurpose::QueryCode),
        Self::CodeSent(CodePurpose::Email),
        Self::PhoneChanged,
        Self::AccountRecovered,
        Self::PaymentAsked,
        Self::PapersLapsed,
        Self::PromiseFalse,
        Self::RequestGranted,
        Self::RequestRefused,
        Self::ProlongationDeemed,
        Self::RequestCame,
        Self::SilenceGranted,
        Self::ObjectionRaised,
        Self::AnswersAwaited,
        Self::PaymentReported,
        Self::CheckDue,
        Self::DataRequestCame,
        Self::DataRequestAnswered,
        Self::AccountNotClosed,
        Self::DataRequestLate,
    ];

    /// By which of the reader's wishes it is sent; none for what concerns the account's safety, which is always sent.
    #[must_use]
    pub fn notice(self) -> Option<NoticeKind> {
        match self {
            Self::RefinementAsked
            | Self::SupplementAsked
            | Self::HearingTold
            | Self::HearingAnnounced
            | Self::NotSupported
            | Self::DueSoon
            | Self::TermMoved
            | Self::SupplementTermMoved
            | Self::PaymentAsked
            | Self::PapersLapsed => Some(NoticeKind::Asked),
            Self::Accepted
            | Self::NotAccepted
            | Self::Refused
            | Self::SupplementLapsed
            | Self::Served
            | Self::PapersServed
            | Self::PapersPosted
            | Self::PapersReturned
            | Self::PromiseFalse
            | Self::RequestGranted
            | Self::RequestRefused
            | Self::ProlongationDeemed
            | Self::DataRequestAnswered
            | Self::AccountNotClosed
            | Self::GateFailed => Some(NoticeKind::Result),
            Self::Submitted
            | Self::RefinementReceived
            | Self::OpinionAgainst
            | Self::NoticeEnded
            | Self::SpecialBegun
            | Self::SpecialEnded
            | Self::Extended
            | Self::GateOpened
            | Self::Withdrawn
            | Self::RecusalDecided => Some(NoticeKind::Progress),
            Self::RefinedAtDesk
            | Self::WithdrawnAtDesk
            | Self::TasksCame
            | Self::Reassigned
            | Self::RecusalToDecide
            | Self::ToSign
            | Self::ProposalDeclined
            | Self::TimeShort
            | Self::RequestCame
            | Self::SilenceGranted
            | Self::ObjectionRaised
            | Self::AnswersAwaited
            | Self::PaymentReported
            | Self::CheckDue
            | Self::DataRequestCame
            | Self::DataRequestLate
            | Self::TimeOver => Some(NoticeKind::Desk),
            Self::CodeSent(_) | Self::PhoneChanged | Self::AccountRecovered => None,
        }
    }

    /// The key of its texts: the title; `.brief` for SMS and e-mail, without anything personal; `.full` for the inbox.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Submitted => "message-submitted",
            Self::RefinementAsked => "message-refinement-asked",
            Self::RefinementReceived => "message-refinement-received",
            Self::NotSupported => "message-not-supported",
            Self::OpinionAgainst => "message-opinion-against",
            Self::NoticeEnded => "message-notice-ended",
            Self::GateOpened => "message-gate-opened",
            Self::GateFailed => "message-gate-failed",
            Self::Accepted => "message-accepted",
            Self::NotAccepted => "message-not-accepted",
            Self::Refused => "message-refused",
            Self::Served => "message-served",
            Self::PapersServed => "message-papers-served",
            Self::PapersPosted => "message-papers-posted",
            Self::PapersReturned => "message-papers-returned",
            Self::SupplementAsked => "message-supplement-asked",
            Self::SupplementLapsed => "message-supplement-lapsed",
            Self::SpecialBegun => "message-special-begun",
            Self::SpecialEnded => "message-special-ended",
            Self::Extended => "message-extended",
            Self::HearingTold => "message-hearing-told",
            Self::HearingAnnounced => "message-hearing-announced",
            Self::Withdrawn => "message-withdrawn",
            Self::DueSoon => "message-due-soon",
            Self::RefinedAtDesk => "message-refined-at-desk",
            Self::WithdrawnAtDesk => "message-withdrawn-at-desk",
            Self::TasksCame => "message-tasks-came",
            Self::Reassigned => "message-reassigned",
            Self::RecusalToDecide => "message-recusal-to-decide",
            Self::ToSign => "message-to-sign",
            Self::ProposalDeclined => "message-proposal-declined",
            Self::TimeShort => "message-time-short",
            Self::TimeOver => "message-time-over",
            Self::TermMoved => "message-term-moved",
            Self::SupplementTermMoved => "message-supplement-term-moved",
            Self::RecusalDecided => "message-recusal-decided",
            Self::CodeSent(CodePurpose::Phone) => "message-code-phone",
            Self::CodeSent(CodePurpose::QueryCode) => "message-code-query",
            Self::CodeSent(CodePurpose::Email) => "message-code-email",
            Self::PhoneChanged => "message-phone-changed",
            Self::AccountRecovered => "message-account-recovered",
            Self::PaymentAsked => "message-payment-asked",
            Self::PapersLapsed => "message-papers-lapsed",
            Self::PromiseFalse => "message-promise-false",
            Self::RequestGranted => "message-request-granted",
            Self::RequestRefused => "message-request-refused",
            Self::ProlongationDeemed => "message-prolongation-deemed",
            Self::RequestCame => "message-request-came",
            Self::SilenceGranted => "message-silence-granted",
            Self::ObjectionRaised => "message-objection-raised",
            Self::AnswersAwaited => "message-answers-awaited",
            Self::PaymentReported => "message-payment-reported",
            Self::CheckDue => "message-check-due",
            Self::DataRequestCame => "message-data-request-came",
            Self::DataRequestAnswered => "message-data-request-answered",
            Self::AccountNotClosed => "message-account-not-closed",
            Self::DataRequestLate => "message-data-request-late",
        }
    }

    /// Whether it may speak of several items at once, which it then counts instead of naming one.
    #[must_use]
    pub fn counts_items(self) -> bool {
        matches!(self, Self::Accepted | Self::NotAccepted | Self::Refused)
    }

    /// Whether it is told at once, even at night: somebody waits for it, or somebody else may be taking an account over.
    #[must_use]
    pub fn is_urgent(self) -> bool {
        self.notice().is_none()
    }
}

impl Fact {
    /// That kind of fact about an application.
    #[must_use]
    pub fn about(kind: FactKind, about: About) -> Self {
        Self {
            about: Some(about),
            ..Self::of(kind)
        }
    }

    /// That kind of fact about a request of a person.
    #[must_use]
    pub fn about_data(kind: FactKind, request: AboutDataRequest) -> Self {
        Self {
            data_request: Some(request),
            ..Self::of(kind)
        }
    }

    /// That kind of fact.
    #[must_use]
    pub fn of(kind: FactKind) -> Self {
        Self {
            kind,
            about: None,
            data_request: None,
            day: None,
            count: None,
            late: None,
        }
    }

    /// Speaking of so many items instead of one.
    #[must_use]
    pub fn of_items(self, items: usize) -> Self {
        let about = self.about.map(|about| About { item: None, ..about });
        Self {
            about,
            count: u32::try_from(items).ok(),
            ..self
        }
    }

    /// Speaking of a day.
    #[must_use]
    pub fn on(mut self, day: Day) -> Self {
        self.day = Some(day);
        self
    }
}
