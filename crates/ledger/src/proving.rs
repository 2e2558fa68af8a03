//! What makes the log provable: its leaves are those of a Merkle tree, whose heads are signed.
//!
//! The tree grows behind the log: a moment after events were committed they are hashed, the tiles and a signed head are written in one
//! transaction, and from then on each of them can be proven. Until then its receipt bears a signed [`Promise`]. A log that breaks its
//! word is convicted by any promise or head that somebody holds.

mod anchor;
mod checking;
mod epochs;
mod growing;
mod showing;
mod tiles;
mod witnessed;

use calendar::Moment;
use identity::RegionCode;
use proof::{Head, KeyName, Note, Origin, Promise, Signatory, SigningKey, Suite, Tree, VerifyingKey};

pub use checking::{Checked, Finding};
pub use epochs::{Epoch, OWN_KIND, PutBack, REASON_CHARACTERS_MAX};
pub use showing::Word;
pub use witnessed::{Cosigned, DayHead, Refusal, RefusalReason, WitnessStanding};

pub(crate) use anchor::{Anchor, HEAD_FILE};
pub(crate) use checking::check;
pub(crate) use epochs::{Epochs, FIRST_EPOCH, Log, LogEvent};
pub(crate) use growing::grow;
pub(crate) use showing::{consistency_of, evidence, has_been, holds, keeps_to, last_head};
pub(crate) use tiles::{Known, keep_head, keep_tile};

/// A head, and the note in which it is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// What it says.
    pub head: Head,
    /// As it was signed.
    pub note: Note,
}

/// The name of a city's log, and the key by which it signs.
pub(crate) struct LogKey {
    origin: Origin,
    key: SigningKey,
    epochs: Epochs,
}

impl LogKey {
    /// The key of that city's log that 32 secret bytes make, in the last of its epochs.
    pub(crate) fn new(city: RegionCode, suite: Suite, secret: &[u8; 32], epochs: Epochs) -> Self {
        let origin = Origin::new(city.number(), epochs.current(), suite);
        Self {
            key: SigningKey::new(Signatory::Log, KeyName::of_log(&origin), secret),
            origin,
            epochs,
        }
    }

    /// Its public half.
    pub(crate) fn verifying(&self) -> VerifyingKey {
        self.key.verifying()
    }

    /// How the log is hashed.
    pub(crate) fn suite(&self) -> Suite {
        self.origin.suite()
    }

    /// What everybody may know of it.
    pub(crate) fn known(&self) -> Known {
        Known {
            origin: self.origin.clone(),
            key: self.verifying(),
            epochs: self.epochs.clone(),
        }
    }

    /// The epochs after the first.
    pub(crate) fn epochs(&self) -> &Epochs {
        &self.epochs
    }

    /// A head over a tree, signed.
    pub(crate) fn head(&self, tree: &Tree, at: Moment) -> SignedHead {
        let head = Head {
            origin: self.origin.clone(),
            size: tree.size(),
            root: tree.root(),
            at: at.0,
        };
        let note = Note::new(head.to_string()).signed(&self.key, 0);
        SignedHead { head, note }
    }

    /// That a leaf stands at a position for good, signed.
    fn promise(&self, position: u64, leaf: &str, at: Moment) -> Note {
        let promise = Promise {
            origin: self.origin.clone(),
            index: position - 1,
            leaf: self.origin.suite().leaf(leaf.as_bytes()),
            at: at.0,
        };
        Note::new(promise.to_string()).signed(&self.key, 0)
    }
}
