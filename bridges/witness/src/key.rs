//! The key by which a witness signs, in a file of its own.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proof::{KeyName, Signatory, SigningKey};

/// Nobody but its owner reads the file.
const OWNER_ONLY: u32 = 0o600;
/// What the file begins with, as other programs that sign notes write it (C2SP signed-note).
const BEGINNING: &str = "PRIVATE+KEY+";
/// The kind of key: one that countersigns (C2SP tlog-cosignature).
const COSIGNER: u8 = 4;

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It cannot be read or written.
    #[error("the key file {file} cannot be used: {error}")]
    Disk {
        /// The file.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// Others may read it.
    #[error("others may read the key file {file}: chmod 600 it; if others use this machine, make another key")]
    Open {
        /// The file.
        file: String,
    },
    /// It is no key of a witness.
    #[error("{file} holds no key of a witness: {BEGINNING}NAME+ID+KEY in one line")]
    Wrong {
        /// The file.
        file: String,
    },
    /// The key in it has another name.
    #[error("the key in {file} is that of {found}, not of {wanted}: leave the name out, or use another file")]
    OtherName {
        /// The file.
        file: String,
        /// Whose it is.
        found: KeyName,
        /// Whose it was to be.
        wanted: KeyName,
    },
    /// There is none, and no name to make one for.
    #[error("there is no key file {file}: say by which name the witness is to be known, and one is made")]
    NoName {
        /// The file.
        file: String,
    },
}

/// The key in a file; with a name, a new one is made where there is no file.
///
/// # Errors
/// Why the file cannot be used.
pub fn open_key(file: &Path, name: Option<&KeyName>) -> Result<SigningKey, KeyFileError> {
    let shown = file.display().to_string();
    let disk = |error| KeyFileError::Disk {
        file: shown.clone(),
        error,
    };
    match fs::read_to_string(file) {
        Ok(text) => {
            let mode = fs::metadata(file).map_err(disk)?.permissions().mode();
            if mode & !OWNER_ONLY & 0o777 != 0 {
                return Err(KeyFileError::Open { file: shown });
            }
            let key = read(&text).ok_or_else(|| KeyFileError::Wrong { file: shown.clone() })?;
            let found = key.verifying().name().clone();
            match name {
                Some(wanted) if *wanted != found => Err(KeyFileError::OtherName {
                    file: shown,
                    found,
                    wanted: wanted.clone(),
                }),
                Some(_) | None => Ok(key),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let name = name.ok_or_else(|| KeyFileError::NoName { file: shown.clone() })?;
            make(file, name).map_err(disk)
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(KeyFileError::Wrong { file: shown }),
        Err(error) => Err(disk(error)),
    }
}

fn make(file: &Path, name: &KeyName) -> io::Result<SigningKey> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| io::Error::other(error.to_string()))?;
    let key = SigningKey::new(Signatory::Witness, name.clone(), &secret);
    let id = u32::from_be_bytes(key.verifying().id());
    let encoded = STANDARD.encode([[COSIGNER].as_slice(), &secret].concat());
    let mut written = OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(file)?;
    writeln!(written, "{BEGINNING}{name}+{id:08x}+{encoded}")?;
    written.sync_all()?;
    Ok(key)
}

fn read(text: &str) -> Option<SigningKey> {
    let (name, rest) = text.trim().strip_prefix(BEGINNING)?.split_once('+')?;
    let (id, encoded) = rest.split_once('+')?;
    let bytes = STANDARD.decode(encoded).ok()?;
    let (kind, secret) = bytes.split_first()?;
    let secret: [u8; 32] = secret.try_into().ok()?;
    let key = SigningKey::new(Signatory::Witness, KeyName::new(name).ok()?, &secret);
    let is_right = *kind == COSIGNER && format!("{:08x}", u32::from_be_bytes(key.verifying().id())) == id;
    is_right.then_some(key)
}
