//! Whether a paper still stands.

use calendar::Day;
use procedure::definition::DocumentKind;
use serde::{Deserialize, Serialize};

use super::IssuedDocument;

/// Whether a paper still stands, and by which later paper it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Standing {
    /// It stands.
    InForce,
    /// A newer one stands in its place.
    Replaced {
        /// Which.
        by: u16,
        /// Since when.
        on: Day,
    },
    /// 撤销: it should not have been granted (行政许可法 69).
    Revoked {
        /// By which decision.
        by: u16,
        /// Since when.
        on: Day,
    },
    /// 撤回: the law or the circumstances have changed (行政许可法 8).
    Withdrawn {
        /// By which decision.
        by: u16,
        /// Since when.
        on: Day,
    },
    /// 注销 (行政许可法 70).
    Cancelled {
        /// By which decision.
        by: u16,
        /// Since when.
        on: Day,
    },
}

impl Standing {
    /// In index rows, the API and text keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Replaced { .. } => "replaced",
            Self::Revoked { .. } => "revoked",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// Since when it stands no more.
    #[must_use]
    pub fn ended_on(self) -> Option<Day> {
        match self {
            Self::InForce => None,
            Self::Replaced { on, .. } | Self::Revoked { on, .. } | Self::Withdrawn { on, .. } | Self::Cancelled { on, .. } => {
                Some(on)
            }
        }
    }
}

/// What a paper makes of the one that it follows; nothing where it only speaks of it.
pub(super) fn left_by(document: &IssuedDocument) -> Option<Standing> {
    let (by, on) = (document.ordinal, document.day);
    match document.kind {
        DocumentKind::Decision | DocumentKind::RefusalDecision | DocumentKind::PreReviewOpinion => {
            Some(Standing::Replaced { by, on })
        }
        DocumentKind::RevocationDecision => Some(Standing::Revoked { by, on }),
        DocumentKind::WithdrawalDecision => Some(Standing::Withdrawn { by, on }),
        DocumentKind::CancellationDecision => Some(Standing::Cancelled { by, on }),
        DocumentKind::CommitmentLetter
        | DocumentKind::AcceptanceNotice
        | DocumentKind::NonAcceptanceNotice
        | DocumentKind::SupplementNotice
        | DocumentKind::SpecialProcedureNotice
        | DocumentKind::ExtensionNotice
        | DocumentKind::HearingNotice
        | DocumentKind::PaymentNotice
        | DocumentKind::ThirdPartyNotice
        | DocumentKind::ObjectionAnswer
        | DocumentKind::DeliveryRecord
        | DocumentKind::CorrectionNotice
        | DocumentKind::ReissueNotice
        | DocumentKind::ChangeDecision
        | DocumentKind::ProlongationDecision
        | DocumentKind::RequestRefusal => None,
    }
}
