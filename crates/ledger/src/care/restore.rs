//! `zhoudao restore`: a city from a backup, at its end or at an earlier position of the log, in a new epoch.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use calendar::Moment;
use identity::RegionCode;

use super::backup::{Stage, open_database};
use super::crossing::is_free_of;
use super::erased;
use super::error::{CareError, make_folder};
use super::heads;
use super::keys::BackupKey;
use super::manifest::{Found, Manifest};
use super::old::Old;
use super::putting::{Put, Putting};
use super::target::Target;
use crate::clock::SystemClock;
use crate::disk;
use crate::error::OpenError;
use crate::ledger::Ledger;
use crate::options::{Attachments, Options};
use crate::postgres::PostgresAddress;
use crate::proving::{PutBack, REASON_CHARACTERS_MAX};
use crate::sqlite::DATABASE_FILE;
use crate::vault::Keys;

/// The database while it is put back.
const IN_WORK: &str = "city.db.restoring";

/// What is to be put back.
#[derive(Debug)]
pub struct Restore<'a> {
    /// Where backups lie.
    pub from: &'a Path,
    /// The data folder that is made.
    pub to: &'a Path,
    /// The PostgreSQL into which it is moved afterwards, if it is: one that has the city is refused before anything is made.
    pub into: Option<&'a PostgresAddress>,
    /// Where its attachments are to lie; what is in an object store already is left as it is.
    pub attachments: &'a Attachments,
    /// Under which backups are sealed.
    pub key: &'a BackupKey,
    /// The city's keys, which are in no backup.
    pub keys: &'a Path,
    /// To which position of the log; without one to the end of the last backup.
    pub position: Option<u64>,
    /// Why: stands in the log for good.
    pub reason: &'a str,
    /// The data folder in whose place this one comes, if there still is one: what it knows of erasures and heads is kept.
    pub old: Option<&'a Path>,
    /// The same where the records lay in a PostgreSQL that still has them.
    pub old_database: Option<&'a PostgresAddress>,
    /// The last signed head that somebody has of the log as it was, if it is later than those of backup and old folder.
    pub head: Option<&'a str>,
    /// Now.
    pub now: Moment,
}

/// A city that was put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The backup of which it was made.
    pub backup: PathBuf,
    /// The city.
    pub city: RegionCode,
    /// What the first event of its epoch says.
    pub put_back: PutBack,
    /// When the last event that is left was written.
    pub last_event_at: Moment,
    /// How many events that the backup has are gone.
    pub lost: u64,
    /// How many events of the old folder are later than the position, and are gone; none where there is no old folder, or its database
    /// cannot be read.
    pub lost_of_old: Option<u64>,
    /// Values that were erased after the backup was made, and were erased again.
    pub erased: u64,
    /// Values that were replaced since that position, and are in no backup as they were: nobody has them.
    pub missing: u64,
    /// The attachments that are there.
    pub files: u64,
    /// Those that were damaged when the backup was made, and are not in it.
    pub damaged: Vec<String>,
    /// Other backups whose manifest cannot be read with the key: nothing was looked for in them.
    pub passed_over: Vec<PathBuf>,
}

