//! A copy of the database as of one moment, taken beside the running server.
//!
//! The engine copies within one read transaction: no command waits for it, and the write-ahead log grows only while the copy is made on the
//! city's own disk, never while it travels to a slow one. The copy lies in the data folder until the backup is whole, so that one that was
//! broken off goes on with the same copy.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::iter;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use calendar::{MILLISECONDS_OF_DAY, Moment};
use identity::RegionCode;
use proof::{Head, Note};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::backup::{Backup, Records};
use super::crossing;
use super::error::CareError;
use super::manifest::UNFINISHED;
use super::old::city_of;
use super::sealing::digest_of;
use crate::digest::hex;
use crate::engine::last_event;
use crate::error::{OpenError, Unavailable};
use crate::point::Point;
use crate::proving::{Epochs, FIRST_EPOCH, HEAD_FILE};
use crate::sqlite::{DATABASE_FILE, open_to_read};

/// The folder in the data folder in which the copy lies.
const FOLDER: &str = "backup-in-work";
/// What is known of the copy; written when it is whole.
const FACTS: &str = "facts.json";
/// Hexadecimal digits by which a copy is told from others.
const COPY_DIGITS: usize = 16;
/// A copy that is older is not gone on with, in milliseconds.
const AGE_MAX: i64 = MILLISECONDS_OF_DAY;

/// A copy of the database.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Snapshot {
    /// The name of the backup that it is for.
    pub(super) name: String,
    /// Of which records it is a copy.
    #[serde(default)]
    pub(super) of: String,
    pub(super) city: u32,
    pub(super) keys: String,
    pub(super) taken_at: i64,
    pub(super) position: u64,
    pub(super) last_event_at: i64,
    pub(super) epoch: u32,
    pub(super) head: Option<String>,
    pub(super) digest: String,
    pub(super) bytes: u64,
}

impl Snapshot {
    /// The copy that an earlier call left behind, if its backup is not finished and lies in that folder; otherwise a new one.
    pub(super) fn resumed_or_taken(asked: &Backup<'_>) -> Result<Self, CareError> {
        match Self::left_behind(asked.data) {
            Some(earlier) if earlier.is_gone_on_with(asked) => Ok(earlier),
            Some(_) | None => Self::take(asked),
        }
    }

    /// Where nothing of the backup is there, a new copy costs little and is of a later moment.
    fn is_gone_on_with(&self, asked: &Backup<'_>) -> bool {
        let backed_up = match asked.records {
            Records::InFolder => open_to_read(&asked.data.join(DATABASE_FILE))
                .and_then(|city| city_of(&city))
                .map_err(CareError::from),
            Records::InPostgres { address, city, .. } => crossing::known_by(address, city),
        };
        asked.now.0 - self.taken_at < AGE_MAX
            && self.of == asked.records.place()
            && self.unfinished_in(asked.to).is_dir()
            && backed_up.is_ok_and(|(city, keys)| city == self.city && keys == self.keys)
    }

    /// The folder of its backup until that is whole. It names the copy: what another copy left unfinished is none of it.
    pub(super) fn unfinished_in(&self, to: &Path) -> PathBuf {
        let copy = self.digest.get(..COPY_DIGITS).unwrap_or(&self.digest);
        to.join(format!("{}.{copy}{UNFINISHED}", self.name))
    }

    /// The copy itself.
    pub(super) fn file(folder: &Path) -> PathBuf {
        folder.join(FOLDER).join(DATABASE_FILE)
    }

