//! Whether anything can be written at all.

use super::cursor::write_cursor;
use crate::error::Unavailable;
use crate::ledger::Ledger;

/// The name under which the attempt is written down, among the cursors: no reaction is called so.
const PROBE: &str = "watch:writes";

/// Writes a row and syncs it.
pub(crate) async fn prove_writing(ledger: &Ledger) -> Result<(), Unavailable> {
    write_cursor(ledger, PROBE, ledger.position()).await
}
