//! `zhoudao restore`: a city from a backup, at its end or at an earlier position of the log, in a new epoch.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use calendar::Moment;
use identity::{RecordId, RegionCode};
use proof::{Head, Note};
use rusqlite::{Connection, OptionalExtension, params};

use super::backup::{Stage, attachments_of, open_database, place};
use super::erased::{self, Erased, ErasedWhat, ErasedWhy};
use super::error::CareError;
use super::keys::BackupKey;
use super::manifest::{Manifest, backups_in};
use super::rewinding::{Rewound, Wanted, end_of_command, is_vouched, known_since, rewind};
use super::sealing::open_into;
use super::tree;
use crate::digest::unhex;
use crate::disk;
use crate::error::{OpenError, Unavailable};
use crate::files::FOLDER;
use crate::ledger::Ledger;
use crate::leaf::{self, Heading};
use crate::options::Options;
use crate::proving::{Anchor, Epochs, Known, Log, LogEvent, LogKey, PutBack, REASON_CHARACTERS_MAX, keep_head};
use crate::receipt::Stamp;
use crate::record::Record;
use crate::sqlite::{DATABASE_FILE, execute, last_event, migrate_log};
use crate::vault::Keys;

/// The database while it is put back.
const IN_WORK: &str = "city.db.restoring";
/// Who puts a log back.
const OPERATOR: &str = "operator";

/// What is to be put back.
#[derive(Debug)]
pub struct Restore<'a> {
    /// Where backups lie.
    pub from: &'a Path,
    /// The data folder that is made.
    pub to: &'a Path,
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
    /// Values that were erased after the backup was made, and were erased again.
    pub erased: u64,
    /// Values that were replaced since that position, and are in no backup as they were: nobody has them.
    pub missing: u64,
    /// The attachments that are there.
    pub files: u64,
}

/// Makes a data folder of a backup. Nothing of it is seen until it is whole.
///
/// # Errors
/// When there is no such backup, it is damaged or altered, the position is not in it, or the folder already holds a city.
pub fn restore(asked: &Restore<'_>, mut told: impl FnMut(Stage)) -> Result<Restored, CareError> {
    if asked.to.join(DATABASE_FILE).exists() {
        return Err(CareError::Occupied(asked.to.to_path_buf()));
    }
    check_reason(asked.reason)?;
    let backups = backups_in(asked.from, asked.key)?;
    let (backup, manifest) = chosen(asked, &backups)?;
    fs::create_dir_all(asked.to).map_err(CareError::disk(asked.to))?;
    let city = RegionCode::new(manifest.city).ok_or_else(|| CareError::Damaged(backup.clone()))?;
    let keys = Keys::open(asked.to, Some(asked.keys), false)?.keys;
    if keys.check() != manifest.keys {
        return Err(CareError::Open(OpenError::Keys {
            file: asked.keys.to_path_buf(),
            reason: "these are not the keys of the city in the backup".to_owned(),
        }));
    }
    let (done, all) = (0, manifest.database_bytes);
    told(Stage::Database { done, all });
    let database = asked.to.join(IN_WORK);
    open_database(backup, manifest, asked.key, &database)?;
    told(Stage::PuttingBack);
    let list = erasures(asked)?;
    let putting = Putting {
        asked,
        city,
        keys: &keys,
        backups: &backups,
        backup,
        manifest,
        list: &list,
    };
    let put = putting.put_back(&database)?;
    let files = putting.files(&put, &mut told)?;
    erased::write(asked.to, &list)?;
    let finish = || -> std::io::Result<()> {
        fs::File::open(&database)?.sync_all()?;
        disk::sync_everything_in(asked.to)?;
        fs::rename(&database, asked.to.join(DATABASE_FILE))?;
        disk::sync_folder(asked.to)
    };
    finish().map_err(CareError::disk(asked.to))?;
    told(Stage::Verifying);
    verify(asked, city)?;
    Ok(Restored {
        backup: backup.clone(),
        city,
        put_back: put.put_back,
        last_event_at: put.last_event_at,
        lost: put.lost,
        erased: put.erased,
        missing: put.missing,
        files,
    })
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
    let reaching = backups.iter().filter(|(_, manifest)| manifest.epoch == epoch && manifest.position >= wanted);
    reaching.min_by_key(|(_, manifest)| manifest.position).ok_or(CareError::NotYet {
        wanted,
        last: newest.position,
    })
}

/// Everything that is known to have been erased: beside the backups, and beside the city as it was.
fn erasures(asked: &Restore<'_>) -> Result<BTreeSet<Erased>, CareError> {
    let mut list = erased::read(asked.from)?;
    if let Some(old) = asked.old {
        list.append(&mut erased::read(old)?);
    }
    Ok(list)
}

