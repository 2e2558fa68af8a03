//! The city as it was, in whose place another comes: what its data folder, held so that no server writes to it meanwhile, and its database still
//! know.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use identity::RegionCode;
use rusqlite::Connection;

use super::crossing::{known_by, reader_of};
use super::erased::{self, Erased, LIST_FILE};
use super::error::CareError;
use super::restore::Restore;
use super::shared_list;
use crate::engine::{Fault, Reader, last_event};
use crate::error::OpenError;
use crate::postgres::PostgresAddress;
use crate::proving::HEAD_FILE;
use crate::sqlite::{DATABASE_FILE, FolderLock, open_to_read};
use crate::values;
use crate::vault::Keys;

/// What is left of a city; nothing is written to it.
pub(super) struct Old<'a> {
    city: RegionCode,
    folder: Option<OldFolder<'a>>,
    database: Option<OldDatabase<'a>>,
}

impl<'a> Old<'a> {
    /// Holds what was named of it.
    ///
    /// # Errors
    /// When it is served, is not there, or is another city than the one that is put back.
    pub(super) fn hold(asked: &Restore<'a>, city: RegionCode, keys: &Keys) -> Result<Self, CareError> {
        let folder = asked.old.map(OldFolder::hold).transpose()?;
        let database = asked.old_database.map(OldDatabase::reach).transpose()?;
        if let Some(old) = folder.as_ref().filter(|old| old.is_of_another(city, keys)) {
            return Err(CareError::OldOfAnother(old.folder.display().to_string()));
        }
        if let Some(old) = &database {
            let place = || format!("the database at {}", old.address);
            match known_by(old.address, city) {
                Ok((_, known)) if known == keys.check() => {}
                Ok(_) | Err(CareError::Open(OpenError::EmptyDatabase(_))) => return Err(CareError::OldOfAnother(place())),
                Err(error) => return Err(error),
            }
            if old.is_served(city)? {
                return Err(CareError::StillServed(place()));
            }
        }
        Ok(Self { city, folder, database })
    }

    /// Its last heads, as they were signed.
    pub(super) fn heads(&self) -> Result<Vec<String>, CareError> {
        let beside = self.folder.as_ref().map_or(Ok(None), OldFolder::head)?;
        let in_database = match &self.database {
            None => None,
            Some(old) => {
                let last = "SELECT note FROM head WHERE city = $1 ORDER BY size DESC LIMIT 1";
                let last = old.reader.row(last, &values![self.city])?;
                last.map(|row| row.get(0)).transpose()?
            }
        };
        Ok(beside.into_iter().chain(in_database).collect())
    }

    /// What was erased of it.
    pub(super) fn erasures(&self) -> Result<BTreeSet<Erased>, CareError> {
        let mut list = BTreeSet::new();
        if let Some(old) = &self.folder {
            list.append(&mut erased::read(old.folder)?);
        }
        if let Some(old) = &self.database {
            list.append(&mut shared_list::read(&*old.reader, self.city)?);
        }
        Ok(list)
    }

    /// How many events its log has; none if that cannot be known any more.
    pub(super) fn events(&self) -> Option<u64> {
        match &self.database {
            Some(old) => Some(last_event(&*old.reader, self.city).ok()?.map_or(0, |end| end.position)),
            None => self.folder.as_ref()?.events(),
        }
    }
}

/// A PostgreSQL that has the city as it was.
struct OldDatabase<'a> {
    address: &'a PostgresAddress,
    reader: Box<dyn Reader>,
}

impl<'a> OldDatabase<'a> {
    fn reach(address: &'a PostgresAddress) -> Result<Self, CareError> {
        let reader = reader_of(address)?;
        Ok(Self { address, reader })
    }

    /// Whether one of its servers does now what only one of them does at a time: each asks for that within seconds of its start.
    fn is_served(&self, city: RegionCode) -> Result<bool, Fault> {
        let held = self
            .reader
            .row("SELECT 1 FROM lease WHERE city = $1 AND until > now()", &values![city])?;
        Ok(held.is_some())
    }
}

/// What is left of a data folder.
struct OldFolder<'a> {
    folder: &'a Path,
    _lock: Option<FolderLock>,
}

impl<'a> OldFolder<'a> {
    /// Holds it; part of what it had may be gone.
    fn hold(folder: &'a Path) -> Result<Self, CareError> {
        let is_data_folder = [DATABASE_FILE, HEAD_FILE, LIST_FILE]
            .iter()
            .any(|name| folder.join(name).exists());
        if !is_data_folder {
            return Err(CareError::NoOldFolder(folder.to_path_buf()));
        }
        let lock = match FolderLock::take_if_there(folder) {
            Err(OpenError::InUse(folder)) => return Err(CareError::StillServed(folder.display().to_string())),
            taken => taken?,
        };
        Ok(Self { folder, _lock: lock })
    }

    /// Whether it holds another city, or one with other keys; not if its database is gone or cannot be read any more.
    fn is_of_another(&self, city: RegionCode, keys: &Keys) -> bool {
        let held = open_to_read(&self.folder.join(DATABASE_FILE)).and_then(|database| city_of(&database));
        held.is_ok_and(|(held, check)| held != city.number() || check != keys.check())
    }

    /// Its last head, as it was written; none if it has none.
    fn head(&self) -> Result<Option<String>, CareError> {
        let file = self.folder.join(HEAD_FILE);
        match fs::read_to_string(&file) {
            Ok(note) => Ok(Some(note)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(CareError::OldHead(file)),
            Err(error) => Err(CareError::disk(&file)(error)),
        }
    }

    /// How many events its log has; none if its database is gone or cannot be read any more.
    fn events(&self) -> Option<u64> {
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
