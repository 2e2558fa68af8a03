//! Why a command to a message is not followed.

/// A refusal. Only programs meet it: people do not command messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such delivery.
    #[error("there is no such delivery")]
    NoSuchDelivery,
    /// Nothing was foreseen.
    #[error("nothing was foreseen")]
    NothingForeseen,
}
