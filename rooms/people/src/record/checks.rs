//! How a window makes sure who stands there: what was checked is recorded with the act, never the papers' numbers.

use serde::{Deserialize, Serialize};

/// One thing that a clerk checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityCheck {
    /// 身份证原件: the original was read by the reader or by eye.
    IdentityCard,
    /// 人证比对: the face is that of the card.
    Face,
    /// 其他证件原件: household register, driving licence, passport, social-security card.
    SecondDocument,
    /// 营业执照原件或电子营业执照.
    BusinessLicence,
    /// 授权委托书原件 of whoever stands there for another (民法典 165).
    MandatePaper,
}

/// Who stands at the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Present {
    /// 本人, or the legal representative in person.
    Oneself,
    /// 受托人 with a mandate on paper.
    Agent,
}

impl IdentityCheck {
    /// Every check there is.
    pub const ALL: [Self; 5] = [
        Self::IdentityCard,
        Self::Face,
        Self::SecondDocument,
        Self::BusinessLicence,
        Self::MandatePaper,
    ];
    /// Those that show who a person is.
    pub const OF_A_PERSON: [Self; 3] = [Self::IdentityCard, Self::Face, Self::SecondDocument];

    /// As forms, programs and index rows write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityCard => "identity_card",
            Self::Face => "face",
            Self::SecondDocument => "second_document",
            Self::BusinessLicence => "business_licence",
            Self::MandatePaper => "mandate_paper",
        }
    }

    /// The check that a form names.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.as_str() == name)
    }

    /// The key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::IdentityCard => "check-identity-card",
            Self::Face => "check-face",
            Self::SecondDocument => "check-second-document",
            Self::BusinessLicence => "check-business-licence",
            Self::MandatePaper => "check-mandate-paper",
        }
    }
}

impl Present {
    /// As forms and programs write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::Agent => "agent",
        }
    }

    /// Who a form names.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Oneself, Self::Agent]
            .into_iter()
            .find(|present| present.as_str() == name)
    }
}

/// How many different things show who somebody is.
pub(super) fn of_a_person(checks: &[IdentityCheck]) -> usize {
    IdentityCheck::OF_A_PERSON
        .iter()
        .filter(|check| checks.contains(check))
        .count()
}

/// Each once, in one order.
pub(super) fn in_order(mut checks: Vec<IdentityCheck>) -> Vec<IdentityCheck> {
    checks.sort_unstable();
    checks.dedup();
    checks
}
