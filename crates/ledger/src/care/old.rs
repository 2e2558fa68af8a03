//! The data folder in whose place another comes: what it still knows, held so that no server writes to it meanwhile.

use std::fs;
use std::io;
use std::path::Path;

use identity::RegionCode;
use rusqlite::Connection;

use super::erased::LIST_FILE;
use super::error::CareError;
use crate::error::OpenError;
use crate::proving::HEAD_FILE;
use crate::sqlite::{DATABASE_FILE, FolderLock, open_to_read};
use crate::vault::Keys;

/// What is left of a data folder; nothing is written to it.
pub(super) struct OldFolder<'a> {
    pub(super) folder: &'a Path,
    _lock: Option<FolderLock>,
}

impl<'a> OldFolder<'a> {
    /// Holds it; part of what it had may be gone.
    pub(super) fn hold(folder: &'a Path) -> Result<Self, CareError> {
        let is_data_folder = [DATABASE_FILE, HEAD_FILE, LIST_FILE]
            .iter()
            .any(|name| folder.join(name).exists());
        if !is_data_folder {
            return Err(CareError::NoOldFolder(folder.to_path_buf()));
        }
        let lock = match FolderLock::take_if_there(folder) {
            Err(OpenError::InUse(folder)) => return Err(CareError::StillServed(folder)),
            taken => taken?,
        };
        Ok(Self { folder, _lock: lock })
    }

    /// Whether it holds another city, or one with other keys; not if its database is gone or cannot be read any more.
    pub(super) fn is_of_another(&self, city: RegionCode, keys: &Keys) -> bool {
        let held = open_to_read(&self.folder.join(DATABASE_FILE)).and_then(|database| city_of(&database));
        held.is_ok_and(|(held, check)| held != city.number() || check != keys.check())
    }

    /// Its last head, as it was written; none if it has none.
    pub(super) fn head(&self) -> Result<Option<String>, CareError> {
        let file = self.folder.join(HEAD_FILE);
        match fs::read_to_string(&file) {
            Ok(note) => Ok(Some(note)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(CareError::OldHead(file)),
            Err(error) => Err(CareError::disk(&file)(error)),
        }
    }

    /// How many events its log has; none if its database is gone or cannot be read any more.
    pub(super) fn events(&self) -> Option<u64> {
        let connection = open_to_read(&self.folder.join(DATABASE_FILE)).ok()?;
        connection
            .query_row("SELECT coalesce(max(position), 0) FROM event", [], |row| row.get(0))
            .ok()
    }
}

/// The city in a database, and by what its keys are known.
pub(super) fn city_of(database: &Connection) -> rusqlite::Result<(u32, String)> {
    database.query_row("SELECT city, keys FROM city", [], |row| Ok((row.get(0)?, row.get(1)?)))
}
