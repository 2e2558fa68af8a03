//! The keys by which a log and its witnesses sign (Ed25519, RFC 8032).

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer;
use sha2::{Digest, Sha256};

use crate::head::Origin;

/// Whose key it is. The two sign in different ways, so that neither's signature can be taken for the other's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signatory {
    /// The log itself: signs the text of a note.
    Log,
    /// A witness: signs the text and when it saw it (C2SP tlog-cosignature).
    Witness,
}

/// The name that a key goes by, unique among those that somebody trusts; has no white space and no plus sign.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyName(String);

/// The text is no key, or no name of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is written as name+eight hexadecimal digits+Base64; its name has no white space and no plus sign")]
pub struct NotAKey;

/// A key that signs.
pub struct SigningKey {
    signatory: Signatory,
    name: KeyName,
    key: ed25519_dalek::SigningKey,
}

/// The public half: whoever has it can check what the other half has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    signatory: Signatory,
    name: KeyName,
    key: ed25519_dalek::VerifyingKey,
}

impl Signatory {
    /// The byte by which signed notes tell kinds of signatures apart.
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }
}

impl KeyName {
    /// That name.
    ///
    /// # Errors
    /// It is empty, or has white space or a plus sign.
    pub fn new(name: &str) -> Result<Self, NotAKey> {
        let is_wrong = |character: char| character.is_whitespace() || character == '+';
        if name.is_empty() || name.contains(is_wrong) {
            return Err(NotAKey);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name under which a log signs: its own (C2SP tlog-checkpoint).
    pub fn of_log(origin: &Origin) -> Self {
        Self(origin.to_string())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SigningKey {
    /// The key that those 32 secret random bytes make.
    pub fn new(signatory: Signatory, name: KeyName, secret: &[u8; 32]) -> Self {
        Self {
            signatory,
            name,
            key: ed25519_dalek::SigningKey::from_bytes(secret),
        }
    }

    /// Its public half.
    pub fn verifying(&self) -> VerifyingKey {
        VerifyingKey {
            signatory: self.signatory,
            name: self.name.clone(),
            key: self.key.verifying_key(),
        }
    }

    /// Whose key it is.
    pub fn signatory(&self) -> Signatory {
        self.signatory
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl VerifyingKey {
    /// The name that it goes by.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Whose key it is.
    pub fn signatory(&self) -> Signatory {
        self.signatory
    }

    /// The same key under another name: a log that was put back to an earlier position signs on under the name of its next epoch.
    pub fn named(&self, name: KeyName) -> Self {
        Self { name, ..self.clone() }
    }

    /// The first four bytes of its hash: what a signature says of who made it (C2SP signed-note).
    pub fn id(&self) -> [u8; 4] {
        let mut digest = Sha256::new();
        digest.update(self.name.0.as_bytes());
        digest.update(b"\n");
        digest.update(self.encoded());
        let digest: [u8; 32] = digest.finalize().into();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let signature = ed25519_dalek::Signature::from_slice(signature);
        // Strictly: no signature fits two texts, so that nobody can deny one.
        signature.is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }

    fn encoded(&self) -> Vec<u8> {
        let mut bytes = vec![self.signatory.byte()];
        bytes.extend_from_slice(self.key.as_bytes());
        bytes
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// As it is handed out: `name+id+key`.
impl fmt::Display for VerifyingKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = u32::from_be_bytes(self.id());
        write!(formatter, "{}+{id:08x}+{}", self.name, STANDARD.encode(self.encoded()))
    }
}

impl FromStr for VerifyingKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let (name, rest) = text.trim().split_once('+').ok_or(NotAKey)?;
        // The Base64 may have plus signs of its own.
        let (id, encoded) = rest.split_once('+').ok_or(NotAKey)?;
        let encoded = STANDARD.decode(encoded).map_err(|_| NotAKey)?;
        let (kind, bytes) = encoded.split_first().ok_or(NotAKey)?;
        let signatory = [Signatory::Log, Signatory::Witness]
            .into_iter()
            .find(|signatory| signatory.byte() == *kind)
            .ok_or(NotAKey)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| NotAKey)?;
        let key = Self {
            signatory,
            name: KeyName::new(name)?,
            key: ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| NotAKey)?,
        };
        if !key.key.is_weak() && format!("{:08x}", u32::from_be_bytes(key.id())) == id {
            Ok(key)
        } else {
            Err(NotAKey)
        }
    }
}
