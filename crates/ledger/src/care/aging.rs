//! Old backups age out, and with them what was erased long ago.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use calendar::MILLISECONDS_OF_DAY;

use super::backup::{Backup, attachments_of, place};
use super::error::CareError;
use super::manifest::{UNFINISHED, backups_in};
use crate::files::{FOLDER, stored_in};

/// Deletes backups whose time is over, never the one that was just made, nor one that has an attachment which that one lacks; and attachments that
/// none of the others has.
pub(super) fn age_out(asked: &Backup<'_>, newest: &Path, lacking: &[String]) -> Result<Vec<PathBuf>, CareError> {
    let Some(days) = asked.keep_days else { return Ok(Vec::new()) };
    let oldest = asked.now.0 - i64::from(days) * MILLISECONDS_OF_DAY;
    let mut aged_out = Vec::new();
    let mut needed = BTreeSet::new();
    for (folder, manifest) in backups_in(asked.to, asked.key)? {
        let mut attachments = attachments_of(&folder, &manifest, asked.key)?;
        let is_over = manifest.taken_at < oldest && folder != newest;
        if is_over && !lacking.iter().any(|name| attachments.contains(name)) {
            fs::remove_dir_all(&folder).map_err(CareError::disk(&folder))?;
            aged_out.push(folder);
        } else {
            needed.append(&mut attachments);
        }
    }
    remove_unfinished(asked)?;
    let files = asked.to.join(FOLDER);
    for (name, _) in stored_in(&files).map_err(CareError::disk(&files))? {
        if !needed.contains(&name) {
            let file = place(&files, &name);
            fs::remove_file(&file).map_err(CareError::disk(&file))?;
        }
    }
    Ok(aged_out)
}

/// Whatever is still unfinished now belongs to a copy that is gone.
fn remove_unfinished(asked: &Backup<'_>) -> Result<(), CareError> {
    for entry in fs::read_dir(asked.to).map_err(CareError::disk(asked.to))? {
        let path = entry.map_err(CareError::disk(asked.to))?.path();
        if path.to_string_lossy().ends_with(UNFINISHED) {
            fs::remove_dir_all(&path).map_err(CareError::disk(&path))?;
        }
    }
    Ok(())
}
