//! `zhoudao backup`: the city as of one moment, sealed, into a folder beside earlier backups.
//!
//! ```text
//! DIR/erasures                                     what was erased, outside every backup
//! DIR/files/ab/abcdef…                             attachments, shared by all backups
//! DIR/371600-2026-11-29-0215-000000123456/         one backup
//!     manifest.json · database · attachments
//! ```

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use calendar::Moment;
use identity::RegionCode;
use rusqlite::{Connection, OpenFlags};

use super::aging;
use super::crossing;
use super::erased::{self, Erased, ErasedWhat};
use super::error::{CareError, make_folder};
use super::files::named_in;
use super::keys::BackupKey;
use super::manifest::{Found, Manifest, are_of_another_key};
use super::old::city_of;
use super::sealing::{digest_of, is_read_again, open, open_into, seal, seal_and_read_again};
use super::shared_list;
use super::snapshot::Snapshot;
use crate::beside::Beside;
use crate::digest::{hex, unhex};
use crate::disk;
use crate::engine::Source;
use crate::error::OpenError;
use crate::files::{FOLDER, FileError, FileName, Shelf};
use crate::options::{Attachments, Syncing};
use crate::point::Point;
use crate::postgres::PostgresAddress;
use crate::sqlite::{DATABASE_FILE, FolderLock, open_to_read};

/// The sealed database in the folder of a backup.
pub(super) const DATABASE: &str = "database";
/// The sealed list of attachments in the folder of a backup.
const LIST: &str = "attachments";

/// What is to be backed up.
#[derive(Debug)]
pub struct Backup<'a> {
    /// The data folder; it may be served at the same time.
    pub data: &'a Path,
    /// Where the records lie.
    pub records: Records<'a>,
    /// Where its attachments lie.
    pub attachments: &'a Attachments,
    /// Where backups lie.
    pub to: &'a Path,
    /// Under which they are sealed.
    pub key: &'a BackupKey,
    /// Older backups are deleted when this one is whole; none are without it.
    pub keep_days: Option<u32>,
    /// Now.
    pub now: Moment,
}

/// Where the records of a city lie that is backed up.
#[derive(Clone, Copy, Debug)]
pub enum Records<'a> {
    /// In a file of the data folder.
    InFolder,
    /// In a PostgreSQL, of which a file is made in the data folder.
    InPostgres {
        /// The database.
        address: &'a PostgresAddress,
        /// The city, among others.
        city: RegionCode,
        /// What rooms keep beside the log.
        beside: &'a [Beside],
    },
}

impl Records<'_> {
    /// In words, by which a copy of them is known again.
    pub(super) fn place(&self) -> String {
        match self {
            Self::InFolder => String::new(),
            Self::InPostgres { address, city, .. } => format!("{address} {city}"),
        }
    }

    /// Whose they are.
    fn city(&self, data: &Path) -> Result<u32, CareError> {
        match self {
            Self::InFolder => {
                let file = data.join(DATABASE_FILE);
                if !file.exists() {
                    return Err(OpenError::Empty(data.to_path_buf()).into());
                }
                Ok(city_of(&open_to_read(&file)?)?.0)
            }
            Self::InPostgres { city, .. } => Ok(city.number()),
        }
    }

    /// What was erased of them.
    fn erasures(&self, data: &Path) -> Result<BTreeSet<Erased>, CareError> {
        match self {
            Self::InFolder => erased::read(data),
            Self::InPostgres { address, city, .. } => {
                let reader = crossing::reader_of(address)?;
                Ok(shared_list::read(&*reader, *city)?)
            }
        }
    }
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The database is copied beside itself.
    Copying,
    /// The database is sealed or opened.
    Database {
        /// Bytes done.
        done: u64,
        /// Bytes in all.
        all: u64,
    },
    /// Attachments are sealed or opened.
    Files {
        /// Files done.
        done: u64,
        /// Files in all.
        all: u64,
    },
    /// What was written is read again.
    Verifying,
    /// The log is put back to an earlier position, and its tree made anew.
    PuttingBack,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupMade {
    /// Its folder.
    pub folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
    /// Attachments that were not there yet.
    pub new_files: u64,
    /// Attachments that an earlier backup had left and that were damaged there since: sealed anew.
    pub renewed_files: u64,
    /// Earlier backups that were deleted because their time is over.
    pub aged_out: Vec<PathBuf>,
}

/// Makes the folder for backups of a city, unless it is there.
///
/// # Errors
/// When it would lie in the city's own data folder, or cannot be made.
pub fn make_backups_folder(data: &Path, to: &Path) -> Result<(), CareError> {
    if resolved(to).starts_with(resolved(data)) {
        return Err(CareError::WithinTheCity {
            to: to.to_path_buf(),
            data: data.to_path_buf(),
        });
    }
    make_folder(to)
}

/// The path without links, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut there = absolute.ancestors().filter_map(|above| {
        let rest = absolute.strip_prefix(above).ok()?;
        Some(above.canonicalize().ok()?.join(rest))
    });
    there.next().unwrap_or(absolute.clone())
}

