//! What this room says, and how its errors become messages.

use applications::access::AccessError;
use front::texts::Source;
use front::{FormErrors, Message, Problem};
use people::window::WindowError;

/// What the window and the helper read: Chinese only, as all desks are.
pub const TEXTS: Source = Source {
    room: "counter",
    chinese: include_str!("../texts/zh.ftl"),
    english: "",
};

/// What applicants read.
pub const TEXTS_PORTAL: Source = Source {
    room: "counter/portal",
    chinese: include_str!("../texts/portal.zh.ftl"),
    english: include_str!("../texts/portal.en.ftl"),
};

/// What is to be mended in the form, or the problem that stands against it.
pub(crate) fn not_done(error: WindowError) -> Result<FormErrors, Problem> {
    match error.key() {
        Some(key) => Ok(FormErrors::one(error.field(), key)),
        None => Err(problem(error)),
    }
}

/// The same for programs and for acts without a form.
pub(crate) fn problem(error: WindowError) -> Problem {
    match (error.key(), error) {
        (Some(key), _) => Problem::Refused(Message::new(key)),
        (None, WindowError::Denied(_)) => Problem::NotFound,
        (None, WindowError::TooManySearches { after_seconds }) => Problem::TooMany { after_seconds },
        (None, WindowError::Busy(_)) => Problem::TooMany { after_seconds: 60 },
        (None, WindowError::Unavailable(error)) => unavailable(error),
        (None, _) => Problem::Conflict(Message::new("problem-conflict")),
    }
}

/// What an application that cannot be shown is to a page.
pub(crate) fn hidden(error: AccessError) -> Problem {
    match error {
        AccessError::Hidden => Problem::NotFound,
        AccessError::Unavailable(error) => unavailable(error),
    }
}

/// The ledger cannot answer: the operator hears why.
pub(crate) fn unavailable(error: ledger::Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer a window");
    Problem::Unavailable
}
