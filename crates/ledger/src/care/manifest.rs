//! What a backup says of itself, with what vouches for it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::CareError;
use super::keys::BackupKey;
use crate::canonical;
use crate::digest::{hex, unhex};
use crate::error::Unavailable;

/// The manifest's name in the folder of a backup.
const FILE_NAME: &str = "manifest.json";
/// Name and version of its format.
const FORMAT: &str = "zhoudao-backup/1";
/// What the folder of a backup that is not finished ends with.
pub(super) const UNFINISHED: &str = ".unfinished";

/// What a backup says of itself. Nothing in it is personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name and version of its format.
    pub format: String,
    /// The version of the program that made it.
    pub program: String,
    /// The city's region code.
    pub city: u32,
    /// When the city was as it is in the backup, in milliseconds since 1970.
    pub taken_at: i64,
    /// The position of the log's last event.
    pub position: u64,
    /// When that event was written, in milliseconds since 1970.
    pub last_event_at: i64,
    /// The epoch of the log.
    pub epoch: u32,
    /// The last signed head of the log; none if none was signed.
    pub head: Option<String>,
    /// By which the city's keys are known; says nothing of them.
    pub keys: String,
    /// The digest of the database.
    pub database: String,
    /// Its length.
    pub database_bytes: u64,
    /// The digest of the list of attachments.
    pub list: String,
    /// How many attachments there are.
    pub files: u64,
    /// How long they are together.
    pub files_bytes: u64,
    /// Attachments of the city that could not be read right, and are not in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub damaged: Vec<String>,
}

/// As it is written.
#[derive(Serialize, Deserialize)]
struct Vouched {
    manifest: Manifest,
    mac: String,
}

impl Manifest {
    pub(super) fn format() -> String {
        FORMAT.to_owned()
    }

    /// The digest of the database.
    pub(super) fn database(&self, backup: &Path) -> Result<[u8; 32], CareError> {
        unhex(&self.database).ok_or_else(|| CareError::Damaged(backup.join(FILE_NAME)))
    }

    /// The digest of the list of attachments.
    pub(super) fn list(&self, backup: &Path) -> Result<[u8; 32], CareError> {
        unhex(&self.list).ok_or_else(|| CareError::Damaged(backup.join(FILE_NAME)))
    }

    /// Writes it into the folder of a backup.
    pub(super) fn write(&self, backup: &Path, key: &BackupKey) -> Result<(), CareError> {
        let file = backup.join(FILE_NAME);
        let vouched = Vouched {
            mac: hex(&key.vouching(&written(self)?)),
            manifest: self.clone(),
        };
        let text = serde_json::to_string_pretty(&vouched).map_err(unwritable)?;
        let put_down = || -> io::Result<()> {
            fs::write(&file, text)?;
            fs::File::open(&file)?.sync_all()
        };
        put_down().map_err(CareError::disk(&file))
    }

    /// Reads that of a backup, if this key vouches for it.
    pub(super) fn read(backup: &Path, key: &BackupKey) -> Result<Self, CareError> {
        let file = backup.join(FILE_NAME);
        let text = fs::read(&file).map_err(CareError::disk(&file))?;
        let vouched: Vouched = serde_json::from_slice(&text).map_err(|_| CareError::Damaged(file.clone()))?;
        let is_genuine = vouched.manifest.format == FORMAT && vouched.mac == hex(&key.vouching(&written(&vouched.manifest)?));
        if is_genuine {
            Ok(vouched.manifest)
        } else {
            Err(CareError::Damaged(file))
        }
    }
}

/// The finished backups in a folder, the oldest first.
///
/// # Errors
/// When one of them cannot be read with this key.
pub fn backups_in(folder: &Path, key: &BackupKey) -> Result<Vec<(PathBuf, Manifest)>, CareError> {
    let found = Found::read(folder, key)?;
    match found.unreadable.into_iter().next() {
        Some((_, error)) => Err(error),
        None => Ok(found.readable),
    }
}

/// The finished backups in a folder.
#[derive(Debug)]
pub struct Found {
    /// Those whose manifest can be read with the key, the oldest first.
    pub readable: Vec<(PathBuf, Manifest)>,
    /// The others, and what is wrong with them.
    pub unreadable: Vec<(PathBuf, CareError)>,
}

impl Found {
    /// Looks for them.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn read(folder: &Path, key: &BackupKey) -> Result<Self, CareError> {
        let (mut readable, mut unreadable) = (Vec::new(), Vec::new());
        for backup in folders_of_backups(folder)? {
            match Manifest::read(&backup, key) {
                Ok(manifest) => readable.push((backup, manifest)),
                Err(error) => unreadable.push((backup, error)),
            }
        }
        readable.sort_by_key(|(_, manifest)| (manifest.taken_at, manifest.position));
        Ok(Self { readable, unreadable })
    }

    /// At least one that can be put back, or none at all: what is wrong with one of them is the reason where it is wrong with every one.
    ///
    /// # Errors
    /// When there are backups and none can be read with this key.
    pub(super) fn to_put_back(folder: &Path, key: &BackupKey) -> Result<Self, CareError> {
        let mut found = Self::read(folder, key)?;
        if !found.readable.is_empty() || found.unreadable.is_empty() {
            return Ok(found);
        }
        let (_, error) = found.unreadable.swap_remove(0);
        Err(error)
    }
}

/// Whether a folder holds finished backups, under whichever key.
///
/// # Errors
/// When it cannot be read.
pub fn holds_backups(folder: &Path) -> Result<bool, CareError> {
    Ok(!folders_of_backups(folder)?.is_empty())
}

/// Whether there are finished backups, and none of them is sealed under this key.
pub(super) fn are_of_another_key(folder: &Path, key: &BackupKey) -> Result<bool, CareError> {
    let backups = folders_of_backups(folder)?;
    for backup in &backups {
        match Manifest::read(backup, key) {
            Ok(_) => return Ok(false),
            Err(CareError::Damaged(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(!backups.is_empty())
}

/// The folders of finished backups.
fn folders_of_backups(folder: &Path) -> Result<Vec<PathBuf>, CareError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(CareError::NotAFolder(folder.to_path_buf())),
        Err(error) => return Err(CareError::disk(folder)(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(CareError::disk(folder))?.path();
        let is_finished = path.join(FILE_NAME).exists() && !path.to_string_lossy().ends_with(UNFINISHED);
        if is_finished {
            found.push(path);
        }
    }
    Ok(found)
}

fn written(manifest: &Manifest) -> Result<Vec<u8>, CareError> {
    canonical::to_vec(manifest).map_err(unwritable)
}

fn unwritable(error: serde_json::Error) -> CareError {
    Unavailable(format!("the manifest cannot be written: {error}")).into()
}
