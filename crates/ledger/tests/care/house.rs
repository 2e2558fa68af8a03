//! A city on a disk of its own, with room for backups beside it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use identity::RegionCode;
use ledger::{
    Attachments, Backup, BackupKey, BackupMade, CareError, Database, Key, Ledger, Moving, Options, PostgresAddress, Records,
    Restore, Restored, Stage, backup, import, move_in, restore,
};

use crate::support::*;

/// A city on a disk of its own, with room for backups beside it.
pub struct House {
    pub disk: tempfile::TempDir,
    pub clock: Arc<SetClock>,
    /// Where the records of a data folder lie.
    database: fn(&Path) -> Database,
}

pub const DAY: i64 = 86_400_000;

impl House {
    pub fn new() -> Self {
        Self::with(test_database::database_of)
    }

    /// One in a file, whichever engine the tests run on: for what only a file has.
    pub fn in_a_file() -> Self {
        Self::with(|_| Database::InFolder)
    }

    fn with(database: fn(&Path) -> Database) -> Self {
        Self {
            disk: tempfile::tempdir().unwrap(),
            clock: SetClock::at(1_000 * DAY),
            database,
        }
    }

    pub fn database(&self, name: &str) -> Database {
        (self.database)(&self.path(name))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.disk.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub fn keys(&self) -> PathBuf {
        self.path("keys")
    }

    /// Serves the city: its keys lie apart from its data.
    pub fn open(&self) -> Ledger {
        let data = self.data();
        if !self.keys().exists() {
            drop(Ledger::open(&data, self.options("data")).unwrap());
            std::fs::rename(data.join("keys"), self.keys()).unwrap();
        }
        self.serve("data")
    }

    pub fn serve(&self, name: &str) -> Ledger {
        in_a_file_with(&self.path(name), self.options(name).with_keys(self.keys()))
    }

    fn options(&self, name: &str) -> Options {
        options().in_database(self.database(name)).with_clock(self.clock.clone())
    }

    pub fn key(&self) -> BackupKey {
        BackupKey::read_or_make(&self.path("backup-key")).unwrap().0
    }

    pub fn back_up(&self) -> BackupMade {
        self.try_to_back_up(None).unwrap()
    }

    pub fn try_to_back_up(&self, keep_days: Option<u32>) -> Result<BackupMade, CareError> {
        self.try_to_back_up_to("backups", keep_days)
    }

    pub fn try_to_back_up_to(&self, to: &str, keep_days: Option<u32>) -> Result<BackupMade, CareError> {
        let database = self.database("data");
        let asked = Backup {
            records: match &database {
                Database::InFolder => Records::InFolder,
                Database::Postgres(address) => Records::InPostgres {
                    address,
                    city: CITY,
                    beside: &[],
                },
            },
            data: &self.data(),
            attachments: &Attachments::InFolder,
            to: &self.path(to),
            key: &self.key(),
            keep_days,
            now: calendar::Moment(ledger::Clock::now(&*self.clock).0),
        };
        backup(&asked, |_| {})
    }

    /// Puts the city back into another folder, in place of the one that was served.
    pub fn put_back(&self, to: &str, position: Option<u64>) -> Result<Restored, CareError> {
        self.put_back_in_place_of("data", to, position, None)
    }

    /// The same in place of another one, by whoever has that head.
    pub fn put_back_in_place_of(
        &self,
        old: &str,
        to: &str,
        position: Option<u64>,
        head: Option<&str>,
    ) -> Result<Restored, CareError> {
        self.put_back_told(old, to, position, head, |_| {})
    }

    /// The same with somebody who is told how far it has come.
    pub fn put_back_told(
        &self,
        old: &str,
        to: &str,
        position: Option<u64>,
        head: Option<&str>,
        told: impl FnMut(Stage),
    ) -> Result<Restored, CareError> {
        let (of_old, database) = (self.database(old), self.database(to));
        // Where many servers share a database, a folder need not hold anything.
        let old = Some(self.path(old)).filter(|old| of_old == Database::InFolder || old.join("head").exists());
        let asked = Restore {
            from: &self.path("backups"),
            to: &self.path(to),
            attachments: &Attachments::InFolder,
            key: &self.key(),
            keys: &self.keys(),
            position,
            reason: "the disk of the first hall burnt",
            old: old.as_deref(),
            into: None,
            old_database: address_of(&of_old),
            head,
            now: ledger::Clock::now(&*self.clock),
        };
        let restored = restore(&asked, told)?;
        move_in_to(&self.path(to), &database)?;
        Ok(restored)
    }

    /// Changes something in the database behind the program's back.
    pub fn behind_its_back(&self, sql: &str) {
        assert!(test_database::execute(&self.data(), sql) > 0, "{sql} changes something");
    }

    /// The list of what was erased, as a backup takes it along.
    pub fn listed(&self) -> String {
        self.back_up();
        std::fs::read_to_string(self.path("backups").join("erasures")).unwrap()
    }

    /// Takes an export in, as another folder of the house.
    pub fn take_in(&self, text: &str, to: &str) -> Result<(RegionCode, u64), CareError> {
        let taken = import(&mut text.as_bytes(), &self.path(to), &self.keys(), &[], None)?;
        move_in_to(&self.path(to), &self.database(to))?;
        Ok(taken)
    }
}

/// Whatever was made in a folder goes on where the tests have their databases.
fn move_in_to(data: &Path, database: &Database) -> Result<(), CareError> {
    let Some(to) = address_of(database) else { return Ok(()) };
    let moving = Moving {
        data,
        to,
        partitions: None,
        beside: &[],
    };
    move_in(&moving).map(|_| ())
}

fn address_of(database: &Database) -> Option<&PostgresAddress> {
    match database {
        Database::InFolder => None,
        Database::Postgres(address) => Some(address),
    }
}

pub async fn asked(ledger: &Ledger, record_number: u8, command: Command, key: &str) {
    let id = record(record_number);
    let permit = may_administer(&administrator(1), id);
    ledger
        .submit::<Society, _>(&permit, id, Ask(command), Key::from(key))
        .await
        .unwrap();
}

pub async fn founded(ledger: &Ledger, number: u8, name: &str) {
    asked(
        ledger,
        number,
        Command::Found { name: name.to_owned() },
        &format!("found {number}"),
    )
    .await;
}

pub async fn tell(ledger: &Ledger, number: u8, path: &str, text: &str) {
    let command = Command::Tell {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    // A key stands in the log: nothing of what is told may be in it.
    static TOLD: AtomicU64 = AtomicU64::new(0);
    let key = format!("tell {}", TOLD.fetch_add(1, Ordering::Relaxed));
    asked(ledger, number, command, &key).await;
}

pub async fn card(ledger: &Ledger, number: u8, key: &str) {
    let series = "cards".to_owned();
    asked(ledger, number, Command::IssueCard { series }, key).await;
}

pub async fn covered(ledger: &Ledger) {
    until("a head is signed over all events", async || {
        let head = ledger.head().await.unwrap();
        head.is_some_and(|signed| signed.head.size == ledger.position())
    })
    .await;
}

/// Waits until something is so.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    for _ in 0..1_000 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("not within ten seconds: {what}");
}

pub async fn said(ledger: &Ledger, number: u8, path: &str) -> Option<serde_json::Value> {
    let mut values = ledger.secrets(record(number), &[path.to_owned()]).await.unwrap();
    values.remove(path)
}

pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_in(&path))
        } else {
            found.push(path)
        }
    }
    found
}

pub fn is_whole(ledger: &Ledger) {
    let checked = ledger.check_log().unwrap();
    assert_eq!(checked.findings, []);
    assert_eq!(checked.leaves, ledger.position());
    assert_eq!(ledger.verify_fold::<Society>().unwrap(), []);
    assert_eq!(ledger.check_commands().unwrap().findings, []);
    assert_eq!(ledger.check_values().unwrap().findings, []);
    let files = ledger.check_files().unwrap();
    assert!(files.damaged.is_empty() && files.missing.is_empty(), "{files:?}");
}
