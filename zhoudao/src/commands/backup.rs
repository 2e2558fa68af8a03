//! `zhoudao backup`: the city as of one moment, sealed, while it is served.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::ensure;
use clap::Args;
use ledger::{BackupKey, BackupMade, Clock, Database, Records, SystemClock};
use serde_json::json;

use crate::care::{BESIDE_THE_LOG, Told, megabytes};
use crate::counted::counted;
use crate::stored::Stored;

/// Attachments that are named one by one; their number is always told.
pub(super) const ATTACHMENTS_SHOWN_MAX: usize = 20;

/// Back up a city while it is served, in a data folder or on PostgreSQL.
///
/// A backup is one moment: the database, and the attachments that go with it; of a city on PostgreSQL a file is made in the data folder meanwhile, so that its
/// backup is the same and can be put back into a folder or a database. It is sealed under the backup key, which is made where it is
/// not there, and verified after it was written. The city's keys are never in it: keep a copy of both key files somewhere else. What
/// was broken off goes on at the next call into the same folder; attachments that are already there are read again, not copied again. What is erased in the city stays in
/// earlier backups until they age out, and is erased again when one of them is put back. Exit 0 whole · 1 whole but for damaged attachments · 2 not made.
#[derive(Debug, Args)]
pub struct Backup {
    /// The data folder; it may be served at the same time.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    stored: Stored,
    /// Where backups lie: a folder on another disk.
    #[arg(long)]
    to: PathBuf,
    /// The file with the backup key; it is made if it is not there. Without it, `backup-key` in the data folder.
    #[arg(long)]
    backup_key: Option<PathBuf>,
    /// Delete backups older than so many days when this one is whole; without it all are kept.
    #[arg(long)]
    keep_days: Option<u32>,
    /// Say what was made as JSON.
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        // Where there is no city, or no room for backups, no key is made either.
        let city = self.stored.city(&self.data)?;
        let attachments = self.stored.attachments()?;
        let database = self.stored.database();
        ledger::make_backups_folder(&self.data, &self.to)?;
        ensure!(
            self.data.is_dir(),
            "there is no data folder {}: --data is mistyped, or its disk is not mounted",
            self.data.display()
        );
        let file = key_file(&self.data, self.backup_key.as_deref());
        ensure!(
            file.exists() || !ledger::holds_backups(&self.to)?,
            "there is no backup key {}, and {} holds backups that were sealed under one: name its file with --backup-key",
            file.display(),
            self.to.display()
        );
        let (key, notice) = BackupKey::read_or_make(&file)?;
        if let Some(notice) = notice {
            eprintln!("zhoudao: {notice}");
        }
        let asked = ledger::Backup {
            data: &self.data,
            records: match &database {
                Database::InFolder => Records::InFolder,
                Database::Postgres(address) => Records::InPostgres {
                    address,
                    city,
                    beside: &BESIDE_THE_LOG,
                },
            },
            attachments: &attachments,
            to: &self.to,
            key: &key,
            keep_days: self.keep_days,
            now: SystemClock.now(),
        };
        let mut told = Told::default();
        let made = ledger::backup(&asked, |stage| told.tell(stage))?;
        told.end();
        for name in made.manifest.damaged.iter().take(ATTACHMENTS_SHOWN_MAX) {
            eprintln!(
                "zhoudao: the attachment {name} is not in this backup: it is damaged or not there in the city, or did not come back from the disk \
                 of the backups as it was written"
            );
        }
        if !made.manifest.damaged.is_empty() {
            eprintln!(
                "zhoudao: {} not in this backup. Is the disk of the attachments mounted, are --data and --files right? No earlier backup that has one of them was deleted",
                counted(made.manifest.damaged.len() as u64, "attachment is", "attachments are")
            );
        }
        if made.renewed_files > 0 {
            eprintln!(
                "zhoudao: {} damaged in {} since an earlier backup, and sealed anew: look at that disk",
                counted(made.renewed_files, "attachment was", "attachments were"),
                self.to.display()
            );
        }
        match self.json {
            true => println!("{}", as_json(&made)),
            false => say(&made),
        }
        Ok(ExitCode::from(u8::from(!made.manifest.damaged.is_empty())))
    }
}

/// The file with the backup key.
pub(super) fn key_file(data: &Path, named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| data.join("backup-key"), Path::to_path_buf)
}

fn say(made: &BackupMade) {
    let manifest = &made.manifest;
    println!("{}", made.folder.display());
    println!(
        "{}, {} of database, {} of {} ({} new); verified",
        counted(manifest.position, "event", "events"),
        megabytes(manifest.database_bytes),
        counted(manifest.files, "attachment", "attachments"),
        megabytes(manifest.files_bytes),
        made.new_files
    );
    for folder in &made.aged_out {
        println!("{} was deleted: its time is over", folder.display());
    }
}

fn as_json(made: &BackupMade) -> serde_json::Value {
    json!({
        "folder": made.folder,
        "manifest": made.manifest,
        "new_files": made.new_files,
        "renewed_files": made.renewed_files,
        "damaged": made.manifest.damaged,
        "aged_out": made.aged_out,
    })
}