struct Putting<'a> {
    asked: &'a Restore<'a>,
    city: RegionCode,
    keys: &'a Keys,
    backups: &'a [(PathBuf, Manifest)],
    backup: &'a Path,
    manifest: &'a Manifest,
    list: &'a BTreeSet<Erased>,
}

struct Put {
    put_back: PutBack,
    last_event_at: Moment,
    lost: u64,
    erased: u64,
    missing: u64,
    lost_files: BTreeSet<String>,
}

impl Putting<'_> {
    /// Puts the database back, and opens the next epoch of its log.
    fn put_back(&self, database: &Path) -> Result<Put, CareError> {
        let connection = Connection::open(database)?;
        // Nothing else has the file, and nobody believes it before it has its name.
        connection.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF")?;
        let soundness: String = connection.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if soundness != "ok" {
            return Err(CareError::Damaged(self.backup.join(super::backup::DATABASE)));
        }
        migrate_log(&connection).map_err(|error| CareError::Other(error.to_string()))?;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let put = self.put_back_within(&connection)?;
        // Written anew, so that no copy of what is gone is left between the rows.
        connection.execute_batch("COMMIT; VACUUM")?;
        Ok(put)
    }

    fn put_back_within(&self, connection: &Connection) -> Result<Put, CareError> {
        let (end, _) = last_event(connection)?.unwrap_or((0, Moment(0)));
        let known = Epochs::read(connection, self.city)?;
        let epoch = self.next_epoch(known.current())?;
        let rewound = self.rewound(connection, end)?;
        let missing = self.filled_from_earlier(connection, rewound.missing)?;
        let erased = self.erase_again(connection)?;
        // What was deleted here was put back, not erased.
        connection.execute("DELETE FROM erasure", [])?;
        forget_index_tables(connection, self.city)?;
        if missing > 0 {
            connection.execute(
                "INSERT INTO list_began (city, position) VALUES ($1, $2) ON CONFLICT (city) DO UPDATE SET position = excluded.position",
                params![self.city.number(), rewound.position],
            )?;
        }
        let left = last_event(connection)?;
        let put_back = PutBack {
            epoch,
            position: rewound.position,
            old_head: self.old_head()?,
            reason: self.asked.reason.trim().to_owned(),
        };
        self.open_epoch(connection, &put_back, left)?;
        Ok(Put {
            lost: end - put_back.position,
            put_back,
            last_event_at: left.map_or(Moment(0), |(_, at)| at),
            erased,
            missing,
            lost_files: rewound.lost_files,
        })
    }

    fn rewound(&self, connection: &Connection, end: u64) -> Result<Rewound, CareError> {
        let wanted = self.asked.position.unwrap_or(end);
        let position = end_of_command(connection, wanted)?;
        if position == end {
            return Ok(Rewound {
                position,
                ..Rewound::default()
            });
        }
        let since = known_since(connection, self.city)?;
        if position < since {
            return Err(CareError::TooEarly { wanted, since });
        }
        rewind(connection, self.city, self.keys, position)
    }

    /// The number of the next epoch, higher than any that was ever seen: no two logs go by one name.
    fn next_epoch(&self, own: u32) -> Result<u32, CareError> {
        let of_backups = self.backups.iter().map(|(_, manifest)| manifest.epoch).max().unwrap_or(own);
        let of_heads = self.old_heads()?.iter().map(|(head, _)| head.origin.epoch()).max().unwrap_or(own);
        Ok(own.max(of_backups).max(of_heads) + 1)
    }

    /// The last head of the log as it was.
    fn old_head(&self) -> Result<Option<String>, CareError> {
        let heads = self.old_heads()?;
        let last = heads.into_iter().max_by_key(|(head, _)| (head.origin.epoch(), head.size));
        Ok(last.map(|(_, note)| note))
    }

    /// The heads that are known of the log as it was: of the backups, of the old folder, and of whoever asks; each signed by this city.
    fn old_heads(&self) -> Result<Vec<(Head, String)>, CareError> {
        let secret = self.keys.for_log(self.city);
        let known = LogKey::new(self.city, &secret, Epochs::default()).known();
        let read = |note: &str| -> Option<(Head, String)> {
            let note: Note = note.parse().ok()?;
            let head: Head = note.text().parse().ok()?;
            let is_of_city = head.origin.in_epoch(known.origin.epoch()) == known.origin;
            let key = known.key.named(proof::KeyName::of_log(&head.origin));
            (is_of_city && note.verify(&key).is_ok()).then(|| (head, note.to_string()))
        };
        let mut heads: Vec<_> = self
            .backups
            .iter()
            .filter_map(|(_, manifest)| read(manifest.head.as_deref()?))
            .collect();
        if let Some(old) = self.asked.old {
            let file = old.join(crate::proving::HEAD_FILE);
            if file.exists() {
                let note = fs::read_to_string(&file).map_err(CareError::disk(&file))?;
                heads.extend(read(&note));
            }
        }
        if let Some(note) = self.asked.head {
            let not_ours = || CareError::Other("the head that was given was not signed by this city".to_owned());
            heads.push(read(note).ok_or_else(not_ours)?);
        }
        Ok(heads)
    }

    /// Looks in earlier backups for values that were replaced since; answers how many are in none.
    fn filled_from_earlier(&self, connection: &Connection, mut missing: BTreeSet<Wanted>) -> Result<u64, CareError> {
        for (folder, manifest) in self.backups.iter().rev() {
            if missing.is_empty() {
                break;
            }
            if folder == self.backup || manifest.taken_at > self.manifest.taken_at {
                continue;
            }
            let file = self.asked.to.join("earlier.db.restoring");
            open_database(folder, manifest, self.asked.key, &file)?;
            let earlier = Connection::open(&file)?;
            let mut found = Vec::new();
            for wanted in &missing {
                let stored = "SELECT vault.keeping, vault.at, vault.sealed FROM vault JOIN record ON record.city = vault.city AND
                     record.origin = vault.origin WHERE vault.city = $1 AND vault.origin = $2 AND vault.path = $3 AND record.record = $4";
                let mut stored = earlier.prepare_cached(stored)?;
                let values = params![self.city.number(), wanted.origin, wanted.path, wanted.record.as_bytes()];
                let stored: Option<(i64, i64, Vec<u8>)> = stored
                    .query_row(values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                    .optional()?;
                if let Some((keeping, at, sealed)) = stored
                    && is_vouched(self.city, self.keys, wanted, &sealed)
                {
                    let insert = "INSERT INTO vault (city, origin, path, keeping, at, sealed) VALUES ($1, $2, $3, $4, $5, $6)";
                    connection.execute(
                        insert,
                        params![self.city.number(), wanted.origin, wanted.path, keeping, at, sealed],
                    )?;
                    found.push(wanted.clone());
                }
            }
            earlier.close().map_err(|(_, error)| error)?;
            fs::remove_file(&file).map_err(CareError::disk(&file))?;
            found.iter().for_each(|found| {
                missing.remove(found);
            });
        }
        Ok(missing.len() as u64)
    }

    /// Erases again what was erased since.
    fn erase_again(&self, connection: &Connection) -> Result<u64, CareError> {
        let mut erased = 0;
        for one in self.list.iter().filter(|one| one.why != ErasedWhy::Replaced) {
            erased += match &one.what {
                ErasedWhat::Value { record, path, mark } => self.erase_value(connection, *record, path, mark)?,
                ErasedWhat::Draft { owner, draft, mark } => connection.execute(
                    "DELETE FROM draft WHERE lower(hex(owner)) = $1 AND lower(hex(draft)) = $2 AND lower(hex(substr(sealed, 1, 12))) = $3",
                    params![owner, draft, mark],
                )?,
                ErasedWhat::File { .. } => 0,
            } as u64;
        }
        Ok(erased)
    }

    fn erase_value(&self, connection: &Connection, record: RecordId, path: &str, mark: &str) -> Result<usize, CareError> {
        let mut erased = 0;
        for table in ["vault", "restricted"] {
            let delete = format!(
                "DELETE FROM {table} WHERE city = $1 AND origin = (SELECT origin FROM record WHERE city = $1 AND record = $2)
                 AND path = $3 AND lower(hex(substr(sealed, 1, 12))) = $4"
            );
            erased += connection.execute(&delete, params![self.city.number(), record.as_bytes(), path, mark])?;
        }
        Ok(erased)
    }

    /// Writes the first event of the epoch, makes the tree anew, and signs a head over both.
    fn open_epoch(&self, connection: &Connection, put_back: &PutBack, left: Option<(u64, Moment)>) -> Result<(), CareError> {
        let (position, city) = (put_back.position + 1, self.city.number());
        let at = left.map_or(self.asked.now, |(_, last)| self.asked.now.max(last));
        let release = self.last_release(connection)?;
        let mut record = [0; 16];
        getrandom::fill(&mut record).map_err(|error| Unavailable(format!("the machine gives no random bytes: {error}")))?;
        let record = RecordId::from_bytes(record);
        let key = format!("put back {}", put_back.epoch);
        let stamp = Stamp {
            version: 1,
            at,
            actor: OPERATOR.to_owned(),
            capacity: OPERATOR.to_owned(),
            release,
        };
        let heading = Heading {
            city: self.city,
            record,
            key: &key,
        };
        let event = LogEvent::PutBack(put_back.clone());
        let leaf = leaf::write::<Log>(&heading, &event, &stamp, &BTreeMap::new()).map_err(|error| CareError::Other(error.to_string()))?;
        connection.execute(
            "INSERT INTO record (city, record, origin, kind) VALUES ($1, $2, $3, $4)",
            params![city, record.as_bytes(), position, Log::KIND],
        )?;
        connection.execute(
            "INSERT INTO event (position, city, origin, version, kind, type, at, actor, leaf) VALUES ($1, $2, $1, 1, $3, $4, $5, $6, $7)",
            params![position, city, Log::KIND, leaf.event_type, at.0, stamp.actor, leaf.leaf],
        )?;
        connection.execute(
            "INSERT INTO command (city, key, actor, act, position) VALUES ($1, $2, $3, 'restore', $4)",
            params![city, key, stamp.actor, position],
        )?;
        connection.execute(
            "INSERT INTO epoch (city, epoch, position) VALUES ($1, $2, $3)",
            params![city, put_back.epoch, position],
        )?;
        let log = LogKey::new(self.city, &self.keys.for_log(self.city), Epochs::read(connection, self.city)?);
        let known: Known = log.known();
        let tree = tree::made_anew(connection, self.city, &known)?;
        let head = log.head(&tree, at);
        execute(connection, &keep_head(self.city, &head))?;
        Ok(Anchor::of(self.asked.to).put_down(&head)?)
    }

    fn last_release(&self, connection: &Connection) -> Result<String, CareError> {
        let last = "SELECT leaf FROM event ORDER BY position DESC LIMIT 1";
        let leaf: Option<String> = connection.query_row(last, [], |row| row.get(0)).optional()?;
        leaf.map_or_else(|| Ok(String::new()), |leaf| Ok(leaf::Leaf::read(&leaf)?.stamp().release))
    }

    /// Opens the attachments, without those that were erased since or that only lost events name.
    fn files(&self, put: &Put, told: &mut impl FnMut(Stage)) -> Result<u64, CareError> {
        let erased: BTreeSet<&str> = self
            .list
            .iter()
            .filter_map(|one| match &one.what {
                ErasedWhat::File { name } => Some(name.as_str()),
                ErasedWhat::Value { .. } | ErasedWhat::Draft { .. } => None,
            })
            .collect();
        let (from, to) = (self.asked.from.join(FOLDER), self.asked.to.join(FOLDER));
        let names = attachments_of(self.backup, self.manifest, self.asked.key)?;
        let names: Vec<String> = names
            .into_iter()
            .filter(|name| !erased.contains(name.as_str()) && !put.lost_files.contains(name))
            .collect();
        let all = names.len() as u64;
        for (done, name) in (1..).zip(&names) {
            let sealed = place(&from, name);
            let digest = unhex(name).ok_or_else(|| CareError::Damaged(sealed.clone()))?;
            let stored = place(&to, name);
            if let Some(own) = stored.parent() {
                fs::create_dir_all(own).map_err(CareError::disk(own))?;
            }
            open_into(&sealed, &stored, self.asked.key, &digest)?;
            told(Stage::Files { done, all });
        }
        Ok(all)
    }
}

