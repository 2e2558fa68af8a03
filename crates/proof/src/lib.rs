//! The city's log as a Merkle tree (RFC 9162 §2), its signed heads, and the proofs that anybody can check.
//!
//! Pure: nothing here reads a clock, a disk or a network. [`Tree`] grows leaf by leaf and hands out [`Tile`]s to be kept;
//! [`inclusion`] and [`consistency`] make proofs from tiles; [`Inclusion`] and [`Consistency`] check themselves against heads.
//! [`Evidence`] is what somebody holds of one event, a [`PromiseCode`] what fits on its receipt as a square code; a [`Submission`] is what a log shows to
//! its witnesses. A [`Head`] and a [`Promise`] are short texts that are signed as notes (C2SP signed-note, tlog-checkpoint and tlog-cosignature), so
//! that programs which are not ours can check them.
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod code;
mod consistency;
mod evidence;
mod head;
mod inclusion;
mod key;
mod note;
mod promise;
mod ranges;
mod submission;
mod suite;
mod tile;
mod tree;

pub use code::{NotACode, PromiseCode};
pub use consistency::{Consistency, consistency, tiles_of_consistency};
pub use evidence::{Assurance, Evidence, Proven, Worthless};
pub use head::{Head, Origin};
pub use inclusion::{Inclusion, inclusion, tiles_of_inclusion};
pub use key::{KeyName, NotAKey, Signatory, SigningKey, VerifyingKey};
pub use note::{NotANote, Note, Signature, Unsigned};
pub use promise::Promise;
pub use submission::{Rejection, Submission};
pub use suite::{Hash, NotAHash, Suite};
pub use tile::{TILE_WIDTH, Tile};
pub use tree::Tree;

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// The leaf lies beyond the head.
    #[error("the log was shorter when this head was signed")]
    Beyond,
    /// The hashes are not as many as a proof of these sizes has.
    #[error("the proof has too few or too many hashes")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Root,
}
