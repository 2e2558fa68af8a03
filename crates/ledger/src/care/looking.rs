//! Whether a backup that was made long ago could still be put back, without putting it back.

use std::path::Path;

use super::backup::{DATABASE, Stage, attachments_of, place};
use super::error::CareError;
use super::keys::BackupKey;
use super::manifest::Manifest;
use super::sealing::is_read_again;
use crate::digest::unhex;
use crate::files::FOLDER;

/// What reading a backup again has led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupRead {
    /// Whether its database is what was sealed.
    pub is_database_whole: bool,
    /// Whether its list of attachments is; if not, none of them was looked at.
    pub is_list_whole: bool,
    /// How many attachments are.
    pub files: u64,
    /// Attachments that are damaged, or not there any more.
    pub damaged: Vec<String>,
}

/// Reads all of a backup that lies among others in a folder.
///
/// # Errors
/// When the disk refuses.
pub fn read_backup(
    folder: &Path,
    (backup, manifest): (&Path, &Manifest),
    key: &BackupKey,
    mut told: impl FnMut(Stage),
) -> Result<BackupRead, CareError> {
    told(Stage::Verifying);
    let database = is_read_again(&backup.join(DATABASE), key, &manifest.database(backup)?);
    let mut read = BackupRead {
        is_database_whole: is_there(database)?,
        ..BackupRead::default()
    };
    let names = match attachments_of(backup, manifest, key) {
        Err(CareError::Damaged(_)) => return Ok(read),
        Err(CareError::Disk { error, .. }) if error.kind() == std::io::ErrorKind::NotFound => return Ok(read),
        names => names?,
    };
    read.is_list_whole = true;
    let all = names.len() as u64;
    for (done, name) in (1..).zip(names) {
        let file = place(&folder.join(FOLDER), &name);
        let digest = unhex(&name).ok_or_else(|| CareError::Damaged(file.clone()))?;
        match is_there(is_read_again(&file, key, &digest))? {
            true => read.files += 1,
            false => read.damaged.push(name),
        }
        told(Stage::Files { done, all });
    }
    Ok(read)
}

/// What is not there cannot be put back either.
fn is_there(read: Result<bool, CareError>) -> Result<bool, CareError> {
    match read {
        Err(CareError::Disk { error, .. }) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        read => read,
    }
}
