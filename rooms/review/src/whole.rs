//! Whether this room's index tables are what the log says.

use ledger::{Difference, Ledger, Unavailable};

use crate::handover::record::Handovers;
use crate::notes::record::Notebooks;

/// The kinds of record that this room keeps.
pub const KINDS: [&str; 2] = [<Handovers as ledger::Record>::KIND, <Notebooks as ledger::Record>::KIND];

/// Rows of handovers and notebooks that are not what the log says, or are missing. For a thread that may wait.
///
/// # Errors
/// When the ledger cannot answer.
pub fn differences(ledger: &Ledger) -> Result<Vec<Difference>, Unavailable> {
    let mut differences = ledger.verify_fold::<Handovers>()?;
    differences.extend(ledger.verify_fold::<Notebooks>()?);
    Ok(differences)
}
