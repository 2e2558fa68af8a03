//! A message's identifier follows from what it tells: the same fact told twice is the same message.

use identity::RecordId;
use sha2::{Digest, Sha256};

use crate::record::{Audience, Fact};

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

/// The message that tells a fact of a command (record, actor, key): ten cases accepted by one command are told once, what is
/// asked by two steps, or befalls two certificates, twice.
pub(crate) fn of_command(command: [&str; 3], fact: &Fact, audience: &Audience) -> RecordId {
    let about = fact.about.as_ref();
    let step = about.and_then(|about| about.step.as_deref());
    let item = || {
        about
            .and_then(|about| about.item.as_deref())
            .filter(|_| !fact.kind.counts_items())
    };
    let what = step.or_else(item).unwrap_or_default();
    let [record, actor, key] = command;
    let (kind, audience) = (fact.kind.key(), audience.to_string());
    derived(&["command", record, actor, key, kind, what, &audience])
}
