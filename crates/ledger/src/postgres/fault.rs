//! What PostgreSQL reports, and what to tell people.

use tokio_postgres::error::SqlState;

use crate::engine::Fault;
use crate::error::Unavailable;

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        let unavailable = Unavailable(described(&error));
        if concerns_everybody(&error) {
            Self::Disk(unavailable)
        } else {
            Self::Own(unavailable)
        }
    }
}

/// Whether the server, its disk or the way to it fails: classes 08 (connection), 25 (the transaction is broken), 40 (it was rolled back in favour of another), 53 (no resources), 55 (a lock did not come), 57
/// (the operator intervened) and 58 (the system) of the standard.
fn concerns_everybody(error: &tokio_postgres::Error) -> bool {
    let Some(state) = error.code() else {
        return error.is_closed() || error.as_db_error().is_none();
    };
    let is_interrupted = *state == SqlState::QUERY_CANCELED;
    !is_interrupted && matches!(&state.code()[..2], "08" | "25" | "40" | "53" | "55" | "57" | "58" | "XX")
}

fn described(error: &tokio_postgres::Error) -> String {
    let detail = error
        .as_db_error()
        .map_or_else(|| root(error), |refused| refused.message().to_owned());
    let remedy = match error.code() {
        Some(state) if *state == SqlState::DISK_FULL => {
            "the database's disk is full: make room there. What was being written may be there or not, and is not done twice when it is sent again"
        }
        Some(state) if *state == SqlState::QUERY_CANCELED => "the question took too long: ask for less",
        Some(state) if state.code().starts_with("57") => "the database is being stopped: wait until it is back",
        Some(_) => "the database refused",
        None => "the database cannot be reached: is it running, and is its address right?",
    };
    format!("{remedy} ({detail})")
}

/// The driver's own words: what it says of an error itself names only its kind.
pub(super) fn root(error: &tokio_postgres::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
