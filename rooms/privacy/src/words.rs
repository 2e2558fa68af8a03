//! What this room says, and how its errors become messages.

use front::texts::Source;
use front::{Message, Problem};
use ledger::SubmitError;

use crate::record::Refusal;

/// What people read.
pub const TEXTS: Source = Source {
    room: "privacy",
    chinese: include_str!("../texts/zh.ftl"),
    english: include_str!("../texts/en.ftl"),
};

/// What desks read: Chinese only.
pub const TEXTS_DESK: Source = Source {
    room: "privacy/desk",
    chinese: include_str!("../texts/desk.zh.ftl"),
    english: "",
};

/// The ledger cannot answer: the operator hears why.
pub(crate) fn unavailable(error: ledger::Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer about personal data");
    Problem::Unavailable
}

/// What a refusal says, with its limit.
pub(crate) fn said(refusal: Refusal) -> Message {
    Message::new(refusal.key()).with("max", refusal.max())
}

/// What was submitted, the refusal that the person can do something about, or the problem.
pub(crate) fn submitted<T>(answer: Result<T, SubmitError<Refusal>>) -> Result<Result<T, Refusal>, Problem> {
    match answer {
        Ok(done) => Ok(Ok(done)),
        Err(SubmitError::Refused(refusal)) => Ok(Err(refusal)),
        // Of a kind there is one open request at a time.
        Err(SubmitError::Claimed { .. }) => Ok(Err(Refusal::AskedBefore)),
        Err(SubmitError::KeyReused | SubmitError::Stale { .. }) => Err(Problem::Conflict(Message::new("problem-conflict"))),
        Err(SubmitError::NotPermitted) => Err(Problem::NotFound),
        Err(SubmitError::Unavailable(reason) | SubmitError::Broken(reason)) => Err(unavailable(ledger::Unavailable(reason))),
    }
}