/// Makes a data folder of a backup. Nothing of it is seen until it is whole.
///
/// # Errors
/// When there is no such backup, it is damaged or altered, the position is not in it, or the folder already holds a city.
pub fn restore(asked: &Restore<'_>, mut told: impl FnMut(Stage)) -> Result<Restored, CareError> {
    let target = Target::of(asked.to)?;
    check_reason(asked.reason)?;
    if asked.position == Some(0) {
        return Err(CareError::NothingLeft);
    }
    let found = Found::to_put_back(asked.from, asked.key)?;
    let backups = found.readable;
    let (backup, manifest) = chosen(asked, &backups)?;
    let city = RegionCode::new(manifest.city).ok_or_else(|| CareError::Damaged(backup.clone()))?;
    if let Some(address) = asked.into {
        is_free_of(address, city)?;
    }
    let keys = Keys::open(asked.to, Some(asked.keys), false)?.keys;
    if keys.check() != manifest.keys {
        return Err(CareError::Open(OpenError::Keys {
            file: asked.keys.to_path_buf(),
            reason: "these are not the keys of the city in the backup".to_owned(),
        }));
    }
    let old = Old::hold(asked, city, &keys)?;
    let manifests = backups.iter().map(|(_, manifest)| manifest);
    let heads = heads::known(city, &keys, manifests, &old, asked.head)?;
    // Beside the backups, and beside the city as it was.
    let mut list = erased::read(asked.from)?;
    list.append(&mut old.erasures()?);
    let putting = Putting {
        asked,
        city,
        keys: &keys,
        backups: &backups,
        backup,
        manifest,
        heads: &heads,
        list: &list,
    };
    make_folder(asked.to)?;
    let (put, files) = target.settled(make(&putting, &mut told))?;
    let position = put.put_back.position;
    Ok(Restored {
        backup: backup.clone(),
        city,
        put_back: put.put_back,
        last_event_at: put.last_event_at,
        lost: put.lost,
        lost_of_old: old.events().map(|events| events.saturating_sub(position)),
        erased: put.erased,
        missing: put.missing,
        files,
        damaged: manifest.damaged.clone(),
        passed_over: found.unreadable.into_iter().map(|(backup, _)| backup).collect(),
    })
}

/// Makes the city, and answers how many attachments it has.
fn make(putting: &Putting<'_>, told: &mut impl FnMut(Stage)) -> Result<(Put, u64), CareError> {
    let Putting {
        asked, backup, manifest, ..
    } = putting;
    let (done, all) = (0, manifest.database_bytes);
    told(Stage::Database { done, all });
    let database = asked.to.join(IN_WORK);
    open_database(backup, manifest, asked.key, &database)?;
    told(Stage::PuttingBack);
    let put = putting.put_back(&database).map_err(|error| error.within(&database))?;
    let files = putting.files(&put, told)?;
    let mut list = putting.list.clone();
    list.extend(put.warranted.iter().cloned());
    erased::write(asked.to, &list)?;
    let finish = || -> std::io::Result<()> {
        fs::File::open(&database)?.sync_all()?;
        disk::sync_everything_in(asked.to)?;
        fs::rename(&database, asked.to.join(DATABASE_FILE))?;
        disk::sync_folder(asked.to)
    };
    finish().map_err(CareError::disk(asked.to))?;
    told(Stage::Verifying);
    verify(asked, putting.city)?;
    Ok((put, files))
}

fn check_reason(reason: &str) -> Result<(), CareError> {
    let characters = reason.trim().chars().count();
    if (1..=REASON_CHARACTERS_MAX).contains(&characters) {
        Ok(())
    } else {
        Err(CareError::Other(format!(
            "a reason has between 1 and {REASON_CHARACTERS_MAX} characters: it stands in the log for good, where anybody may read it"
        )))
    }
}

/// The backup that ends nearest behind the position: it has lost the least of what the position had.
fn chosen<'b>(asked: &Restore<'_>, backups: &'b [(PathBuf, Manifest)]) -> Result<&'b (PathBuf, Manifest), CareError> {
    let (_, newest) = backups.last().ok_or_else(|| CareError::NoBackup(asked.from.to_path_buf()))?;
    let epoch = newest.epoch;
    let Some(wanted) = asked.position else {
        return backups.last().ok_or_else(|| CareError::NoBackup(asked.from.to_path_buf()));
    };
    // A position is one of the log as it was last: an earlier epoch may have had another event there.
    let reaching = backups
        .iter()
        .filter(|(_, manifest)| manifest.epoch == epoch && manifest.position >= wanted);
    reaching
        .min_by_key(|(_, manifest)| manifest.position)
        .ok_or(CareError::NotYet {
            wanted,
            last: newest.position,
        })
}

/// The log must be whole before anybody is told that it is.
fn verify(asked: &Restore<'_>, city: RegionCode) -> Result<(), CareError> {
    let options = Options::new(city).with_keys(asked.keys).with_clock(Arc::new(SystemClock));
    let checked = Ledger::open_reading(asked.to, options)?.check_log()?;
    match checked.findings.first() {
        None => Ok(()),
        Some(finding) => Err(CareError::Other(format!(
            "the log that was put back is not in order: {finding}. Choose an earlier backup"
        ))),
    }
}
