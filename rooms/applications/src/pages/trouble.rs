//! How this room's errors become problems of a page.

use front::{Message, Problem};
use ledger::{FileError, SubmitError, Unavailable};

use crate::access::AccessError;
use crate::documents::DocumentError;
use crate::record::Refusal;

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer");
    Problem::Unavailable
}

pub(crate) fn hidden(error: AccessError) -> Problem {
    match error {
        AccessError::Hidden => Problem::NotFound,
        AccessError::Unavailable(error) => unavailable(error),
    }
}

pub(crate) fn not_rendered(error: DocumentError) -> Problem {
    tracing::error!(%error, "a document cannot be shown");
    if matches!(error, DocumentError::File(FileError::Store(_))) {
        return Problem::Unavailable;
    }
    Problem::Broken
}

/// A paper that cannot be shown: another time may do better only where it lies in an object store that is out of reach.
pub(crate) fn unread(error: FileError) -> Problem {
    tracing::error!(%error, "a paper cannot be read");
    match error {
        FileError::Store(_) | FileError::List(_) => Problem::Unavailable,
        FileError::Missing | FileError::Damaged | FileError::Name | FileError::TooLong { .. } | FileError::Broken(_) => {
            Problem::Broken
        }
    }
}

/// A refused command in words; what is typed is shown again by who asks.
pub(crate) fn refused(refusal: &Refusal) -> Message {
    let message = Message::new(refusal.key());
    if let Refusal::NoMoreRounds { rounds } = refusal {
        message.with("rounds", *rounds)
    } else if let Refusal::NotProlonged { last }
    | Refusal::ProlongedTooFar { last }
    | Refusal::ProlongedTooLate { last }
    | Refusal::CertificateExpired { last } = refusal
    {
        message.with("last", *last)
    } else if let Refusal::PartyNotHeard { until } | Refusal::BarredFromPromises { until } = refusal {
        message.with("until", *until)
    } else if let Refusal::PaidOnAnotherDay { from } | Refusal::HearingAskedOnAnotherDay { from } = refusal {
        message.with("from", *from)
    } else if let Refusal::WordsTooLong { max }
    | Refusal::NameTooLong { max }
    | Refusal::ReceiptTooLong { max }
    | Refusal::ApprovalTooLong { max }
    | Refusal::TooManyRequests { max } = refusal
    {
        message.with("max", *max)
    } else if let Refusal::SupplementTermOver { until } | Refusal::HearingTermOver { until } = refusal {
        message.with("until", *until)
    } else {
        message
    }
}

pub(crate) fn not_done(error: SubmitError<Refusal>) -> Problem {
    match error {
        SubmitError::Refused(refusal) => Problem::Refused(refused(&refusal)),
        SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::KeyReused => {
            Problem::Conflict(Message::new("problem-conflict"))
        }
        SubmitError::NotPermitted => Problem::NotFound,
        SubmitError::Unavailable(reason) | SubmitError::Broken(reason) => unavailable(Unavailable(reason)),
    }
}
