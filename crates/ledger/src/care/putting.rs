//! How a backup becomes a city: its database put back, the next epoch of its log opened, its attachments opened.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use calendar::Moment;
use identity::{RecordId, RegionCode};
use rusqlite::{Connection, OptionalExtension, params};

use super::backup::{DATABASE, Stage, attachments_of, open_database, place};
use super::began::{began, beginning, unsigned};
use super::erased::{Erased, ErasedWhat};
use super::error::CareError;
use super::heads::KnownHead;
use super::manifest::Manifest;
use super::restore::Restore;
use super::rewinding::{Rewound, end_of_command, known_since, rewind};
use super::sealing::open_into;
use super::tree;
use super::vouched::{Wanted, is_vouched};
use crate::digest::unhex;
use crate::engine::{last_event, migrate};
use crate::erasing::Warrant;
use crate::error::Unavailable;
use crate::files::{FOLDER, FileName, Shelf};
use crate::leaf::{self, Heading};
use crate::options::{Attachments, Syncing};
use crate::proving::{Anchor, Epochs, Known, Log, LogEvent, LogKey, PutBack, keep_head};
use crate::receipt::Stamp;
use crate::record::Record;
use crate::sqlite::{LOG, execute, leaf_of, suite_of};
use crate::vault::Keys;

/// Who puts a log back.
const OPERATOR: &str = "operator";

/// A backup on its way to a city.
pub(super) struct Putting<'a> {
    pub(super) asked: &'a Restore<'a>,
    pub(super) city: RegionCode,
    pub(super) keys: &'a Keys,
    pub(super) backups: &'a [(PathBuf, Manifest)],
    pub(super) backup: &'a Path,
    pub(super) manifest: &'a Manifest,
    pub(super) heads: &'a [KnownHead],
    pub(super) list: &'a BTreeSet<Erased>,
}

/// What putting the database back has led to.
pub(super) struct Put {
    pub(super) put_back: PutBack,
    pub(super) last_event_at: Moment,
    pub(super) lost: u64,
    pub(super) erased: u64,
    /// What was erased again, with new warrants.
    pub(super) warranted: Vec<Erased>,
    pub(super) missing: u64,
    pub(super) lost_files: BTreeSet<String>,
}

