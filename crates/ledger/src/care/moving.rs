//! `zhoudao move`: a city that has outgrown one machine, from its data folder into a PostgreSQL, with the same log under the same name.

use std::fs;
use std::io;
use std::num::NonZeroU8;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use identity::RegionCode;
use rusqlite::Connection;

use super::crossing::{self, unreached};
use super::erased;
use super::error::CareError;
use super::old::city_of;
use crate::beside::Beside;
use crate::disk;
use crate::engine::last_event;
use crate::error::OpenError;
use crate::postgres::{Postgres, PostgresAddress, PostgresWriter};
use crate::sqlite::{DATABASE_FILE, FolderLock, check_engine};

/// The database of a data folder after its city was moved: kept, and served by nobody.
pub(crate) const MOVED_FILE: &str = "city.db.moved";

/// What is to be moved.
#[derive(Debug)]
pub struct Moving<'a> {
    /// The data folder; no server may have it open.
    pub data: &'a Path,
    /// The PostgreSQL, which does not have the city.
    pub to: &'a PostgresAddress,
    /// Into how many parts the tables of a new PostgreSQL are divided.
    pub partitions: Option<NonZeroU8>,
    /// What rooms keep beside the log.
    pub beside: &'a [Beside],
}

/// A city that was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The city.
    pub city: RegionCode,
    /// How many events it has.
    pub events: u64,
    /// Rows that were brought over; what follows from events is worked out when the city is opened.
    pub rows: u64,
    /// Where its database lies now: nothing is served from it any more.
    pub left: PathBuf,
}

/// Moves a city into a PostgreSQL: all of it or nothing. What lies in the data folder beside its database stays there, for the first server: the
/// last head, and attachments that are in no object store.
///
/// # Errors
/// When the folder is served or holds no city, or the PostgreSQL has that city already or cannot be written.
pub fn move_in(asked: &Moving<'_>) -> Result<Moved, CareError> {
    check_engine()?;
    let file = asked.data.join(DATABASE_FILE);
    if !fs::metadata(&file).is_ok_and(|file| file.len() > 0) {
        return Err(OpenError::Empty(asked.data.to_path_buf()).into());
    }
    let _lock = match FolderLock::take(asked.data) {
        Err(OpenError::InUse(folder)) => return Err(CareError::StillServed(folder.display().to_string())),
        taken => taken?,
    };
    let connection = Connection::open(&file)?;
    let (number, _) = city_of(&connection)?;
    let city = RegionCode::new(number).ok_or_else(|| CareError::Damaged(file.clone()))?;
    is_listed(&connection)?;
    let list = erased::read(asked.data)?;
    let postgres = Arc::new(Postgres::new(asked.to.clone()).map_err(unreached(asked.to))?);
    let mut writer = PostgresWriter::open(&postgres, city, asked.partitions).map_err(unreached(asked.to))?;
    let rows = crossing::bring_in(connection, &list, &mut writer, asked.beside)?;
    let events = last_event(&writer, city)?.map_or(0, |end| end.position);
    // Before anybody can see it in the database: two cities of one log must never be served.
    let left = asked.data.join(MOVED_FILE);
    put_aside(asked.data, &file, &left).map_err(CareError::disk(&file))?;
    writer.end_filling().map_err(|fault| CareError::Unanswered {
        left: left.clone(),
        back: file.clone(),
        reason: fault.into(),
    })?;
    Ok(Moved {
        city,
        events,
        rows,
        left,
    })
}

/// Renames the database, or leaves it as it was.
fn put_aside(data: &Path, file: &Path, left: &Path) -> io::Result<()> {
    fs::rename(file, left)?;
    disk::sync_folder(data).inspect_err(|_| {
        // The disk that refuses the one may refuse the other: then it lies under its new name, and the message names both.
        let _ = fs::rename(left, file);
    })
}

/// A server writes what was erased into the list beside its database before it ends; one that was killed does so when it starts next.
fn is_listed(connection: &Connection) -> Result<(), CareError> {
    let has_table = connection.table_exists(None, "erasure")?;
    let waiting: u64 = match has_table {
        true => connection.query_row("SELECT count(*) FROM erasure", [], |row| row.get(0))?,
        false => 0,
    };
    match waiting {
        0 => Ok(()),
        _ => Err(CareError::Other(
            "the last server of this city was killed before it had listed all that was erased: serve the city once and stop it, then move it".to_owned(),
        )),
    }
}
