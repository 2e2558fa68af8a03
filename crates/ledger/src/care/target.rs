//! The data folder that is made: new or empty before, and so again if it does not become a city.

use std::fs;
use std::io;
use std::path::Path;

use super::error::CareError;
use crate::sqlite::DATABASE_FILE;

/// A folder in which nothing is overwritten and nothing half done is left.
pub(super) struct Target<'a> {
    folder: &'a Path,
    was_there: bool,
}

impl<'a> Target<'a> {
    /// Nothing is made yet.
    pub(super) fn of(folder: &'a Path) -> Result<Self, CareError> {
        if folder.join(DATABASE_FILE).exists() {
            return Err(CareError::Occupied(folder.to_path_buf()));
        }
        let entries = fs::read_dir(folder);
        let was_there = entries.is_ok();
        match entries.is_ok_and(|mut entries| entries.next().is_some()) {
            true => Err(CareError::NotEmpty(folder.to_path_buf())),
            false => Ok(Self { folder, was_there }),
        }
    }

    /// Half a city is none: what was made of it is removed where it did not become one.
    pub(super) fn settled<T>(self, made: Result<T, CareError>) -> Result<T, CareError> {
        made.map_err(|why| match self.clear() {
            Ok(()) => why,
            Err(error) => CareError::LeftBehind {
                folder: self.folder.to_path_buf(),
                error,
                why: Box::new(why),
            },
        })
    }

    fn clear(&self) -> io::Result<()> {
        let entries = match fs::read_dir(self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            match entry.file_type()?.is_dir() {
                true => fs::remove_dir_all(entry.path())?,
                false => fs::remove_file(entry.path())?,
            }
        }
        if self.was_there { Ok(()) } else { fs::remove_dir(self.folder) }
    }
}
