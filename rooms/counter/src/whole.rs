//! Whether this room's index tables are what the log says.

use ledger::{Difference, Ledger, Unavailable};

use crate::questions::record::LookQuestions;

/// The kinds of record that this room keeps.
pub const KINDS: [&str; 1] = [<LookQuestions as ledger::Record>::KIND];

/// Rows of questions that are not what the log says, or are missing. For a thread that may wait.
///
/// # Errors
/// When the ledger cannot answer.
pub fn differences(ledger: &Ledger) -> Result<Vec<Difference>, Unavailable> {
    ledger.verify_fold::<LookQuestions>()
}
