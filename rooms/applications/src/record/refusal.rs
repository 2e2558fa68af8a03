//! Why an application does not do what it is asked; each reason has a message that says what to do.

use calendar::{ClockRefusal, Day};
use identity::RecordId;
use procedure::definition::{GateId, ItemId, MaterialId, StepId};

use super::proposal::{Outcome, ProposalNumber};
use super::request::RequestNumber;
use super::special::SpecialKind;
use super::state::{CaseStatus, Status, StepStatus};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has been submitted before.
    #[error("the application has been submitted before")]
    AlreadyFiled,
    /// It has not been submitted.
    #[error("the application has not been submitted")]
    NotFiled,
    /// It is over.
    #[error("the application has ended ({0:?})")]
    Ended(Status),
    /// A paper that must be handed in is missing.
    #[error("the material {0} is missing")]
    MaterialMissing(MaterialId),
    /// A paper that nobody asked for.
    #[error("the material {0} is not asked for")]
    MaterialNotAsked(MaterialId),
    /// Somebody hands in for another without the letter that the other signed.
    #[error("the commitment letter signed on paper is missing")]
    SignedLetterMissing,
    /// The applicant of the command is not the one who acts.
    #[error("only the applicant can do this")]
    NotTheApplicant,
    /// There is no such step.
    #[error("there is no step {0}")]
    UnknownStep(StepId),
    /// It is another organ's.
    #[error("the step is on another organ's desk")]
    NotYourDesk,
    /// It does not stand where this act could be done.
    #[error("the step is not open but {0:?}")]
    NotOpen(StepStatus),
    /// Somebody else has it.
    #[error("the step is held by another")]
    HeldByAnother {
        /// Who.
        holder: RecordId,
    },
    /// It must be claimed first.
    #[error("the step has to be claimed first")]
    NotClaimed,
    /// The act belongs to another kind of step.
    #[error("this act does not belong to this kind of step")]
    WrongKind,
    /// The act belongs to another stage of the chain.
    #[error("this act belongs to another stage of the chain")]
    WrongStage,
    /// The draft was one's own.
    #[error("who drafted an opinion cannot agree with it in the next stage")]
    OwnDraft,
    /// Recused from it.
    #[error("the person is recused from this application")]
    Recused,
    /// The recusal is one's own.
    #[error("nobody decides on the own recusal")]
    OwnRecusal,
    /// There is no such application for recusal.
    #[error("there is no application for recusal {0}")]
    UnknownRecusal(u16),
    /// It was decided before.
    #[error("the application for recusal has been decided before")]
    RecusalDecided,
    /// One application for recusal at a time.
    #[error("an application for recusal of this organ has not been decided yet")]
    RecusalPending,
    /// Nobody else could go on.
    #[error("nobody else in the organ could go on with its steps")]
    NobodyElse,
    /// Whoever has it is still there.
    #[error("the holder has not left")]
    HolderIsThere,
    /// Refinement was asked for as often as the rules allow.
    #[error("refinement has been asked for {rounds} times, as often as the rules allow")]
    NoMoreRounds {
        /// How often.
        rounds: u32,
    },
    /// Refinement belongs to pre-review.
    #[error("refinement can only be asked for in pre-review")]
    NotInPreReview,
    /// Words are needed.
    #[error("words are needed here")]
    WordsMissing,
    /// Words are too long.
    #[error("more than {max} characters")]
    WordsTooLong {
        /// How many are allowed.
        max: usize,
    },
    /// A paper that was asked for anew is missing.
    #[error("the refined material {0} is missing")]
    RefinedMaterialMissing(MaterialId),
    /// Something has changed, so the confirmation needs words.
    #[error("what was reviewed has changed, so the confirmation needs words")]
    ChangedNeedsWords,
    /// There is no such proposal.
    #[error("there is no proposal {0}")]
    UnknownProposal(ProposalNumber),
    /// The proposal has had its answer, or its subject has gone on.
    #[error("the proposal is no longer open ({0:?})")]
    ProposalOver(Outcome),
    /// The same was proposed before and waits for its signature.
    #[error("the same has been proposed and waits for its signature")]
    ProposedBefore,
    /// The proposal was one's own.
    #[error("who proposed an act cannot approve or decline it")]
    OwnProposal,
    /// The case has not been accepted, or has been decided.
    #[error("this belongs between acceptance and decision")]
    NotAccepted,
    /// What is missing was told before; the law allows one notice.
    #[error("what is missing has been told before, and the law allows one notice")]
    SupplementAskedBefore,
    /// The organ itself has found something missing, and the notice has not gone out: it takes that back first.
    #[error("the organ's own supplement opinion has not gone out: it is to be taken back, or waited for")]
    OwnSupplementWaits,
    /// The five days are over.
    #[error("what is missing could be told until {until}")]
    SupplementTooLate {
        /// The last day.
        until: Day,
    },
    /// Nothing was found missing that could be told or supplied.
    #[error("nothing is to be supplemented")]
    NothingToSupplement,
    /// A paper of the notice is missing.
    #[error("the supplement lacks the material {0}")]
    SupplementMissing(MaterialId),
    /// The applicant's term is over.
    #[error("the supplement was due until {until}")]
    SupplementTermOver {
        /// The last day.
        until: Day,
    },
    /// No such number of days is possible.
    #[error("between 1 and {max} days")]
    DaysOutOfRange {
        /// The most.
        max: u32,
    },
    /// The same special procedure runs.
    #[error("a special procedure of this kind runs already")]
    SpecialProcedureRuns(SpecialKind),
    /// No such special procedure runs.
    #[error("no such special procedure runs")]
    NoSpecialProcedure,
    /// No statutory limit is known.
    #[error("no statutory limit could be extended")]
    NothingToExtend,
    /// It was extended before.
    #[error("the term has been extended before, and the law allows it once")]
    ExtendedBefore,
    /// The government's head approves through whoever leads, and nobody does.
    #[error("no organ leads the matter, through which the government's head could approve")]
    NobodyLeads,
    /// The government's head approves in a paper whose number is said.
    #[error("the number of the government's approval is needed")]
    ApprovalMissing,
    /// The number of the approval is too long.
    #[error("more than {max} characters")]
    ApprovalTooLong {
        /// How many are allowed.
        max: usize,
    },
    /// The term has run out.
    #[error("a term that has run out cannot be extended")]
    TooLateToExtend,
    /// A hearing is begun by being asked for and ended by its record.
    #[error("a hearing is asked for, announced and recorded")]
    HearingByRight,
    /// The right was told before.
    #[error("the right to a hearing has been told before")]
    HearingToldBefore,
    /// Nobody was told of a right to a hearing.
    #[error("no right to a hearing was told")]
    HearingNotTold,
    /// It was asked for before.
    #[error("the hearing has been asked for before")]
    HearingAskedBefore,
    /// The term to ask is over.
    #[error("a hearing could be asked for until {until}")]
    HearingTermOver {
        /// The last day.
        until: Day,
    },
    /// The day on which a hearing was asked for lies before it was told, or in the future.
    #[error("asked for before {from}, or in the future")]
    HearingAskedOnAnotherDay {
        /// When the right was told.
        from: Day,
    },
    /// Nobody asked.
    #[error("nobody has asked for a hearing")]
    HearingNotAsked,
    /// Announced too shortly before.
    #[error("a hearing is announced seven days ahead: not before {earliest}")]
    HearingTooSoon {
        /// The first possible day.
        earliest: Day,
    },
    /// Beyond the term in which it is held.
    #[error("a hearing is held within twenty days: not after {latest}")]
    HearingTooLate {
        /// The last possible day.
        latest: Day,
    },
    /// It was not announced.
    #[error("the hearing has not been announced")]
    HearingNotAnnounced,
    /// Its day has not come.
    #[error("the hearing is on {on}")]
    HearingNotYet {
        /// The day.
        on: Day,
    },
    /// It was held before.
    #[error("the hearing has been held")]
    HearingHeldBefore,
    /// People can still ask to be heard, or have not been heard yet.
    #[error("a hearing can still be asked for or is to be held")]
    HearingPending,
    /// There is no such gate.
    #[error("there is no gate {0}")]
    UnknownGate(GateId),
    /// The gate was recorded before.
    #[error("the gate has been recorded before")]
    GateRecorded,
    /// There is no such case.
    #[error("there is no case of {0}")]
    UnknownCase(ItemId),
    /// The case does not stand where this act could be done.
    #[error("the case is {0:?}")]
    CaseNotThere(CaseStatus),
    /// Nothing can go on without this item.
    #[error("nothing can go on without {0}")]
    CannotLeaveOut(ItemId),
    /// It has been accepted, and is decided as it was accepted.
    #[error("{0} has been accepted and is decided as it was accepted")]
    AcceptedStays(ItemId),
    /// Nothing is ready to be issued.
    #[error("no group is ready to be issued")]
    NothingToIssue,
    /// The document of a case has not been rendered.
    #[error("the document of {0} has not been rendered")]
    DocumentMissing(ItemId),
    /// There is no such paper.
    #[error("there is no document {0}")]
    UnknownDocument(u16),
    /// A paper that has not been made cannot be served.
    #[error("document {0} has not been made yet")]
    DocumentNotMade(u16),
    /// Every decision of a group is served with the others.
    #[error("document {0} has to be served with it")]
    ServedTogether(u16),
    /// It was served before.
    #[error("document {0} has been served before")]
    ServedBefore(u16),
    /// It reaches the applicant in the account.
    #[error("document {0} goes into the applicant's account")]
    IntoTheAccount(u16),
    /// It is addressed to somebody other than the applicant.
    #[error("document {0} is addressed to somebody else")]
    ForSomebodyElse(u16),
    /// It is on its way.
    #[error("document {0} is with the post")]
    WithThePost(u16),
    /// It is not on its way.
    #[error("document {0} is not with the post")]
    NotWithThePost(u16),
    /// The applicant has not consented to electronic service.
    #[error("the applicant has not consented to electronic service")]
    NoConsent,
    /// Whoever came may not take papers for the applicant today.
    #[error("this person may not take papers for the applicant today")]
    NoMandateToday,
    /// No carrier numbers like this.
    #[error("this is no carrier's number")]
    NotATrackingNumber,
    /// The post brings nothing before it was sent, nor tomorrow.
    #[error("the post cannot have brought it then: it was sent on {sent}, today is {today}")]
    NotADayOfPost {
        /// When it was sent.
        sent: calendar::Day,
        /// Today.
        today: calendar::Day,
    },
    /// The certificate stands no more, or has not been served.
    #[error("document {0} is no certificate that stands")]
    CertificateGone(u16),
    /// It does not end by itself.
    #[error("this certificate has no last day that could be moved")]
    NothingToProlong,
    /// The new last day is not later.
    #[error("the new last day must be after {last}")]
    NotProlonged {
        /// The last day as it is.
        last: calendar::Day,
    },
    /// The new last day lies beyond the certificate's term.
    #[error("the certificate can be prolonged until {last}")]
    ProlongedTooFar {
        /// The last possible day.
        last: calendar::Day,
    },
    /// Nobody asks for a prolongation tomorrow.
    #[error("prolongation cannot have been asked for in the future")]
    AskedInTheFuture,
    /// The certificate has not expired.
    #[error("the certificate has not expired")]
    NotExpired,
    /// Prolongation is asked for before the end (行政许可法 50).
    #[error("prolongation had to be asked for by {last}")]
    ProlongedTooLate {
        /// Its last day.
        last: calendar::Day,
    },
    /// The term of the certificate is over: nothing can be asked about it any more.
    #[error("the certificate ended on {last}")]
    CertificateExpired {
        /// Its last day.
        last: calendar::Day,
    },
    /// The holder has asked for the same, and nobody has decided.
    #[error("the same has been asked for and is not decided yet")]
    RequestedBefore,
    /// So much has been asked about the certificate within a year that the organ is to be spoken to.
    #[error("more than {max} requests about a certificate within a year")]
    TooManyRequests {
        /// So many are possible.
        max: usize,
    },
    /// There is no such request.
    #[error("there is no request {0}")]
    UnknownRequest(RequestNumber),
    /// The request was decided or taken back, or its certificate stands no more.
    #[error("the request is no longer open")]
    RequestOver,
    /// Silence has prolonged the certificate, and its new version is being made.
    #[error("silence has prolonged the certificate")]
    ProlongedBySilence,
    /// No paper was named.
    #[error("no document was named")]
    NothingToServe,
    /// It was rated before.
    #[error("the application has been rated before")]
    AlreadyRated,
    /// It has not ended yet.
    #[error("the application has not ended yet")]
    NotEnded,
    /// Something of it has been issued, so the plan stands.
    #[error("something has been issued, so the plan stands")]
    AlreadyIssued,
    /// The plan asks for nothing that is new.
    #[error("nothing has been changed")]
    NothingChanged,
    /// The notice's term is over.
    #[error("the term of the public notice is over")]
    NoticeOver,
    /// More objections than anybody could answer.
    #[error("too many objections have been raised")]
    TooManyObjections,
    /// There is no such objection to this notice.
    #[error("there is no such objection")]
    UnknownObjection,
    /// It was answered before.
    #[error("the objection has been answered before")]
    ObjectionAnswered,
    /// A name is needed.
    #[error("a name is needed")]
    NameMissing,
    /// A name is too long.
    #[error("the name has more than {max} characters")]
    NameTooLong {
        /// How many are allowed.
        max: usize,
    },
    /// More parties than are told one by one.
    #[error("too many parties have been told")]
    TooManyParties,
    /// There is no such party.
    #[error("there is no such party")]
    UnknownParty,
    /// The party has been heard.
    #[error("the party has been heard before")]
    AlreadyHeard,
    /// The party's term is over, or the case decided.
    #[error("the term for stating a view is over")]
    ViewTermOver,
    /// A review did not support what would be signed.
    #[error("the review {0} did not support it: say why it is signed nevertheless")]
    NotSupported(StepId),
    /// Somebody who was told may still speak.
    #[error("a party that was told may speak until {until}")]
    PartyNotHeard {
        /// Until when.
        until: Day,
    },
    /// It was asked for before.
    #[error("the payment has been asked for before")]
    PaymentAsked,
    /// Nobody has asked for it.
    #[error("nobody has asked for the payment")]
    PaymentNotAsked,
    /// No amount was given.
    #[error("an amount is needed")]
    AmountMissing,
    /// The amount follows from the answers.
    #[error("the amount follows from the answers")]
    AmountByRule,
    /// The day of the payment lies before it was asked for, or in the future.
    #[error("paid before {from}, or in the future")]
    PaidOnAnotherDay {
        /// When it was asked for.
        from: Day,
    },
    /// The receipt's number is needed.
    #[error("the receipt's number is needed")]
    ReceiptMissing,
    /// The receipt's number or the payer's name is too long.
    #[error("more than {max} characters")]
    ReceiptTooLong {
        /// How many are allowed.
        max: usize,
    },
    /// No such rule spares this applicant.
    #[error("this rule does not spare the applicant")]
    WaiverDoesNotApply,
    /// A paper that may not follow later.
    #[error("the material {0} may not follow later")]
    MayNotFollow(MaterialId),
    /// A paper that was to follow has not come.
    #[error("the material {0} was to follow and has not come")]
    PaperOwed(MaterialId),
    /// No promise is accepted in place of this paper.
    #[error("no promise is accepted in place of {0}")]
    NoPromiseInstead(MaterialId),
    /// An earlier promise was false.
    #[error("an earlier false promise bars this applicant until {until}")]
    BarredFromPromises {
        /// Through which day.
        until: Day,
    },
    /// The case has not been decided.
    #[error("the promise is checked after the decision")]
    CheckNotDue,
    /// The promise was checked before.
    #[error("the promise has been checked before")]
    PromiseChecked,
    /// Series or identifiers have come to their end.
    #[error("no number is left for today")]
    NoNumberLeft,
    /// The clock does not allow it.
    #[error(transparent)]
    Clock(#[from] ClockRefusal),
}

