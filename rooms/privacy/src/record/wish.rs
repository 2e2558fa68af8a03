//! What a person asks for.

use identity::RecordId;
use serde::{Deserialize, Serialize};

use super::Part;

/// A right that is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "snake_case")]
pub enum Wish {
    /// Something is wrong or incomplete (PIPL 46).
    Correction {
        /// What.
        of: Correction,
    },
    /// Something is to be erased (PIPL 47).
    Erasure {
        /// Why.
        ground: ErasureGround,
        /// What.
        parts: Vec<Part>,
    },
    /// Something is to be kept, but not used (PIPL 44).
    Restriction {
        /// What.
        parts: Vec<Part>,
    },
    /// The rules of handling are to be explained (PIPL 48).
    Explanation,
    /// The account is to end (PIPL 47; 个人信息安全规范 8.5).
    Closing,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Correction {
    /// The registered name.
    Name,
    /// The registered resident number.
    ResidentNumber,
    /// A personal field of a form that was filed.
    Form {
        /// In which application.
        application: RecordId,
        /// In which part of the form.
        part: String,
        /// Which field.
        field: String,
    },
}

/// Why something is to be erased: the five cases of PIPL 47.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureGround {
    /// It has served its purpose, cannot serve it, or is not needed for it.
    PurposeOver,
    /// The service is not given any more, or the term is over.
    TermOver,
    /// Consent is withdrawn.
    ConsentWithdrawn,
    /// It is handled against law or agreement.
    Unlawful,
    /// Another case of law.
    OtherLaw,
}

impl Wish {
    /// As forms, programs and rows name it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Correction { .. } => "correction",
            Self::Erasure { .. } => "erasure",
            Self::Restriction { .. } => "restriction",
            Self::Explanation => "explanation",
            Self::Closing => "closing",
        }
    }

    /// What all it is about.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        match self {
            Self::Erasure { parts, .. } | Self::Restriction { parts } => parts,
            Self::Correction { .. } | Self::Explanation | Self::Closing => &[],
        }
    }
}

impl ErasureGround {
    /// All of them, in the order of the law.
    pub const ALL: [Self; 5] = [
        Self::PurposeOver,
        Self::TermOver,
        Self::ConsentWithdrawn,
        Self::Unlawful,
        Self::OtherLaw,
    ];

    /// As forms and programs name it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PurposeOver => "purpose_over",
            Self::TermOver => "term_over",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::Unlawful => "unlawful",
            Self::OtherLaw => "other_law",
        }
    }

    /// The ground of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.as_str() == name)
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::PurposeOver => "ground-purpose-over",
            Self::TermOver => "ground-term-over",
            Self::ConsentWithdrawn => "ground-consent-withdrawn",
            Self::Unlawful => "ground-unlawful",
            Self::OtherLaw => "ground-other-law",
        }
    }
}
