//! Witnesses (见证人): another organ remembers the last head that it has seen of a city's log, and countersigns the next one only if it goes
//! on from there. So no city can show two histories, not even one whose database and signing key are in an intruder's hands.
//!
//! Both sides speak C2SP tlog-witness: [`Witness`] is what another organ runs (`zhoudao witness`), [`WitnessAddress`] what a city shows its
//! heads to. The pure part, what is countersigned and what is not, is [`proof::Submission`].

mod address;
mod key;
mod memory;
mod server;

use proof::Origin;
use sha2::{Digest, Sha256};

pub use address::{Answer, NotAnswered, WitnessAddress, WrongAddress};
pub use key::{KeyFileError, open_key};
pub use memory::{Memory, MemoryError};
pub use server::{Witness, WitnessError, now_seconds};
/// Whom a city believes where a witness speaks TLS.
pub use trust::Trusted;

/// Where a head is shown.
const ADD_CHECKPOINT: &str = "/add-checkpoint";
/// A head with its proof: 63 hashes and some signatures.
const SUBMISSION_BYTES_MAX: usize = 16 << 10;

/// By which a witness files what it has seen of a log: the hash of the log's name, in lower-case hexadecimal.
fn filed_as(origin: &Origin) -> String {
    let digest: [u8; 32] = Sha256::digest(origin.to_string()).into();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
