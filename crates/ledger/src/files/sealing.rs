//! The segments of a file, encrypted.

use std::fmt;

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};
use serde::{Deserialize, Serialize};

use super::error::FileError;
use crate::digest::{hex, unhex};

/// Bytes that encryption adds to a segment.
pub(super) const TAG_BYTES: usize = 16;

/// A file's own key: kept in the vault, useless without the city's keys.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileKey([u8; 32]);

impl FileKey {
    pub(super) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<String> for FileKey {
    type Error = FileError;

    fn try_from(text: String) -> Result<Self, FileError> {
        unhex(&text).map(Self).ok_or(FileError::Damaged)
    }
}

impl From<FileKey> for String {
    fn from(key: FileKey) -> Self {
        hex(&key.0)
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FileKey(…)")
    }
}

/// Seals or opens the segments of one file, in order.
pub(super) struct Segments {
    cipher: Aes256Gcm,
    next: u64,
}

impl Segments {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self {
            cipher: Aes256Gcm::new(key.into()),
            next: 0,
        }
    }

    /// Encrypts a segment in place.
    pub(super) fn seal(&mut self, segment: &mut Vec<u8>, is_last: bool) -> Result<(), FileError> {
        let nonce = self.nonce(is_last);
        self.cipher
            .encrypt_in_place((&nonce).into(), super::FORMAT, segment)
            .map_err(|_| FileError::Damaged)
    }

    /// Decrypts a segment in place.
    pub(super) fn open(&mut self, segment: &mut Vec<u8>, is_last: bool) -> Result<(), FileError> {
        let nonce = self.nonce(is_last);
        self.cipher
            .decrypt_in_place((&nonce).into(), super::FORMAT, segment)
            .map_err(|_| FileError::Damaged)
    }

    /// Three zeros, the segment's number, and whether it is the last: never twice under a file's key.
    fn nonce(&mut self, is_last: bool) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.next.to_be_bytes());
        nonce[11] = u8::from(is_last);
        self.next += 1;
        nonce
    }
}
