//! Applications that are being filled in: kept for the party 90 days, following the newest release.
//!
//! A draft has the identifier that its application will have, so that submitting twice is submitting once. What was
//! typed is kept as it was typed, right or wrong; it is read against the field dictionary whenever it is looked at.

mod content;
mod facts;
mod fit;
mod following;
mod open;
mod paper;
mod readiness;
mod shelf;
mod store;

pub use content::{Draft, Instead, Overwritten, Saved, titled};
pub use facts::{Fact, Facts, Origin};
pub use fit::Fit;
pub use following::Label;
pub use open::form_by_part;
pub use open::{OpenDraft, OpenError};
pub use paper::Paper;
pub use readiness::{PartReadiness, Place, Readiness};
pub use store::{KIND, delete, list, newest};

pub(crate) use open::open;
pub(crate) use shelf::{discard, placed, sweep, taken};
pub(crate) use store::{change, create, fresh_id, id_of_key, owner};

use ledger::Beside;

/// What the room keeps beside the log.
pub const BESIDE_THE_LOG: Beside = Beside {
    room: "applications",
    steps: shelf::STEPS,
    taken_out: &["application_waiting_file"],
};
