//! The names of sessions and visits: 256 random bits.

use std::fmt;

use ledger::Unavailable;
use sha2::{Digest, Sha256};

/// The secret that a browser or a program carries.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SessionId([u8; 32]);

impl SessionId {
    pub(crate) fn draw() -> Result<Self, Unavailable> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| Unavailable("the machine gives no random bytes".to_owned()))?;
        Ok(Self(bytes))
    }

    /// Reads 64 lowercase hexadecimal digits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// What is carried.
    pub(crate) fn secret(&self) -> String {
        hex(&self.0)
    }

    /// What is kept.
    pub(crate) fn digest(&self) -> Vec<u8> {
        tagged("zhoudao-session", &self.0, "").to_vec()
    }

    /// The token of forms opened in this session and capacity: another capacity, another token.
    pub(crate) fn form_token(&self, capacity: &str) -> String {
        hex(&tagged("zhoudao-form", &self.0, capacity))
    }
}

fn tagged(tag: &str, secret: &[u8], about: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(tag)
        .chain_update(secret)
        .chain_update(about)
        .finalize()
        .into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl fmt::Debug for SessionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionId(…)")
    }
}
