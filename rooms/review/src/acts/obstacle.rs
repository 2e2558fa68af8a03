//! What stood in the way of an act, in words that say what to do about it.

use applications::record::Refusal;
use front::Message;

use super::Obstacle;

/// Whether somebody or something else came first, rather than that the act itself is wrong.
pub(crate) fn is_conflict(obstacle: &Obstacle) -> bool {
    match obstacle {
        Obstacle::NotYours | Obstacle::SentBefore => true,
        Obstacle::Unavailable => false,
        Obstacle::Refused(refusal) => match refusal {
            Refusal::HeldByAnother { .. }
            | Refusal::NotOpen(_)
            | Refusal::NotClaimed
            | Refusal::WrongStage
            | Refusal::Ended(_)
            | Refusal::GateRecorded
            | Refusal::RecusalDecided
            | Refusal::ProposalOver(_)
            | Refusal::ProposedBefore
            | Refusal::ServedBefore(_)
            | Refusal::WithThePost(_)
            | Refusal::NotWithThePost(_)
            | Refusal::SupplementAskedBefore
            | Refusal::SpecialProcedureRuns(_)
            | Refusal::NoSpecialProcedure
            | Refusal::ExtendedBefore
            | Refusal::HearingToldBefore
            | Refusal::HearingAskedBefore
            | Refusal::HearingHeldBefore
            | Refusal::NoticeOver
            | Refusal::ObjectionAnswered
            | Refusal::AlreadyHeard
            | Refusal::PaymentAsked
            | Refusal::PromiseChecked
            | Refusal::RequestedBefore
            | Refusal::RequestOver
            | Refusal::ProlongedBySilence
            | Refusal::CaseNotThere(_) => true,
            Refusal::AlreadyFiled
            | Refusal::NotFiled
            | Refusal::MaterialMissing(_)
            | Refusal::MaterialNotAsked(_)
            | Refusal::SignedLetterMissing
            | Refusal::NotTheApplicant
            | Refusal::UnknownStep(_)
            | Refusal::NotYourDesk
            | Refusal::WrongKind
            | Refusal::OwnDraft
            | Refusal::Recused
            | Refusal::OwnRecusal
            | Refusal::UnknownRecusal(_)
            | Refusal::RecusalPending
            | Refusal::NobodyElse
            | Refusal::HolderIsThere
            | Refusal::NoMoreRounds { .. }
            | Refusal::NotInPreReview
            | Refusal::WordsMissing
            | Refusal::WordsTooLong { .. }
            | Refusal::RefinedMaterialMissing(_)
            | Refusal::ChangedNeedsWords
            | Refusal::UnknownGate(_)
            | Refusal::UnknownCase(_)
            | Refusal::CannotLeaveOut(_)
            | Refusal::AcceptedStays(_)
            | Refusal::NothingToIssue
            | Refusal::DocumentMissing(_)
            | Refusal::UnknownDocument(_)
            | Refusal::DocumentNotMade(_)
            | Refusal::ServedTogether(_)
            | Refusal::IntoTheAccount(_)
            | Refusal::ForSomebodyElse(_)
            | Refusal::NoConsent
            | Refusal::NoMandateToday
            | Refusal::NotATrackingNumber
            | Refusal::NotADayOfPost { .. }
            | Refusal::NothingToServe
            | Refusal::CertificateGone(_)
            | Refusal::NothingToProlong
            | Refusal::ProlongedTooFar { .. }
            | Refusal::AskedInTheFuture
            | Refusal::NotExpired
            | Refusal::NotProlonged { .. }
            | Refusal::ProlongedTooLate { .. }
            | Refusal::CertificateExpired { .. }
            | Refusal::UnknownRequest(_)
            | Refusal::AlreadyRated
            | Refusal::NotEnded
            | Refusal::AlreadyIssued
            | Refusal::NothingChanged
            | Refusal::TooManyObjections
            | Refusal::UnknownObjection
            | Refusal::NameMissing
            | Refusal::TooManyRequests { .. }
            | Refusal::NameTooLong { .. }
            | Refusal::TooManyParties
            | Refusal::UnknownParty
            | Refusal::ViewTermOver
            | Refusal::PartyNotHeard { .. }
            | Refusal::NotSupported(_)
            | Refusal::PaymentNotAsked
            | Refusal::AmountMissing
            | Refusal::AmountByRule
            | Refusal::PaidOnAnotherDay { .. }
            | Refusal::ReceiptMissing
            | Refusal::ReceiptTooLong { .. }
            | Refusal::WaiverDoesNotApply
            | Refusal::MayNotFollow(_)
            | Refusal::PaperOwed(_)
            | Refusal::NoPromiseInstead(_)
            | Refusal::BarredFromPromises { .. }
            | Refusal::CheckNotDue
            | Refusal::NoNumberLeft
            | Refusal::UnknownProposal(_)
            | Refusal::OwnProposal
            | Refusal::NotAccepted
            | Refusal::OwnSupplementWaits
            | Refusal::SupplementTooLate { .. }
            | Refusal::NothingToSupplement
            | Refusal::SupplementMissing(_)
            | Refusal::SupplementTermOver { .. }
            | Refusal::DaysOutOfRange { .. }
            | Refusal::NothingToExtend
            | Refusal::TooLateToExtend
            | Refusal::HearingByRight
            | Refusal::HearingNotTold
            | Refusal::HearingTermOver { .. }
            | Refusal::HearingAskedOnAnotherDay { .. }
            | Refusal::HearingNotAsked
            | Refusal::NobodyLeads
            | Refusal::ApprovalMissing
            | Refusal::ApprovalTooLong { .. }
            | Refusal::HearingTooSoon { .. }
            | Refusal::HearingTooLate { .. }
            | Refusal::HearingNotAnnounced
            | Refusal::HearingNotYet { .. }
            | Refusal::HearingPending
            | Refusal::Clock(_) => false,
        },
    }
}