impl Refusal {
    /// The key of the message for the person.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::AlreadyFiled => "refusal-already-filed",
            Self::NotFiled => "refusal-not-filed",
            Self::Ended(_) => "refusal-ended",
            Self::MaterialMissing(_) => "refusal-material-missing",
            Self::MaterialNotAsked(_) => "refusal-material-not-asked",
            Self::SignedLetterMissing => "refusal-signed-letter-missing",
            Self::NotTheApplicant => "refusal-not-the-applicant",
            Self::UnknownStep(_) => "refusal-unknown-step",
            Self::NotYourDesk => "refusal-not-your-desk",
            Self::NotOpen(_) => "refusal-not-open",
            Self::HeldByAnother { .. } => "refusal-held-by-another",
            Self::NotClaimed => "refusal-not-claimed",
            Self::WrongKind => "refusal-wrong-kind",
            Self::WrongStage => "refusal-wrong-stage",
            Self::OwnDraft => "refusal-own-draft",
            Self::Recused => "refusal-recused",
            Self::OwnRecusal => "refusal-own-recusal",
            Self::UnknownRecusal(_) => "refusal-unknown-recusal",
            Self::RecusalDecided => "refusal-recusal-decided",
            Self::RecusalPending => "refusal-recusal-pending",
            Self::NobodyElse => "refusal-nobody-else",
            Self::HolderIsThere => "refusal-holder-is-there",
            Self::NoMoreRounds { .. } => "refusal-no-more-rounds",
            Self::NotInPreReview => "refusal-not-in-pre-review",
            Self::WordsMissing => "refusal-words-missing",
            Self::WordsTooLong { .. } => "refusal-words-too-long",
            Self::RefinedMaterialMissing(_) => "refusal-refined-material-missing",
            Self::ChangedNeedsWords => "refusal-changed-needs-words",
            Self::UnknownProposal(_) => "refusal-unknown-proposal",
            Self::ProposalOver(_) => "refusal-proposal-over",
            Self::ProposedBefore => "refusal-proposed-before",
            Self::OwnProposal => "refusal-own-proposal",
            Self::NotAccepted => "refusal-not-accepted",
            Self::SupplementAskedBefore => "refusal-supplement-asked-before",
            Self::OwnSupplementWaits => "refusal-own-supplement-waits",
            Self::SupplementTooLate { .. } => "refusal-supplement-too-late",
            Self::NothingToSupplement => "refusal-nothing-to-supplement",
            Self::SupplementMissing(_) => "refusal-supplement-missing",
            Self::SupplementTermOver { .. } => "refusal-supplement-term-over",
            Self::DaysOutOfRange { .. } => "refusal-days-out-of-range",
            Self::SpecialProcedureRuns(_) => "refusal-special-procedure-runs",
            Self::NoSpecialProcedure => "refusal-no-special-procedure",
            Self::NothingToExtend => "refusal-nothing-to-extend",
            Self::ExtendedBefore => "refusal-extended-before",
            Self::ApprovalMissing => "refusal-approval-missing",
            Self::ApprovalTooLong { .. } => "refusal-approval-too-long",
            Self::NobodyLeads => "refusal-nobody-leads",
            Self::TooLateToExtend => "refusal-too-late-to-extend",
            Self::HearingByRight => "refusal-hearing-by-right",
            Self::HearingToldBefore => "refusal-hearing-told-before",
            Self::HearingNotTold => "refusal-hearing-not-told",
            Self::HearingAskedBefore => "refusal-hearing-asked-before",
            Self::HearingTermOver { .. } => "refusal-hearing-term-over",
            Self::HearingAskedOnAnotherDay { .. } => "refusal-hearing-asked-on-another-day",
            Self::HearingNotAsked => "refusal-hearing-not-asked",
            Self::HearingTooSoon { .. } => "refusal-hearing-too-soon",
            Self::HearingTooLate { .. } => "refusal-hearing-too-late",
            Self::HearingNotAnnounced => "refusal-hearing-not-announced",
            Self::HearingNotYet { .. } => "refusal-hearing-not-yet",
            Self::HearingHeldBefore => "refusal-hearing-held-before",
            Self::HearingPending => "refusal-hearing-pending",
            Self::UnknownGate(_) => "refusal-unknown-gate",
            Self::GateRecorded => "refusal-gate-recorded",
            Self::UnknownCase(_) => "refusal-unknown-case",
            Self::CaseNotThere(_) => "refusal-case-not-there",
            Self::CannotLeaveOut(_) => "refusal-cannot-leave-out",
            Self::AcceptedStays(_) => "refusal-accepted-stays",
            Self::NothingToIssue => "refusal-nothing-to-issue",
            Self::DocumentMissing(_) => "refusal-document-missing",
            Self::UnknownDocument(_) => "refusal-unknown-document",
            Self::DocumentNotMade(_) => "refusal-document-not-made",
            Self::ServedTogether(_) => "refusal-served-together",
            Self::ServedBefore(_) => "refusal-served-before",
            Self::IntoTheAccount(_) => "refusal-into-the-account",
            Self::ForSomebodyElse(_) => "refusal-for-somebody-else",
            Self::WithThePost(_) => "refusal-with-the-post",
            Self::NotWithThePost(_) => "refusal-not-with-the-post",
            Self::NoConsent => "refusal-no-consent",
            Self::NoMandateToday => "refusal-no-mandate-today",
            Self::NotATrackingNumber => "refusal-not-a-tracking-number",
            Self::NotADayOfPost { .. } => "refusal-not-a-day-of-post",
            Self::CertificateGone(_) => "refusal-certificate-gone",
            Self::NothingToProlong => "refusal-nothing-to-prolong",
            Self::NotProlonged { .. } => "refusal-not-prolonged",
            Self::ProlongedTooFar { .. } => "refusal-prolonged-too-far",
            Self::AskedInTheFuture => "refusal-asked-in-the-future",
            Self::NotExpired => "refusal-not-expired",
            Self::ProlongedTooLate { .. } => "refusal-prolonged-too-late",
            Self::CertificateExpired { .. } => "refusal-certificate-expired",
            Self::RequestedBefore => "refusal-requested-before",
            Self::TooManyRequests { .. } => "refusal-too-many-requests",
            Self::UnknownRequest(_) => "refusal-unknown-request",
            Self::RequestOver => "refusal-request-over",
            Self::ProlongedBySilence => "refusal-prolonged-by-silence",
            Self::NothingToServe => "refusal-nothing-to-serve",
            Self::AlreadyRated => "refusal-already-rated",
            Self::NotEnded => "refusal-not-ended",
            Self::AlreadyIssued => "refusal-already-issued",
            Self::NothingChanged => "refusal-nothing-changed",
            Self::NoticeOver => "refusal-notice-over",
            Self::TooManyObjections => "refusal-too-many-objections",
            Self::UnknownObjection => "refusal-unknown-objection",
            Self::ObjectionAnswered => "refusal-objection-answered",
            Self::NameMissing => "refusal-name-missing",
            Self::NameTooLong { .. } => "refusal-name-too-long",
            Self::TooManyParties => "refusal-too-many-parties",
            Self::UnknownParty => "refusal-unknown-party",
            Self::AlreadyHeard => "refusal-already-heard",
            Self::ViewTermOver => "refusal-view-term-over",
            Self::NotSupported(_) => "refusal-not-supported",
            Self::PartyNotHeard { .. } => "refusal-party-not-heard",
            Self::PaymentAsked => "refusal-payment-asked",
            Self::PaymentNotAsked => "refusal-payment-not-asked",
            Self::AmountMissing => "refusal-amount-missing",
            Self::AmountByRule => "refusal-amount-by-rule",
            Self::PaidOnAnotherDay { .. } => "refusal-paid-on-another-day",
            Self::ReceiptMissing => "refusal-receipt-missing",
            Self::ReceiptTooLong { .. } => "refusal-receipt-too-long",
            Self::WaiverDoesNotApply => "refusal-waiver-does-not-apply",
            Self::MayNotFollow(_) => "refusal-may-not-follow",
            Self::PaperOwed(_) => "refusal-paper-owed",
            Self::NoPromiseInstead(_) => "refusal-no-promise-instead",
            Self::BarredFromPromises { .. } => "refusal-barred-from-promises",
            Self::CheckNotDue => "refusal-check-not-due",
            Self::PromiseChecked => "refusal-promise-checked",
            Self::NoNumberLeft => "refusal-no-number-left",
            Self::Clock(_) => "refusal-clock",
        }
    }
}
