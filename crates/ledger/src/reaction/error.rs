//! How a reaction can fail.

use crate::error::{SubmitError, Unavailable};

/// How a reaction or a timer's handler failed. The texts are shown to the city's operators and must hold no personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReactionError {
    /// The record refused: an outcome, written down and not tried again.
    #[error("refused: {0}")]
    Refused(String),
    /// Something went wrong: tried again, then parked.
    #[error("failed: {0}")]
    Failed(String),
    /// The ledger cannot write now: tried again until it can.
    #[error("waiting: {0}")]
    Unavailable(String),
}

impl From<Unavailable> for ReactionError {
    fn from(unavailable: Unavailable) -> Self {
        Self::Unavailable(unavailable.0)
    }
}

impl<Refusal: std::error::Error> From<SubmitError<Refusal>> for ReactionError {
    fn from(error: SubmitError<Refusal>) -> Self {
        match error {
            SubmitError::Refused(refusal) => Self::Refused(refusal.to_string()),
            SubmitError::Unavailable(reason) => Self::Unavailable(reason),
            SubmitError::Claimed { .. }
            | SubmitError::Stale { .. }
            | SubmitError::KeyReused
            | SubmitError::NotPermitted
            | SubmitError::Broken(_) => Self::Failed(error.to_string()),
        }
    }
}
