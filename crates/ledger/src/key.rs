//! The idempotency key: the same actor's same key is the same command.

use std::fmt;

/// The longest key; a longer one is cut into a digest of the same strength.
pub const KEY_BYTES_MAX: usize = 128;

/// Names one command of one actor, so that sending it twice does it once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(String);

impl Key {
    /// The key that the caller chose: a form's hidden field, a client's header.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.len() <= KEY_BYTES_MAX {
            Self(text)
        } else {
            Self(crate::digest::sha256_hex(&[text.as_bytes()]))
        }
    }

    /// The key that follows from these parts: what a reaction, a timer or a seed uses.
    pub fn derived(parts: &[&str]) -> Self {
        Self::new(parts.join(":"))
    }

    /// The key of a further command for the same reason.
    pub fn and(&self, part: &str) -> Self {
        Self::derived(&[&self.0, part])
    }

    /// As written into the log.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