/// Index tables are built from the log when the city is opened next, and timers with them.
fn forget_index_tables(connection: &Connection, city: RegionCode) -> Result<(), CareError> {
    let names: Vec<String> = connection
        .prepare("SELECT name FROM index_table WHERE city = $1")?
        .query_map(params![city.number()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for name in names {
        let is_plain = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !is_plain {
            return Err(CareError::Other(format!("an index table in the backup is called {name:?}")));
        }
        connection.execute_batch(&format!("DROP TABLE IF EXISTS {name}"))?;
    }
    connection.execute("DELETE FROM index_table WHERE city = $1", params![city.number()])?;
    connection.execute(
        "INSERT INTO put_back_kind (city, kind) SELECT DISTINCT city, kind FROM record WHERE city = $1 ON CONFLICT DO NOTHING",
        params![city.number()],
    )?;
    Ok(())
}

/// The log must be whole before anybody is told that it is.
fn verify(asked: &Restore<'_>, city: RegionCode) -> Result<(), CareError> {
    let options = Options::new(city).with_keys(asked.keys).with_clock(Arc::new(crate::clock::SystemClock));
    let checked = Ledger::open_reading(asked.to, options)?.check_log()?;
    match checked.findings.first() {
        None => Ok(()),
        Some(finding) => Err(CareError::Other(format!(
            "the city was put back, and its log is not in order: {finding}. Choose an earlier backup"
        ))),
    }
}
