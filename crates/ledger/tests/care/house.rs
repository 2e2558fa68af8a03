//! A city on a disk of its own, with room for backups beside it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::{Attachments, Backup, BackupKey, BackupMade, CareError, Key, Ledger, Restore, Restored, Stage, backup, restore};

use crate::support::*;

/// A city on a disk of its own, with room for backups beside it.
pub struct House {
    pub disk: tempfile::TempDir,
    pub clock: Arc<SetClock>,
}

pub const DAY: i64 = 86_400_000;

impl House {
    pub fn new() -> Self {
        Self {
            disk: tempfile::tempdir().unwrap(),
            clock: SetClock::at(1_000 * DAY),
        }
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
            drop(open_with(&data, options().with_clock(self.clock.clone())));
            std::fs::rename(data.join("keys"), self.keys()).unwrap();
        }
        self.serve("data")
    }

    pub fn serve(&self, name: &str) -> Ledger {
        open_with(
            &self.path(name),
            options().with_keys(self.keys()).with_clock(self.clock.clone()),
        )
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
        let asked = Backup {
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
        let asked = Restore {
            from: &self.path("backups"),
            to: &self.path(to),
            attachments: &Attachments::InFolder,
            key: &self.key(),
            keys: &self.keys(),
            position,
            reason: "the disk of the first hall burnt",
            old: Some(&self.path(old)),
            head,
            now: ledger::Clock::now(&*self.clock),
        };
        restore(&asked, told)
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
    for _ in 0..1_000 {
        let head = ledger.head().await.unwrap();
        if head.is_some_and(|signed| signed.head.size == ledger.position()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("no head was signed within ten seconds");
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
    assert_eq!(ledger.check_values().unwrap().findings, []);
    let files = ledger.check_files().unwrap();
    assert!(files.damaged.is_empty() && files.missing.is_empty(), "{files:?}");
}