/// Makes a backup, or goes on with one that was broken off; verified when this answers.
///
/// # Errors
/// When the city cannot be read, or the backup not be written or read again. What was done stays, and is gone on with.
pub fn backup(asked: &Backup<'_>, mut told: impl FnMut(Stage)) -> Result<BackupMade, CareError> {
    make_backups_folder(asked.data, asked.to)?;
    let _lock = match FolderLock::take(asked.to) {
        Err(OpenError::InUse(folder)) => return Err(CareError::Busy(folder)),
        Err(OpenError::Disk { folder, error }) => return Err(CareError::Backups { folder, error }),
        taken => taken?,
    };
    // The attachments of those that are there would be sealed anew, and be lost to them.
    if are_of_another_key(asked.to, asked.key)? {
        return Err(CareError::OtherBackupKey(asked.to.to_path_buf()));
    }
    of_no_other_city(asked)?;
    told(Stage::Copying);
    let snapshot = Snapshot::resumed_or_taken(asked)?;
    Point::BackupTaken.pass();
    let folder = asked.to.join(&snapshot.name);
    let filled = fill(asked, &snapshot, &folder, &mut told)?;
    let manifest = Manifest::read(&folder, asked.key)?;
    erased::carry(asked.records.erasures(asked.data)?, asked.to)?;
    Point::BackupListed.pass();
    Snapshot::remove(asked.data)?;
    Point::BackupCleared.pass();
    let aged_out = aging::age_out(asked, &folder, &manifest.damaged)?;
    Ok(BackupMade {
        folder,
        manifest,
        new_files: filled.new,
        renewed_files: filled.renewed,
        aged_out,
    })
}

/// Backups of several cities in one folder would age out with each other.
fn of_no_other_city(asked: &Backup<'_>) -> Result<(), CareError> {
    let city = asked.records.city(asked.data)?;
    let found = Found::read(asked.to, asked.key)?;
    match found.readable.iter().find(|(_, manifest)| manifest.city != city) {
        None => Ok(()),
        Some((_, manifest)) => Err(CareError::BackupsOfAnother {
            folder: asked.to.to_path_buf(),
            city: manifest.city,
        }),
    }
}

