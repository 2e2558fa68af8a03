//! Why the numbers and addresses to which texts went are kept, and how long.

use ledger::Keeping;

/// Half a year, as long as network logs are kept (网络安全法 21).
pub const SENT_TO: Keeping = Keeping {
    purpose: "to answer what was sent to whom",
    basis: "PIPL 13(1)(3); 网络安全法 21",
    term_days: 185,
};
