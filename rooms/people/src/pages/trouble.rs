//! How this room's errors become problems of a page.

use front::{Message, Problem};
use ledger::{SubmitError, Unavailable};

use crate::password::HashingBusy;
use crate::sign_in::SignInRefusal;

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer");
    Problem::Unavailable
}

pub(crate) fn busy(_: HashingBusy) -> Problem {
    Problem::TooMany { after_seconds: 60 }
}

/// What remains of a refused command when the form's own fields have been seen to.
pub(crate) fn not_done<Refusal: std::error::Error>(
    error: SubmitError<Refusal>,
    key: impl FnOnce(Refusal) -> &'static str,
) -> Problem {
    match error {
        SubmitError::Refused(refusal) => Problem::Refused(Message::new(key(refusal))),
        SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::KeyReused => {
            Problem::Conflict(Message::new("problem-conflict"))
        }
        SubmitError::NotPermitted => Problem::NotFound,
        SubmitError::Unavailable(reason) | SubmitError::Broken(reason) => unavailable(Unavailable(reason)),
    }
}

/// For programs.
pub(crate) fn not_let_in(refusal: SignInRefusal) -> Problem {
    match refusal {
        SignInRefusal::Wrong => Problem::Refused(Message::new("sign-in-wrong")),
        SignInRefusal::SecretOver => Problem::Refused(Message::new("sign-in-secret-over")),
        SignInRefusal::Throttled(throttled) => Problem::TooMany {
            after_seconds: throttled.after_seconds,
        },
        SignInRefusal::Busy(reason) => busy(reason),
        SignInRefusal::Unavailable(error) => unavailable(error),
    }
}
