//! The city's keys: one master key in a file, from which every other key is derived.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use identity::{RecordId, RegionCode};
use sha2::Sha256;

use super::sealing::RecordKey;
use crate::decision::Claim;
use crate::digest::{hex, unhex};
use crate::disk::{Legible, put_down_first};
use crate::error::OpenError;
use crate::point::Point;

/// The key file's name where none was given.
const FILE_NAME: &str = "keys";
/// The first word of a key file, with the version of its format.
const FORMAT: &str = "zhoudao-keys-1";

/// The keys in use, each for one purpose (NIST SP 800-108 in feedback-free counter form with one block: HMAC-SHA256).
pub(crate) struct Keys {
    vault: [u8; 32],
    lookup: [u8; 32],
    files: [u8; 32],
    codes: [u8; 32],
    log: [u8; 32],
    check: String,
}

/// The keys, and what the operator must know of them.
pub(crate) struct Opened {
    pub(crate) keys: Keys,
    pub(crate) notice: Option<String>,
}

impl Keys {
    /// The keys of that file, or those in the data folder. A new city gets new keys there.
    pub(crate) fn open(folder: &Path, file: Option<&Path>, is_new_city: bool) -> Result<Opened, OpenError> {
        let own = Self::file_in(folder);
        let file = file.unwrap_or(&own);
        match fs::read_to_string(file) {
            Ok(text) => read(file, &text),
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_new_city && file == own => create(file),
            Err(error) => Err(unreadable(file, &error)),
        }
    }

    fn derive(master: &[u8; 32]) -> Self {
        let derived = |purpose: &str| hmac(master, &[purpose.as_bytes()]);
        Self {
            vault: derived("zhoudao vault"),
            lookup: derived("zhoudao lookup"),
            files: derived("zhoudao files"),
            codes: derived("zhoudao codes"),
            log: derived("zhoudao log"),
            check: hex(&derived("zhoudao check")[..16]),
        }
    }

    /// What the database remembers, so that it is not opened with the keys of another city.
    pub(crate) fn check(&self) -> &str {
        &self.check
    }

    /// The key under which the values of a record rest.
    pub(crate) fn of_record(&self, city: RegionCode, record: RecordId) -> RecordKey {
        let key = hmac(&self.vault, &[&city.number().to_be_bytes(), record.as_bytes()]);
        RecordKey::new(&key, city, record)
    }

    /// What stands for a unique value in the database.
    pub(crate) fn claim_digest(&self, city: RegionCode, claim: &Claim) -> [u8; 32] {
        hmac(
            &self.lookup,
            &[
                &city.number().to_be_bytes(),
                claim.scope.as_bytes(),
                &[0],
                claim.value.as_bytes(),
            ],
        )
    }

    /// What only who holds these keys can work out of a value, for a purpose.
    pub(crate) fn code(&self, city: RegionCode, purpose: &str, value: &str) -> [u8; 32] {
        let city = city.number().to_be_bytes();
        hmac(&self.codes, &[&city, purpose.as_bytes(), &[0], value.as_bytes()])
    }

    /// The secret by which the city's log signs.
    pub(crate) fn for_log(&self, city: RegionCode) -> [u8; 32] {
        hmac(&self.log, &[&city.number().to_be_bytes()])
    }

    /// What opens attachments, together with each one's own key.
    pub(crate) fn for_files(&self) -> FileKeys {
        FileKeys(self.files)
    }

    /// Where the keys of a data folder lie unless they were put elsewhere.
    pub(crate) fn file_in(folder: &Path) -> PathBuf {
        folder.join(FILE_NAME)
    }
}

/// The city's half of every attachment's key.
#[derive(Clone)]
pub(crate) struct FileKeys([u8; 32]);

impl FileKeys {
    /// The key of an attachment: neither the half in the vault nor the key file alone opens it.
    pub(crate) fn of(&self, own: &[u8; 32]) -> [u8; 32] {
        hmac(&self.0, &[own])
    }
}

/// HMAC-SHA256 under a key of 32 bytes.
pub(crate) fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills a key with zeros to the hash's block (RFC 2104); doing so here leaves no length to go wrong.
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn read(file: &Path, text: &str) -> Result<Opened, OpenError> {
    let mut words = text.split_whitespace();
    let master = match (words.next(), words.next().and_then(unhex::<32>)) {
        (Some(FORMAT), Some(master)) => master,
        _ => return Err(not_of_the_form(file)),
    };
    Ok(Opened {
        keys: Keys::derive(&master),
        notice: open_to_others(file),
    })
}

/// What the operator is told of a key file that others can read.
pub(crate) fn open_to_others(file: &Path) -> Option<String> {
    let mode = fs::metadata(file).ok()?.permissions().mode();
    let others = mode & 0o077 != 0;
    others.then(|| format!("the key file {} can be read by others: chmod 600 it", file.display()))
}

fn create(file: &Path) -> Result<Opened, OpenError> {
    let mut master = [0; 32];
    getrandom::fill(&mut master).map_err(|error| wrong(file, error.to_string()))?;
    match write_key(file, FORMAT, &master) {
        // Another server of the same city was first: its keys are the city's.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
            return read(file, &text);
        }
        written => written.map_err(|error| wrong(file, error.to_string()))?,
    }
    let notice = format!(
        "new keys were written to {}: keep a copy apart from the data; without it personal data cannot be read, \
         and no backup contains it",
        file.display()
    );
    Ok(Opened {
        keys: Keys::derive(&master),
        notice: Some(notice),
    })
}

/// Writes 32 secret bytes into a new file that only its owner reads, after the word that says what they are.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when another program made the file meanwhile; else what the disk says.
pub(crate) fn write_key(file: &Path, format: &str, key: &[u8; 32]) -> io::Result<()> {
    put_down_first(file, Legible::ToOwner, |written| {
        writeln!(written, "{format} {}", hex(key))?;
        Ok(Point::KeysWritten.may_fail()?)
    })?;
    Ok(Point::KeysNamed.may_fail()?)
}

/// The system's words for a file of other bytes than text help nobody.
fn unreadable(file: &Path, error: &io::Error) -> OpenError {
    if error.kind() == io::ErrorKind::InvalidData {
        not_of_the_form(file)
    } else {
        wrong(file, error.to_string())
    }
}

fn not_of_the_form(file: &Path) -> OpenError {
    wrong(file, format!("it is not of the form \"{FORMAT} 64 hexadecimal digits\""))
}

fn wrong(file: &Path, reason: String) -> OpenError {
    OpenError::Keys {
        file: PathBuf::from(file),
        reason,
    }
}