/// The sentence for the person at the desk. Who came first, and when, is told beside it.
pub(crate) fn message(obstacle: &Obstacle) -> Message {
    match obstacle {
        Obstacle::NotYours => Message::new("desk-refusal-not-yours"),
        Obstacle::SentBefore => Message::new("desk-refusal-sent-before"),
        Obstacle::Unavailable => Message::new("desk-refusal-unavailable"),
        Obstacle::Refused(refusal) => match refusal {
            Refusal::HeldByAnother { .. } => Message::new("desk-refusal-held-by-another"),
            Refusal::NotOpen(_) => Message::new("desk-refusal-not-open"),
            Refusal::NotClaimed => Message::new("desk-refusal-not-claimed"),
            Refusal::WrongStage => Message::new("desk-refusal-wrong-stage"),
            Refusal::OwnDraft => Message::new("desk-refusal-own-draft"),
            Refusal::Recused => Message::new("desk-refusal-recused"),
            Refusal::OwnRecusal => Message::new("desk-refusal-own-recusal"),
            Refusal::RecusalDecided => Message::new("desk-refusal-recusal-decided"),
            Refusal::NobodyElse => Message::new("desk-refusal-nobody-else"),
            Refusal::HolderIsThere => Message::new("desk-refusal-holder-is-there"),
            Refusal::Ended(_) => Message::new("desk-refusal-ended"),
            Refusal::GateRecorded => Message::new("desk-refusal-gate-recorded"),
            Refusal::NoMoreRounds { rounds } => Message::new("desk-refusal-no-more-rounds").with("rounds", *rounds),
            Refusal::NotInPreReview => Message::new("desk-refusal-not-in-pre-review"),
            Refusal::WordsMissing => Message::new("desk-refusal-words-missing"),
            Refusal::WordsTooLong { max } => Message::new("desk-refusal-words-too-long").with("max", *max),
            Refusal::ChangedNeedsWords => Message::new("desk-refusal-changed-needs-words"),
            Refusal::NoNumberLeft => Message::new("desk-refusal-no-number-left"),
            Refusal::CaseNotThere(_) => Message::new("desk-refusal-case-not-there"),
            Refusal::ProposalOver(_) => Message::new("desk-refusal-proposal-over"),
            Refusal::ProposedBefore => Message::new("desk-refusal-proposed-before"),
            Refusal::SupplementAskedBefore => Message::new("desk-refusal-supplement-asked-before"),
            Refusal::OwnSupplementWaits => Message::new("desk-refusal-own-supplement-waits"),
            Refusal::SupplementTooLate { until } => Message::new("desk-refusal-supplement-too-late").with("until", *until),
            Refusal::NothingToSupplement => Message::new("desk-refusal-nothing-to-supplement"),
            Refusal::NotAccepted => Message::new("desk-refusal-not-accepted"),
            Refusal::DaysOutOfRange { max } => Message::new("desk-refusal-days-out-of-range").with("max", *max),
            Refusal::SpecialProcedureRuns(_) => Message::new("desk-refusal-special-runs"),
            Refusal::NoSpecialProcedure => Message::new("desk-refusal-no-special"),
            Refusal::NothingToExtend => Message::new("desk-refusal-nothing-to-extend"),
            Refusal::ExtendedBefore => Message::new("desk-refusal-extended-before"),
            Refusal::TooLateToExtend => Message::new("desk-refusal-too-late-to-extend"),
            Refusal::HearingByRight => Message::new("desk-refusal-hearing-by-right"),
            Refusal::HearingToldBefore => Message::new("desk-refusal-hearing-told-before"),
            Refusal::HearingNotTold => Message::new("desk-refusal-hearing-not-told"),
            Refusal::HearingAskedBefore => Message::new("desk-refusal-hearing-asked-before"),
            Refusal::HearingTermOver { until } => Message::new("desk-refusal-hearing-term-over").with("until", *until),
            Refusal::HearingAskedOnAnotherDay { from } => {
                Message::new("desk-refusal-hearing-asked-on-another-day").with("from", *from)
            }
            Refusal::ApprovalMissing => Message::new("desk-refusal-approval-missing"),
            Refusal::ApprovalTooLong { max } => Message::new("desk-refusal-approval-too-long").with("max", *max),
            Refusal::NobodyLeads => Message::new("desk-refusal-nobody-leads"),
            Refusal::HearingNotAsked => Message::new("desk-refusal-hearing-not-asked"),
            Refusal::HearingTooSoon { earliest } => Message::new("desk-refusal-hearing-too-soon").with("earliest", *earliest),
            Refusal::HearingTooLate { latest } => Message::new("desk-refusal-hearing-too-late").with("latest", *latest),
            Refusal::HearingNotAnnounced => Message::new("desk-refusal-hearing-not-announced"),
            Refusal::HearingNotYet { on } => Message::new("desk-refusal-hearing-not-yet").with("on", *on),
            Refusal::HearingHeldBefore => Message::new("desk-refusal-hearing-held-before"),
            Refusal::HearingPending => Message::new("desk-refusal-hearing-pending"),
            Refusal::OwnProposal => Message::new("desk-refusal-own-proposal"),
            // Said to whoever serves documents, at a desk as elsewhere.
            Refusal::UnknownDocument(_)
            | Refusal::DocumentNotMade(_)
            | Refusal::ServedTogether(_)
            | Refusal::ServedBefore(_)
            | Refusal::WithThePost(_)
            | Refusal::NotWithThePost(_)
            | Refusal::IntoTheAccount(_)
            | Refusal::ForSomebodyElse(_)
            | Refusal::AskedInTheFuture
            | Refusal::NotExpired
            | Refusal::NoConsent
            | Refusal::NoMandateToday
            | Refusal::NotATrackingNumber
            | Refusal::NotADayOfPost { .. }
            | Refusal::NothingToServe
            | Refusal::CertificateGone(_)
            | Refusal::RequestedBefore
            | Refusal::UnknownRequest(_)
            | Refusal::RequestOver
            | Refusal::ProlongedBySilence
            | Refusal::NothingToProlong => Message::new(refusal.key()),
            Refusal::NotProlonged { last }
            | Refusal::ProlongedTooFar { last }
            | Refusal::ProlongedTooLate { last }
            | Refusal::CertificateExpired { last } => Message::new(refusal.key()).with("last", *last),
            // What lies around the way says the same to whoever asks.
            Refusal::NoticeOver
            | Refusal::TooManyObjections
            | Refusal::UnknownObjection
            | Refusal::ObjectionAnswered
            | Refusal::NameMissing
            | Refusal::TooManyParties
            | Refusal::UnknownParty
            | Refusal::AlreadyHeard
            | Refusal::ViewTermOver
            | Refusal::PaymentAsked
            | Refusal::PaymentNotAsked
            | Refusal::AmountMissing
            | Refusal::AmountByRule
            | Refusal::ReceiptMissing
            | Refusal::WaiverDoesNotApply
            | Refusal::MayNotFollow(_)
            | Refusal::PaperOwed(_)
            | Refusal::NotSupported(_)
            | Refusal::NoPromiseInstead(_)
            | Refusal::CheckNotDue
            | Refusal::PromiseChecked => Message::new(refusal.key()),
            Refusal::NameTooLong { max } | Refusal::ReceiptTooLong { max } | Refusal::TooManyRequests { max } => {
                Message::new(refusal.key()).with("max", *max)
            }
            Refusal::PartyNotHeard { until } | Refusal::BarredFromPromises { until } => {
                Message::new(refusal.key()).with("until", *until)
            }
            Refusal::PaidOnAnotherDay { from } => Message::new(refusal.key()).with("from", *from),
            Refusal::AlreadyFiled
            | Refusal::NotFiled
            | Refusal::MaterialMissing(_)
            | Refusal::MaterialNotAsked(_)
            | Refusal::SignedLetterMissing
            | Refusal::NotTheApplicant
            | Refusal::UnknownStep(_)
            | Refusal::NotYourDesk
            | Refusal::WrongKind
            | Refusal::UnknownRecusal(_)
            | Refusal::RecusalPending
            | Refusal::RefinedMaterialMissing(_)
            | Refusal::UnknownGate(_)
            | Refusal::UnknownCase(_)
            | Refusal::UnknownProposal(_)
            | Refusal::SupplementMissing(_)
            | Refusal::SupplementTermOver { .. }
            | Refusal::CannotLeaveOut(_)
            | Refusal::AcceptedStays(_)
            | Refusal::NothingToIssue
            | Refusal::DocumentMissing(_)
            | Refusal::AlreadyRated
            | Refusal::NotEnded
            | Refusal::AlreadyIssued
            | Refusal::NothingChanged
            | Refusal::Clock(_) => Message::new("desk-refusal-other"),
        },
    }
}
