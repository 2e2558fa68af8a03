//! The keys of what people read about papers.

use crate::record::document::{DocumentKind, Way};

/// What a kind of paper is called.
#[must_use]
pub fn kind_key(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::CommitmentLetter => "document-commitment",
        DocumentKind::AcceptanceNotice => "document-acceptance-notice",
        DocumentKind::NonAcceptanceNotice => "document-non-acceptance-notice",
        DocumentKind::SupplementNotice => "document-supplement-notice",
        DocumentKind::SpecialProcedureNotice => "document-special-procedure-notice",
        DocumentKind::ExtensionNotice => "document-extension-notice",
        DocumentKind::HearingNotice => "document-hearing-notice",
        DocumentKind::PaymentNotice => "document-payment-notice",
        DocumentKind::ThirdPartyNotice => "document-third-party-notice",
        DocumentKind::ObjectionAnswer => "document-objection-answer",
        DocumentKind::PreReviewOpinion => "document-pre-review-opinion",
        DocumentKind::Decision => "document-decision",
        DocumentKind::RefusalDecision => "document-refusal-decision",
        DocumentKind::DeliveryRecord => "document-delivery-record",
        DocumentKind::CorrectionNotice => "document-correction-notice",
        DocumentKind::ReissueNotice => "document-reissue-notice",
        DocumentKind::ChangeDecision => "document-change-decision",
        DocumentKind::ProlongationDecision => "document-prolongation-decision",
        DocumentKind::RevocationDecision => "document-revocation-decision",
        DocumentKind::WithdrawalDecision => "document-withdrawal-decision",
        DocumentKind::CancellationDecision => "document-cancellation-decision",
        DocumentKind::RequestRefusal => "document-request-refusal",
    }
}

/// What a way of service is called.
#[must_use]
pub fn way_key(way: Way) -> &'static str {
    match way {
        Way::Electronic => "way-electronic",
        Way::Window => "way-window",
        Way::Post => "way-post",
    }
}
