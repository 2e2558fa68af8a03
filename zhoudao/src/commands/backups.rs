//! `zhoudao backups`: which there are, and whether they could be put back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use calendar::Moment;
use clap::Args;
use ledger::{BackupKey, BackupRead, Found, Manifest};
use serde_json::json;

use crate::care::{Told, megabytes, to_the_minute};
use crate::counted::counted;

/// List the backups in a folder; with --read, read each of them again.
///
/// The oldest comes first. Times are those of the city's clock on the wall (UTC+8). Nothing is written, and the city need not be there. Exit 0 all can be put back ·
/// 1 one cannot, or there is none · 2 unreadable.
#[derive(Debug, Args)]
pub struct Backups {
    /// Where backups lie.
    #[arg(long)]
    from: PathBuf,
    /// The file with the backup key.
    #[arg(long)]
    backup_key: PathBuf,
    /// Read databases and attachments to their ends: what the disk has damaged since shows.
    #[arg(long)]
    read: bool,
    /// Say it as JSON.
    #[arg(long)]
    json: bool,
}

/// A backup, and what reading it has led to if it was read.
struct Looked {
    folder: PathBuf,
    manifest: Manifest,
    read: Option<BackupRead>,
}

impl Backups {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let key = BackupKey::read(&self.backup_key)?;
        let found = Found::read(&self.from, &key)?;
        let mut told = Told::default();
        let mut backups = Vec::new();
        for (folder, manifest) in found.readable {
            let read = match self.read {
                true => Some(ledger::read_backup(&self.from, (&folder, &manifest), &key, |stage| {
                    told.tell(stage)
                })?),
                false => None,
            };
            backups.push(Looked { folder, manifest, read });
        }
        told.end();
        let unreadable: Vec<PathBuf> = found.unreadable.into_iter().map(|(folder, _)| folder).collect();
        match self.json {
            true => println!("{}", as_json(&backups, &unreadable)),
            false => say(&self.from, &backups, &unreadable),
        }
        let are_sound = unreadable.is_empty() && !backups.is_empty() && backups.iter().all(Looked::is_sound);
        Ok(ExitCode::from(u8::from(!are_sound)))
    }
}

impl Looked {
    fn is_sound(&self) -> bool {
        let is_read = self.read.as_ref();
        self.manifest.damaged.is_empty()
            && is_read.is_none_or(|read| read.is_database_whole && read.is_list_whole && read.damaged.is_empty())
    }

    fn say(&self) {
        let manifest = &self.manifest;
        println!(
            "{}  position {}  {}  {}",
            to_the_minute(Moment(manifest.taken_at)),
            manifest.position,
            megabytes(manifest.database_bytes + manifest.files_bytes),
            self.folder.display()
        );
        if !manifest.damaged.is_empty() {
            let attachments = counted(manifest.damaged.len() as u64, "attachment was", "attachments were");
            println!("    {attachments} damaged or not there in the city when it was made, and not in it");
        }
        let Some(read) = &self.read else { return };
        if !read.is_database_whole {
            println!("    its database is damaged or gone: it cannot be put back");
        }
        if !read.is_list_whole {
            println!("    its list of attachments is damaged or gone: it cannot be put back");
            return;
        }
        match read.damaged.len() as u64 {
            0 => println!("    {} read again", counted(read.files, "attachment was", "attachments were")),
            damaged => println!(
                "    {} damaged or gone: the next backup seals anew what the city still has",
                counted(damaged, "attachment is", "attachments are")
            ),
        }
    }
}

fn say(from: &Path, backups: &[Looked], unreadable: &[PathBuf]) {
    backups.iter().for_each(Looked::say);
    for folder in unreadable {
        println!(
            "{} cannot be read with this key: another one's, or its manifest is damaged",
            folder.display()
        );
    }
    if backups.is_empty() && unreadable.is_empty() {
        println!("there is no finished backup in {}", from.display());
    }
}

fn as_json(backups: &[Looked], unreadable: &[PathBuf]) -> serde_json::Value {
    let backups: Vec<_> = backups
        .iter()
        .map(|looked| {
            let read = looked
                .read
                .as_ref()
                .map(|read| json!({ "database": read.is_database_whole, "list": read.is_list_whole, "files": read.files, "damaged": read.damaged }));
            json!({ "folder": looked.folder, "manifest": looked.manifest, "read": read })
        })
        .collect();
    json!({ "backups": backups, "unreadable": unreadable })
}
