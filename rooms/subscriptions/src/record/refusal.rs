//! Why a subscription does not do what it is asked.

use super::NAME_LENGTH_MAX;

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubscriptionRefusal {
    /// There is no such subscription.
    #[error("there is no such subscription")]
    NotOpened,
    /// Opened before.
    #[error("the subscription is open already")]
    OpenedBefore,
    /// Over for good.
    #[error("the subscription has ended")]
    Ended,
    /// It waits already.
    #[error("the subscription is paused already")]
    PausedBefore,
    /// It does not wait.
    #[error("the subscription is not paused")]
    NotPaused,
    /// No name, or too long a one.
    #[error("the name of a receiver has 2 to {NAME_LENGTH_MAX} characters")]
    NameLength,
}

impl SubscriptionRefusal {
    /// The message that says what to do.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotOpened => "subscription-refusal-not-opened",
            Self::OpenedBefore => "subscription-refusal-opened",
            Self::Ended => "subscription-refusal-ended",
            Self::PausedBefore => "subscription-refusal-paused",
            Self::NotPaused => "subscription-refusal-not-paused",
            Self::NameLength => "subscription-refusal-name",
        }
    }
}