    /// Removes the copy.
    pub(super) fn remove(folder: &Path) -> Result<(), CareError> {
        let own = folder.join(FOLDER);
        match fs::remove_dir_all(&own) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(CareError::disk(&own)(error)),
        }
    }

    /// Removes a copy with which no backup goes on any more: what was erased since would lie in it until the next backup. A backup that is still
    /// under way by then has opened it long ago, and reads on.
    pub(super) fn remove_abandoned(folder: &Path, now: SystemTime) -> Result<(), CareError> {
        let own = folder.join(FOLDER);
        let last_written = last_written(&own).map_err(CareError::disk(&own))?;
        let age = last_written.and_then(|last| now.duration_since(last).ok());
        match age {
            Some(age) if age.as_millis() >= AGE_MAX.unsigned_abs().into() => Self::remove(folder),
            Some(_) | None => Ok(()),
        }
    }

    fn left_behind(folder: &Path) -> Option<Self> {
        let facts = fs::read(folder.join(FOLDER).join(FACTS)).ok()?;
        serde_json::from_slice(&facts).ok()
    }

    fn take(asked: &Backup<'_>) -> Result<Self, CareError> {
        let folder = asked.data;
        let database = folder.join(DATABASE_FILE);
        if matches!(asked.records, Records::InFolder) && !database.exists() {
            return Err(OpenError::Empty(folder.to_path_buf()).into());
        }
        Self::remove(folder)?;
        let own = folder.join(FOLDER);
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&own)
            .map_err(CareError::disk(&own))?;
        let copy = Self::file(folder);
        // Before the copy is made: a server at work may have signed more by then.
        let beside = head_beside(folder)?;
        match asked.records {
            Records::InFolder => copied(&database, &copy)?,
            Records::InPostgres { address, city, beside } => {
                crossing::known_by(address, city)?;
                crossing::take_out(&*crossing::reader_of(address)?, city, beside, &copy)?;
            }
        }
        Point::BackupCopied.pass();
        let snapshot = Self::described(&copy, asked, beside)?;
        let facts = own.join(FACTS);
        let text = serde_json::to_vec(&snapshot).map_err(|error| Unavailable(error.to_string()))?;
        let put_down = || -> io::Result<()> {
            File::open(&copy)?.sync_all()?;
            fs::write(&facts, text)?;
            File::open(&facts)?.sync_all()
        };
        put_down().map_err(CareError::disk(&facts))?;
        Ok(snapshot)
    }

    fn described(copy: &Path, asked: &Backup<'_>, beside: Option<Head>) -> Result<Self, CareError> {
        let (to, now) = (asked.to, asked.now);
        let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let (city, keys) = city_of(&connection)?;
        let head = "SELECT note FROM head WHERE city = $1 ORDER BY size DESC LIMIT 1";
        let head: Option<String> = connection.query_row(head, params![city], |row| row.get(0)).optional()?;
        let region = RegionCode::new(city).ok_or_else(|| unreadable(copy))?;
        let end = last_event(&connection, region)?;
        let (position, last_event_at) = end.map_or((0, Moment(0)), |end| (end.position, end.at));
        let events: u64 = connection.query_row("SELECT count(*) FROM event WHERE city = $1", params![city], |row| row.get(0))?;
        let epoch = Epochs::read(&connection, region)?.current().max(FIRST_EPOCH);
        let heads = head.as_deref().and_then(head_of).into_iter().chain(beside);
        let of_this_log = heads.filter(|head| (head.origin.city(), head.origin.epoch()) == (city, epoch));
        let position_signed = of_this_log.map(|head| head.size).max().unwrap_or_default();
        if events != position.max(position_signed) {
            let position = position.max(position_signed);
            return Err(CareError::Incomplete { position, events });
        }
        drop(connection);
        let (digest, bytes) = digest_of(copy)?;
        let minute = now.minute_of_day();
        Ok(Self {
            name: free_name(
                to,
                &format!("{city}-{}-{:02}{:02}-{position:012}", now.day(), minute / 60, minute % 60),
            ),
            of: asked.records.place(),
            city,
            keys,
            taken_at: now.0,
            position,
            last_event_at: last_event_at.0,
            epoch,
            head,
            digest: hex(&digest),
            bytes,
        })
    }
}

/// The head that lies beside the database, as far as it can be read: whether it was signed is for others to see.
fn head_beside(folder: &Path) -> Result<Option<Head>, CareError> {
    let file = folder.join(HEAD_FILE);
    match fs::read_to_string(&file) {
        Ok(note) => Ok(head_of(&note)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => Ok(None),
        Err(error) => Err(CareError::disk(&file)(error)),
    }
}

fn head_of(note: &str) -> Option<Head> {
    note.parse::<Note>().ok()?.text().parse().ok()
}

fn copied(database: &Path, copy: &Path) -> Result<(), CareError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(database, flags)?;
    let file = copy.to_str().ok_or_else(|| unreadable(copy))?;
    source.execute("VACUUM INTO $1", params![file])?;
    Ok(())
}

/// When the newest file of a folder was written; none where there is no file.
fn last_written(folder: &Path) -> io::Result<Option<SystemTime>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let mut last = None;
    for entry in entries {
        last = last.max(Some(entry?.metadata()?.modified()?));
    }
    Ok(last)
}

/// A backup that is finished keeps its name, also from one of the same minute.
fn free_name(to: &Path, name: &str) -> String {
    let others = (2..).map(|number: u32| format!("{name}-{number}"));
    let mut names = iter::once(name.to_owned()).chain(others);
    names.find(|name| !to.join(name).exists()).unwrap_or_default()
}

fn unreadable(path: &Path) -> CareError {
    CareError::Damaged(path.to_path_buf())
}