/// Fills the folder of a backup, or goes on filling it, and gives it its name.
fn fill(asked: &Backup<'_>, snapshot: &Snapshot, folder: &Path, told: &mut impl FnMut(Stage)) -> Result<Sealed, CareError> {
    let unfinished = snapshot.unfinished_in(asked.to);
    fs::create_dir_all(&unfinished).map_err(CareError::disk(&unfinished))?;
    seal_database(asked, snapshot, &unfinished, told)?;
    Point::BackupSealed.pass();
    // The copy may be cleared away while attachments are on their way.
    let named = named_in_copy(asked)?;
    let mut attachments = Sealed::seal(asked, told)?;
    attachments.note_missing(asked, named)?;
    Point::BackupAttached.pass();
    let list = attachments.write_list(asked, &unfinished)?;
    let manifest = Manifest {
        format: Manifest::format(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        city: snapshot.city,
        taken_at: snapshot.taken_at,
        position: snapshot.position,
        last_event_at: snapshot.last_event_at,
        epoch: snapshot.epoch,
        head: snapshot.head.clone(),
        keys: snapshot.keys.clone(),
        database: snapshot.digest.clone(),
        database_bytes: snapshot.bytes,
        list: hex(&list),
        files: attachments.names.len() as u64,
        files_bytes: attachments.bytes,
        damaged: attachments.damaged.clone(),
    };
    manifest.write(&unfinished, asked.key)?;
    Point::BackupDescribed.pass();
    let name = || -> io::Result<()> {
        disk::sync_folder(&unfinished)?;
        fs::rename(&unfinished, folder)?;
        disk::sync_folder(asked.to)
    };
    name().map_err(CareError::disk(folder))?;
    Point::BackupNamed.pass();
    Ok(attachments)
}

/// The attachments that the log names in the copy.
fn named_in_copy(asked: &Backup<'_>) -> Result<BTreeSet<String>, CareError> {
    let copy = Connection::open_with_flags(Snapshot::file(asked.data), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut named = BTreeSet::new();
    copy.each("SELECT leaf FROM event", &[], &mut |row| {
        named.extend(named_in(&row.leaf(0)?).map(str::to_owned));
        Ok(())
    })?;
    Ok(named)
}

/// Seals the copy of the database, and reads it again.
fn seal_database(
    asked: &Backup<'_>,
    snapshot: &Snapshot,
    unfinished: &Path,
    told: &mut impl FnMut(Stage),
) -> Result<(), CareError> {
    let (from, to) = (Snapshot::file(asked.data), unfinished.join(DATABASE));
    let digest = unhex(&snapshot.digest).ok_or_else(|| CareError::Damaged(from.clone()))?;
    let all = snapshot.bytes;
    if !to.exists() {
        let sealed = seal(&from, &to, asked.key, &digest, |done| told(Stage::Database { done, all }));
        if let Err(CareError::Damaged(copy)) = sealed {
            // The copy is not what it was: the next call takes a new one.
            Snapshot::remove(asked.data)?;
            return Err(CareError::Damaged(copy));
        }
        sealed?;
    }
    told(Stage::Verifying);
    if !is_read_again(&to, asked.key, &digest)? {
        // A disk that lost its power may have kept less than it said: it is sealed anew at the next call.
        fs::remove_file(&to).map_err(CareError::disk(&to))?;
        return Err(CareError::Damaged(to));
    }
    Ok(())
}

/// The attachments of a backup.
#[derive(Default)]
struct Sealed {
    names: BTreeSet<String>,
    bytes: u64,
    new: u64,
    renewed: u64,
    damaged: Vec<String>,
}

impl Sealed {
    /// Reads those again that are there, and seals the others. The database was copied before, so that whatever it names is there.
    fn seal(asked: &Backup<'_>, told: &mut impl FnMut(Stage)) -> Result<Self, CareError> {
        let mut attachments = Self::default();
        let shelf = Shelf::of(asked.data, asked.attachments, Syncing::BeforeAnswering)?;
        let stored = shelf.list()?;
        let all = stored.len() as u64;
        for (done, (name, bytes)) in (1..).zip(stored) {
            if attachments.take(asked, &shelf, &name)? {
                attachments.bytes += bytes;
                attachments.names.insert(name);
            }
            told(Stage::Files { done, all });
        }
        Ok(attachments)
    }

    /// Whether the attachment is in the backup.
    fn take(&mut self, asked: &Backup<'_>, shelf: &Shelf, name: &str) -> Result<bool, CareError> {
        let (from, to) = (Path::new(name), place(&asked.to.join(FOLDER), name));
        let digest = unhex(name).ok_or_else(|| CareError::Damaged(from.to_path_buf()))?;
        let is_new = !to.exists();
        if !is_new && is_read_again(&to, asked.key, &digest)? {
            return Ok(true);
        }
        let mut stored = match shelf.stored(&FileName::try_from(name.to_owned())?) {
            Ok(stored) => stored,
            // It was erased since the list was made.
            Err(FileError::Missing) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        if let Some(own) = to.parent() {
            fs::create_dir_all(own).map_err(CareError::disk(own))?;
        }
        match seal_and_read_again(&mut *stored, from, &to, asked.key, &digest) {
            Ok(()) => {
                let sealed = if is_new { &mut self.new } else { &mut self.renewed };
                *sealed += 1;
                Ok(true)
            }
            Err(CareError::Damaged(_)) => {
                self.damaged.push(name.to_owned());
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Those that the log names, and that are neither there nor on the list of erasures: their disk is not mounted, or they are lost.
    fn note_missing(&mut self, asked: &Backup<'_>, mut named: BTreeSet<String>) -> Result<(), CareError> {
        for erased in asked.records.erasures(asked.data)? {
            if let ErasedWhat::File { name } = erased.what {
                named.remove(&name);
            }
        }
        named.retain(|name| !self.names.contains(name) && !self.damaged.contains(name));
        self.damaged.extend(named);
        Ok(())
    }

    fn write_list(&self, asked: &Backup<'_>, unfinished: &Path) -> Result<[u8; 32], CareError> {
        let plain = unfinished.join("attachments.plain");
        let write = || -> io::Result<()> {
            let mut file = File::create(&plain)?;
            for name in &self.names {
                writeln!(file, "{name}")?;
            }
            file.sync_all()
        };
        write().map_err(CareError::disk(&plain))?;
        let (digest, _) = digest_of(&plain)?;
        let mut read = File::open(&plain).map_err(CareError::disk(&plain))?;
        seal_and_read_again(&mut read, &plain, &unfinished.join(LIST), asked.key, &digest)?;
        fs::remove_file(&plain).map_err(CareError::disk(&plain))?;
        Ok(digest)
    }
}

/// The attachments of a finished backup.
pub(super) fn attachments_of(folder: &Path, manifest: &Manifest, key: &BackupKey) -> Result<BTreeSet<String>, CareError> {
    let file = folder.join(LIST);
    let mut list = Vec::new();
    open(&file, key, &manifest.list(folder)?, |segment| {
        list.extend_from_slice(segment);
        Ok(())
    })?;
    let list = String::from_utf8(list).map_err(|_| CareError::Damaged(file))?;
    Ok(list.lines().map(str::to_owned).collect())
}

/// Opens the database of a backup into a new file.
pub(super) fn open_database(folder: &Path, manifest: &Manifest, key: &BackupKey, to: &Path) -> Result<(), CareError> {
    open_into(&folder.join(DATABASE), to, key, &manifest.database(folder)?).map(|_| ())
}

/// Where an attachment lies in a folder of attachments.
pub(super) fn place(folder: &Path, name: &str) -> PathBuf {
    folder.join(&name[..2]).join(name)
}
