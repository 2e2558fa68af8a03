//! The backup key: apart from the city's keys, so that who carries backups about needs nothing that opens the city.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use super::error::CareError;
use crate::digest::unhex;
use crate::vault::{hmac, open_to_others, write_key};

/// The first word of a key file, with the version of its format.
const FORMAT: &str = "zhoudao-backup-key-1";

/// Under which backups are sealed.
#[derive(Clone)]
pub struct BackupKey([u8; 32]);

impl BackupKey {
    /// The key of that file.
    ///
    /// # Errors
    /// When it is not there or no key of backups.
    pub fn read(file: &Path) -> Result<Self, CareError> {
        let text = match fs::read_to_string(file) {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(not_of_the_form(file)),
            read => read.map_err(|error| wrong(file, error.to_string()))?,
        };
        let mut words = text.split_whitespace();
        match (words.next(), words.next().and_then(unhex::<32>)) {
            (Some(FORMAT), Some(key)) => Ok(Self(key)),
            _ => Err(not_of_the_form(file)),
        }
    }

    /// The key of that file, made if it is not there; with what the operator must know of it.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn read_or_make(file: &Path) -> Result<(Self, Option<String>), CareError> {
        match fs::metadata(file) {
            Ok(_) => Ok((Self::read(file)?, open_to_others(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut key = [0; 32];
                getrandom::fill(&mut key).map_err(|error| wrong(file, error.to_string()))?;
                match write_key(file, FORMAT, &key) {
                    // Another backup that began at the same time was first.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok((Self::read(file)?, None)),
                    written => written.map_err(|error| wrong(file, error.to_string()))?,
                }
                let notice = format!(
                    "a new backup key was written to {}: keep a copy of it and of the city's keys apart from this machine and from the \
                     backups; without it no backup can be read, by anybody",
                    file.display()
                );
                Ok((Self(key), Some(notice)))
            }
            Err(error) => Err(wrong(file, error.to_string())),
        }
    }

    /// The key under which something of that digest is sealed: the same content has the same key, so that sealing may be broken off and
    /// gone on with, and no key ever seals two contents.
    pub(super) fn of_content(&self, digest: &[u8; 32]) -> [u8; 32] {
        hmac(&self.0, &[b"zhoudao backup content", digest])
    }

    /// What vouches for a manifest.
    pub(super) fn vouching(&self, manifest: &[u8]) -> [u8; 32] {
        hmac(&self.0, &[b"zhoudao backup manifest", manifest])
    }
}

impl fmt::Debug for BackupKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BackupKey(…)")
    }
}

fn not_of_the_form(file: &Path) -> CareError {
    wrong(file, format!("it is not of the form \"{FORMAT} 64 hexadecimal digits\""))
}

fn wrong(file: &Path, reason: String) -> CareError {
    CareError::Key {
        file: file.to_path_buf(),
        reason,
    }
}
