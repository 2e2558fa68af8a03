//! A message's identifier follows from what it tells: the same fact told twice is the same message.

use identity::RecordId;
use sha2::{Digest, Sha256};

use crate::record::Audience;

/// The identifier made of these parts.
pub(crate) fn derived(parts: &[&str]) -> RecordId {
    let mut hasher = Sha256::new();
    hasher.update(b"zhoudao-message");
    for part in parts {
        hasher.update([0]);
        hasher.update(part.as_bytes());
    }
    let digest: [u8; 32] = hasher.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    RecordId::from_bytes(bytes)
}

/// The message that tells a fact of a command of a record: ten cases accepted by one command are told once.
pub(crate) fn of_command(record: RecordId, actor: &str, key: &str, kind: &str, audience: &Audience) -> RecordId {
    derived(&["command", &record.to_string(), actor, key, kind, &audience.to_string()])
}