impl Putting<'_> {
    /// Puts the database back, and opens the next epoch of its log.
    pub(super) fn put_back(&self, database: &Path) -> Result<Put, CareError> {
        let mut connection = Connection::open(database)?;
        // Nothing else has the file, and nobody believes it before it has its name.
        connection.execute_batch(
            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF",
        )?;
        let soundness: String = connection.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if soundness != "ok" {
            return Err(CareError::Damaged(self.backup.join(DATABASE)));
        }
        migrate(&mut connection, "ledger", LOG).map_err(|error| CareError::Other(error.to_string()))?;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let put = self.put_back_within(&connection)?;
        // Written anew, so that no copy of what is gone is left between the rows.
        connection.execute_batch("COMMIT; VACUUM")?;
        Ok(put)
    }

    fn put_back_within(&self, connection: &Connection) -> Result<Put, CareError> {
        let end = last_event(connection, self.city)?.map_or(0, |end| end.position);
        let known = Epochs::read(connection, self.city)?;
        let epoch = self.next_epoch(known.current());
        self.check_position(epoch)?;
        let unsigned = unsigned(connection, self.city)?;
        let began = unsigned.map_or_else(|| began(connection, self.keys, self.city, known.current()), Ok)?;
        let rewound = self.rewound(connection, end)?;
        let missing = self.filled_from_earlier(connection, self.not_erased(rewound.missing, &known))?;
        let (erased, warranted) = self.erase_again(connection, (epoch, rewound.position))?;
        // What was deleted here was put back, not erased.
        connection.execute("DELETE FROM erasure", [])?;
        forget_index_tables(connection, self.city)?;
        let begins = if missing > 0 {
            rewound.position
        } else {
            began.min(rewound.position)
        };
        if begins > 0 {
            execute(connection, &beginning(self.keys, self.city, epoch, begins))?;
        }
        let left = last_event(connection, self.city)?.map(|end| (end.position, end.at));
        let put_back = PutBack {
            epoch,
            position: rewound.position,
            old_head: self.old_head(),
            reason: self.asked.reason.trim().to_owned(),
        };
        self.open_epoch(connection, &put_back, left)?;
        Ok(Put {
            lost: end - put_back.position,
            put_back,
            last_event_at: left.map_or(Moment(0), |(_, at)| at),
            erased,
            warranted,
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

    /// A position is one of the log as it was last: in an earlier epoch another event may have stood there.
    fn check_position(&self, next_epoch: u32) -> Result<(), CareError> {
        let last = next_epoch - 1;
        match self.asked.position {
            Some(position) if self.manifest.epoch < last => Err(CareError::Other(format!(
                "the log was in epoch {last}, and the backup is of epoch {}, in which another event may stand at position {position}: put back \
                 the end of the backup, without a position",
                self.manifest.epoch
            ))),
            _ => Ok(()),
        }
    }

    /// The number of the next epoch, higher than any that was ever seen: no two logs go by one name.
    fn next_epoch(&self, own: u32) -> u32 {
        let of_backups = self.backups.iter().map(|(_, manifest)| manifest.epoch).max().unwrap_or(own);
        let of_heads = self.heads.iter().map(|known| known.head.origin.epoch()).max().unwrap_or(own);
        own.max(of_backups).max(of_heads) + 1
    }

    /// The last head of the log as it was.
    fn old_head(&self) -> Option<String> {
        let last = self
            .heads
            .iter()
            .max_by_key(|known| (known.head.origin.epoch(), known.head.size));
        last.map(|known| known.note.clone())
    }

    /// Without what the city has erased: nobody misses it.
    fn not_erased(&self, missing: BTreeSet<Wanted>, epochs: &Epochs) -> BTreeSet<Wanted> {
        let mut warrants: BTreeMap<(RecordId, &str), Vec<&Warrant>> = BTreeMap::new();
        for erased in self.list.iter().filter(|one| one.is_erased_again()) {
            if let ErasedWhat::Value {
                record,
                path,
                warrant: Some(warrant),
                ..
            } = &erased.what
            {
                warrants.entry((*record, path)).or_default().push(warrant);
            }
        }
        let is_erased = |wanted: &Wanted| {
            let whose = (wanted.record, wanted.path.as_str());
            let mut of_it = warrants.get(&whose).into_iter().flatten();
            of_it.any(|warrant| warrant.covers(self.keys, self.city, epochs, whose, wanted.position))
        };
        missing.into_iter().filter(|wanted| !is_erased(wanted)).collect()
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

    /// Erases again what was erased since, with a warrant of the epoch that begins: the one that it had may be of an epoch that this log was never in.
    fn erase_again(&self, connection: &Connection, at: (u32, u64)) -> Result<(u64, Vec<Erased>), CareError> {
        let (mut erased, mut warranted) = (0, Vec::new());
        for one in self.list.iter().filter(|one| one.is_erased_again()) {
            erased += match &one.what {
                ErasedWhat::Value { record, path, mark, .. } => {
                    let changed = self.erase_value(connection, *record, path, mark)?;
                    if changed > 0 {
                        let warrant = Warrant::signed(self.keys, self.city, at, *record, path);
                        warranted.push(one.warranted(warrant));
                    }
                    changed
                }
                ErasedWhat::Draft { owner, draft, mark } => connection.execute(
                    "DELETE FROM draft WHERE lower(hex(owner)) = $1 AND lower(hex(draft)) = $2 AND lower(hex(substr(sealed, 1, 12))) = $3",
                    params![owner, draft, mark],
                )?,
                ErasedWhat::File { .. } => 0,
            } as u64;
        }
        Ok((erased, warranted))
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
        let leaf = leaf::write::<Log>(&heading, &event, &stamp, &BTreeMap::new())
            .map_err(|error| CareError::Other(error.to_string()))?;
        connection.execute(
            "INSERT INTO record (city, record, origin, kind) VALUES ($1, $2, $3, $4)",
            params![city, record.as_bytes(), position, Log::KIND],
        )?;
        connection.execute(
            "INSERT INTO event (position, city, origin, version, kind, at, leaf) VALUES ($1, $2, $1, 1, $3, $4, $5)",
            params![position, city, Log::KIND, at.0, leaf::pack(&leaf)],
        )?;
        connection.execute(
            "INSERT INTO command (city, key, actor, act, position) VALUES ($1, $2, $3, 'restore', $4)",
            params![city, key, stamp.actor, position],
        )?;
        connection.execute(
            "INSERT INTO epoch (city, epoch, position) VALUES ($1, $2, $3)",
            params![city, put_back.epoch, position],
        )?;
        let log = LogKey::new(
            self.city,
            suite_of(connection)?,
            &self.keys.for_log(self.city),
            Epochs::read(connection, self.city)?,
        );
        let known: Known = log.known();
        let tree = tree::made_anew(connection, self.city, &known)?;
        let head = log.head(&tree, at);
        execute(connection, &keep_head(self.city, &head))?;
        Ok(Anchor::of(self.asked.to).put_down(&head)?)
    }

    fn last_release(&self, connection: &Connection) -> Result<String, CareError> {
        let last = "SELECT leaf FROM event ORDER BY position DESC LIMIT 1";
        let mut last = connection.prepare(last)?;
        let mut found = last.query([])?;
        match found.next()? {
            Some(row) => Ok(leaf::Leaf::read(&leaf_of(row, 0)?)?.stamp().release),
            None => Ok(String::new()),
        }
    }

    /// Opens the attachments, without those that were erased since or that only lost events name.
    pub(super) fn files(&self, put: &Put, told: &mut impl FnMut(Stage)) -> Result<u64, CareError> {
        let erased: BTreeSet<&str> = self
            .list
            .iter()
            .filter_map(|one| match &one.what {
                ErasedWhat::File { name } => Some(name.as_str()),
                ErasedWhat::Value { .. } | ErasedWhat::Draft { .. } => None,
            })
            .collect();
        let from = self.asked.from.join(FOLDER);
        let shelf = Shelf::of(self.asked.to, self.asked.attachments, Syncing::WhenClosed)?;
        // What lies in a folder may have been left by a restore that was cut off.
        let there = match self.asked.attachments {
            Attachments::InFolder => Vec::new(),
            Attachments::InBucket(_) => shelf.list()?,
        };
        let there: BTreeSet<String> = there.into_iter().map(|(name, _)| name).collect();
        let opened = self.asked.to.join("attachment.restoring");
        let names = attachments_of(self.backup, self.manifest, self.asked.key)?;
        let names: Vec<String> = names
            .into_iter()
            .filter(|name| !erased.contains(name.as_str()) && !put.lost_files.contains(name))
            .collect();
        let all = names.len() as u64;
        for (done, name) in (1..).zip(&names) {
            if !there.contains(name) {
                let sealed = place(&from, name);
                let digest = unhex(name).ok_or_else(|| CareError::Damaged(sealed.clone()))?;
                open_into(&sealed, &opened, self.asked.key, &digest)?;
                shelf.place_waiting(&opened, &FileName::try_from(name.clone())?)?;
            }
            told(Stage::Files { done, all });
        }
        // In a folder the last one was moved away.
        match fs::remove_file(&opened) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(CareError::disk(&opened)(error)),
            _ => Ok(all),
        }
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
