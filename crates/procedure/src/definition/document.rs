//! The kinds of papers that organs issue (文书), each with its template and its series of numbers.

use serde::{Deserialize, Serialize};

/// The template of a prolongation that nobody decided (行政许可法 50): a release older than it must not print that the case was
/// examined.
pub const PROLONGATION_BY_SILENCE: &str = "prolongation-by-silence";

/// What an issued paper is in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 承诺书: what the applicant undertook; kept, not served.
    CommitmentLetter,
    /// 受理通知书 (行政许可法 32).
    AcceptanceNotice,
    /// 不予受理决定书 (行政许可法 32).
    NonAcceptanceNotice,
    /// 补正告知书: everything that is missing, once (行政许可法 32).
    SupplementNotice,
    /// 特别程序告知书: what is not counted, and how long it takes (行政许可法 45).
    SpecialProcedureNotice,
    /// 延长期限告知书 (行政许可法 42).
    ExtensionNotice,
    /// 听证通知书: the right to be heard, or when the hearing is (行政许可法 46 to 48).
    HearingNotice,
    /// 缴费通知书 (行政许可法 59).
    PaymentNotice,
    /// 利害关系人告知书 (行政许可法 36, 47).
    ThirdPartyNotice,
    /// 异议答复书: the answer to an objection against what a public notice said.
    ObjectionAnswer,
    /// 预审意见: before any licensing clock runs; no permit, no appeal.
    PreReviewOpinion,
    /// 许可证件, 准予行政许可决定书 (行政许可法 38, 39).
    Decision,
    /// 不予行政许可决定书 (行政许可法 38).
    RefusalDecision,
    /// 送达回证: who received what, when, in which way; kept, not served.
    DeliveryRecord,
    /// 更正通知书: a slip of the pen in what was issued.
    CorrectionNotice,
    /// 补发通知书: the certificate was lost or damaged.
    ReissueNotice,
    /// 变更决定书 (行政许可法 49).
    ChangeDecision,
    /// 延续决定书 (行政许可法 50).
    ProlongationDecision,
    /// 撤销决定书: it should not have been granted (行政许可法 69).
    RevocationDecision,
    /// 撤回决定书: the law or the circumstances have changed (行政许可法 8).
    WithdrawalDecision,
    /// 注销决定书: its term, its holder or its subject is gone (行政许可法 70).
    CancellationDecision,
    /// 不予办理决定书: what the holder of a certificate asked for is not done (行政许可法 38, 49, 50).
    RequestRefusal,
}

impl DocumentKind {
    /// Every kind there is.
    pub const ALL: [Self; 22] = [
        Self::CommitmentLetter,
        Self::AcceptanceNotice,
        Self::NonAcceptanceNotice,
        Self::SupplementNotice,
        Self::SpecialProcedureNotice,
        Self::ExtensionNotice,
        Self::HearingNotice,
        Self::PaymentNotice,
        Self::ThirdPartyNotice,
        Self::ObjectionAnswer,
        Self::PreReviewOpinion,
        Self::Decision,
        Self::RefusalDecision,
        Self::DeliveryRecord,
        Self::CorrectionNotice,
        Self::ReissueNotice,
        Self::ChangeDecision,
        Self::ProlongationDecision,
        Self::RevocationDecision,
        Self::WithdrawalDecision,
        Self::CancellationDecision,
        Self::RequestRefusal,
    ];

    /// Its name in index rows and in the API, and that of its template in `templates/`: `acceptance-notice`. A certificate
    /// and a letter have the templates that their definitions name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CommitmentLetter => "commitment",
            Self::AcceptanceNotice => "acceptance-notice",
            Self::NonAcceptanceNotice => "non-acceptance-notice",
            Self::SupplementNotice => "supplement-notice",
            Self::SpecialProcedureNotice => "special-procedure-notice",
            Self::ExtensionNotice => "extension-notice",
            Self::HearingNotice => "hearing-notice",
            Self::PaymentNotice => "payment-notice",
            Self::ThirdPartyNotice => "third-party-notice",
            Self::ObjectionAnswer => "objection-answer",
            Self::PreReviewOpinion => "pre-review-opinion",
            Self::Decision => "decision",
            Self::RefusalDecision => "refusal-decision",
            Self::DeliveryRecord => "delivery-record",
            Self::CorrectionNotice => "correction-notice",
            Self::ReissueNotice => "reissue-notice",
            Self::ChangeDecision => "change-decision",
            Self::ProlongationDecision => "prolongation-decision",
            Self::RevocationDecision => "revocation-decision",
            Self::WithdrawalDecision => "withdrawal-decision",
            Self::CancellationDecision => "cancellation-decision",
            Self::RequestRefusal => "request-refusal",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The characters of its number (文号) where its definition names none: 受理〔2026〕12号.
    #[must_use]
    pub fn series(self) -> &'static str {
        match self {
            Self::CommitmentLetter => "承诺",
            Self::AcceptanceNotice => "受理",
            Self::NonAcceptanceNotice => "不予受理",
            Self::SupplementNotice => "补正",
            Self::SpecialProcedureNotice => "特别程序",
            Self::ExtensionNotice => "延期",
            Self::HearingNotice => "听证",
            Self::PaymentNotice => "缴费",
            Self::ThirdPartyNotice => "利害关系人",
            Self::ObjectionAnswer => "异议答复",
            Self::PreReviewOpinion => "预审",
            Self::Decision => "准予许可",
            Self::RefusalDecision => "不予许可",
            Self::DeliveryRecord => "送达",
            Self::CorrectionNotice => "更正",
            Self::ReissueNotice => "补发",
            Self::ChangeDecision => "变更",
            Self::ProlongationDecision => "延续",
            Self::RevocationDecision => "撤销",
            Self::WithdrawalDecision => "撤回",
            Self::CancellationDecision => "注销",
            Self::RequestRefusal => "不予办理",
        }
    }
}
