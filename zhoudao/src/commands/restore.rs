//! `zhoudao restore`: a city from a backup, or from an export.

use std::fs::File;
use std::io::BufReader;
use std::num::NonZeroU8;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use clap::Args;
use identity::RegionCode;
use ledger::{BackupKey, Clock, Database, Ledger, Moving, Options, PostgresAddress, Restored, SystemClock};
use serde_json::json;

use super::backup::{ATTACHMENTS_SHOWN_MAX, key_file};
use super::import::partitions;
use crate::attachments::AttachmentArguments;
use crate::care::{self, BESIDE_THE_LOG, Told, to_the_minute};
use crate::city::Foundation;
use crate::counted::counted;
use crate::gateways::Ways;
use crate::server;
use crate::stored::DatabaseArguments;

/// Put a city back from a backup, at its end or at an earlier position of the log; into a data folder, or with --database into a PostgreSQL.
///
/// Makes a new data folder. With --position, whatever was written behind it is gone: events, values, numbers, lists; a command is put
/// back whole or not at all. The log goes on in a new epoch, whose first event names the last head that is known of the log as it was,
/// the position, and the reason: whoever holds evidence of what was lost is told so. What was erased since the backup is erased again. Everybody
/// signs in anew. Exit 0 the city is whole and can be served · 2 it is not there.
#[derive(Debug, Args)]
pub struct Restore {
    /// Where backups lie.
    #[arg(long, required_unless_present = "from_export", conflicts_with = "from_export")]
    from: Option<PathBuf>,
    /// Instead of a backup, a file that zhoudao export has written: the same log with the same heads.
    #[arg(long, conflicts_with_all = ["position", "reason", "old", "head"])]
    from_export: Option<PathBuf>,
    /// The data folder that is made.
    #[arg(long)]
    to: PathBuf,
    #[command(flatten)]
    attachments: AttachmentArguments,
    /// The file with the city's keys, which are in no backup.
    #[arg(long)]
    keys: PathBuf,
    /// The file with the backup key. Without it, `backup-key` in the old data folder.
    #[arg(long)]
    backup_key: Option<PathBuf>,
    /// The position of the log to which the city is put back; without it, the end of the last backup. `zhoudao verify` and receipts
    /// tell positions.
    #[arg(long, value_parser = position)]
    position: Option<u64>,
    /// Why, in one sentence. It stands in the log for good, where anybody may read it: name no person.
    #[arg(long, required_unless_present = "from_export")]
    reason: Option<String>,
    /// The data folder in whose place this one comes, if there still is one: its list of erasures and its last head are taken over.
    #[arg(long)]
    old: Option<PathBuf>,
    /// A PostgreSQL that still has the city in whose place this one comes: likewise. Stop every server of it first.
    #[arg(long, env = "OLD_DATABASE_URL", hide_env_values = true, value_name = "ADDRESS")]
    old_database: Option<PostgresAddress>,
    /// A file with the last signed head that somebody has of the log as it was, if it is later than those of backup and old folder.
    #[arg(long)]
    head: Option<PathBuf>,
    /// Say what was done as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    database: DatabaseArguments,
    /// Into how many parts the tables of a new PostgreSQL are divided by the city, for good.
    #[arg(long, requires = "database", value_name = "N", value_parser = partitions)]
    partitions: Option<NonZeroU8>,
}

/// What of an export has come in.
struct CameIn {
    /// How many heads were signed over its log.
    heads: u32,
    /// Personal values for which the log vouches, and that are not on the list of erasures.
    missing: u64,
}

impl Restore {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        match (&self.from, &self.from_export) {
            (Some(from), None) => self.put_back_from_backup(from),
            (None, Some(file)) => self.put_back_from_file(file),
            _ => bail!("name either the folder of backups (--from) or an export (--from-export)"),
        }
    }

    fn put_back_from_backup(&self, from: &Path) -> anyhow::Result<ExitCode> {
        let old = self.old.as_deref().unwrap_or(&self.to);
        let key = BackupKey::read(&key_file(old, self.backup_key.as_deref()))?;
        let head = self.head.as_ref().map(|file| {
            let read = std::fs::read(file).with_context(|| format!("the head {} cannot be read", file.display()))?;
            // Other bytes than text are no head, which is said where the head is read.
            anyhow::Ok(String::from_utf8_lossy(&read).into_owned())
        });
        let head = head.transpose()?;
        let attachments = self.attachments.place()?;
        let into = self.database.address();
        let old_database = self.old_database.clone().map(|address| self.database.trusted(address));
        let asked = ledger::Restore {
            from,
            to: &self.to,
            into: into.as_ref(),
            attachments: &attachments,
            key: &key,
            keys: &self.keys,
            position: self.position,
            reason: self.reason.as_deref().unwrap_or_default(),
            old: self.old.as_deref(),
            old_database: old_database.as_ref(),
            head: head.as_deref(),
            now: SystemClock.now(),
        };
        let mut told = Told::default();
        let restored = ledger::restore(&asked, |stage| told.tell(stage))?;
        told.end();
        self.open_once(&restored).with_context(|| self.unopened())?;
        let options = self.options(restored.city)?;
        self.settle(options)?;
        match self.json {
            true => println!("{}", as_json(&restored)),
            false => self.say(&restored),
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Until it was opened once, everybody who was signed in then still is.
    fn unopened(&self) -> String {
        let to = self.to.display();
        format!("what was put back into {to} could not be opened, and must not be served: delete {to} and begin anew")
    }

    /// The city is opened once; nobody is signed in any more.
    fn open_once(&self, restored: &Restored) -> anyhow::Result<()> {
        let options = self.options(restored.city)?;
        let (last, position) = (restored.last_event_at, restored.put_back.position);
        server::block_on(async move {
            let ledger = Ledger::open(&self.to, options.clone())?;
            care::tables(&ledger)?;
            catalogue::put_back(&ledger, last).await?;
            people::end_every_session(&ledger).await?;
            messages::forget_codes(&ledger).await?;
            subscriptions::put_back(&ledger, position).await?;
            ledger.close().await;
            Ok(())
        })
    }

    /// Moves the city into the database where one is named, and builds its lists where it lies then.
    fn settle(&self, mut options: Options) -> anyhow::Result<()> {
        if let Some(address) = self.database.address() {
            eprintln!("moving the city into the database");
            let moved = ledger::move_in(&Moving {
                data: &self.to,
                to: &address,
                partitions: self.partitions,
                beside: &BESIDE_THE_LOG,
            });
            let moved = moved.with_context(|| {
                let to = self.to.display();
                format!("the city was put back into {to} and could not be moved from there; zhoudao move --data {to} does it when this is mended")
            })?;
            options = options.in_database(Database::Postgres(address));
            // The backup has it, and what is erased from now on would stay in it.
            if let Err(error) = std::fs::remove_file(&moved.left) {
                eprintln!("zhoudao: {} cannot be deleted ({error}): do so by hand", moved.left.display());
            }
        }
        build_lists(&self.to, options).with_context(|| self.unlisted())
    }

    fn options(&self, city: RegionCode) -> anyhow::Result<Options> {
        let attachments = self.attachments.place()?;
        Ok(Options::new(city).with_keys(self.keys.clone()).with_attachments(attachments))
    }

    /// Only the lists are missing where it was moved into a database.
    fn unlisted(&self) -> String {
        let to = self.to.display();
        match self.database.address() {
            None => self.unopened(),
            Some(_) => format!(
                "the city is in the database, and its lists are not built yet: zhoudao serve --data {to} --database … builds them when this is mended; \
                 delete nothing"
            ),
        }
    }

    /// Where the city was, in words.
    fn old_place(&self) -> Option<String> {
        let folder = || self.old.as_ref().map(|old| old.display().to_string());
        let database = self.old_database.as_ref().map(|address| format!("the database at {address}"));
        database.or_else(folder)
    }

    fn say(&self, restored: &Restored) {
        let Restored {
            put_back,
            lost,
            lost_of_old,
            erased,
            missing,
            ..
        } = restored;
        println!("{} was put back to position {}", self.to.display(), put_back.position);
        if let Some(wanted) = self.position.filter(|wanted| *wanted != put_back.position) {
            println!(
                "position {wanted} lies within a command, which is put back whole or not at all: {} is the end of the one before it",
                put_back.position
            );
        }
        println!("of the backup {}", restored.backup.display());
        for backup in &restored.passed_over {
            println!(
                "the backup {} was passed over: its manifest is damaged, was altered, or was sealed under another backup key. If it is later \
                 than this one, the city may be put back further than it need be",
                backup.display()
            );
        }
        for name in restored.damaged.iter().take(ATTACHMENTS_SHOWN_MAX) {
            println!("the attachment {name} was damaged or not there when the backup was made, and is not in it");
        }
        if restored.damaged.len() > ATTACHMENTS_SHOWN_MAX {
            println!(
                "{} in all",
                counted(restored.damaged.len() as u64, "attachment is", "attachments are")
            );
        }
        println!("last event: {}", to_the_minute(restored.last_event_at));
        println!(
            "the log goes on in epoch {}, under another public key: publish it",
            put_back.epoch
        );
        if *lost > 0 {
            println!(
                "{} gone",
                counted(*lost, "later event of the backup is", "later events of the backup are")
            );
        }
        match (self.old_place(), lost_of_old) {
            (Some(old), Some(0)) => println!("{old} has no later event"),
            (Some(old), Some(later)) => println!(
                "{} in {old} and not put back",
                counted(*later, "later event is", "later events are")
            ),
            (Some(old), None) => println!("how many later events {old} had is not known: its database is gone or cannot be read"),
            (None, _) => {}
        }
        if *erased > 0 {
            println!(
                "{} erased since, and erased again",
                counted(*erased, "value was", "values were")
            );
        }
        if *missing > 0 {
            println!(
                "{} replaced or erased after that position, and no backup has what was there",
                counted(*missing, "value was", "values were")
            );
        }
        println!(
            "serve it: zhoudao serve --data {} --keys {}{}",
            self.to.display(),
            self.keys.display(),
            if self.database.address().is_some() {
                " --database …"
            } else {
                ""
            }
        );
    }

    fn put_back_from_file(&self, file: &Path) -> anyhow::Result<ExitCode> {
        ensure!(
            self.old_database.is_none(),
            "an export is taken in as it is: leave --old-database out and unset OLD_DATABASE_URL, or put a backup back"
        );
        let opened = File::open(file).with_context(|| format!("the export {} cannot be read", file.display()))?;
        let (city, position) = ledger::import(
            &mut BufReader::new(opened),
            &self.to,
            &self.keys,
            &BESIDE_THE_LOG,
            self.database.address().as_ref(),
        )?;
        let options = self.options(city)?;
        let CameIn { heads, missing } = self.checked_from_file(options.clone()).with_context(|| self.unopened())?;
        self.settle(options)?;
        if self.json {
            let said = json!({ "city": city.number(), "position": position, "heads": heads, "missing": missing });
            println!("{said}");
            return Ok(ExitCode::SUCCESS);
        }
        println!(
            "{} has all {} of the export, under the same {}. Copy the attachments into its folder files, or into the bucket",
            self.to.display(),
            counted(position, "event", "events"),
            counted(u64::from(heads), "head", "heads")
        );
        if missing > 0 {
            println!(
                "{} for which the log vouches did not come in: names, phones, passwords and papers cannot be read without them. \
                 zhoudao export writes them only with --values",
                counted(missing, "personal value", "personal values")
            );
        }
        Ok(ExitCode::SUCCESS)
    }

    fn checked_from_file(&self, options: Options) -> anyhow::Result<CameIn> {
        let ledger = Ledger::open_reading(&self.to, options)?;
        let checked = ledger.check_log()?;
        if let Some(finding) = checked.findings.first() {
            bail!("the log that came in is not in order: {finding}");
        }
        Ok(CameIn {
            heads: checked.heads,
            missing: ledger.check_values()?.gone,
        })
    }
}

/// Every room is opened once, so that its lists stand before anybody waits for them or compares them.
pub(super) fn build_lists(data: &Path, options: Options) -> anyhow::Result<()> {
    eprintln!("building the lists from the log");
    server::block_on(async {
        let city = Foundation::open(data, options, "http://127.0.0.1", None, &Ways::None).await?;
        city.ledger.close().await;
        Ok(())
    })
}

fn position(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "a position is a whole number, such as 123456: receipts and zhoudao verify tell positions".to_owned())
}

fn as_json(restored: &Restored) -> serde_json::Value {
    json!({
        "backup": restored.backup,
        "city": restored.city.number(),
        "put_back": restored.put_back,
        "last_event_at": restored.last_event_at.0,
        "lost": restored.lost,
        "lost_of_old": restored.lost_of_old,
        "erased": restored.erased,
        "missing": restored.missing,
        "files": restored.files,
        "damaged": restored.damaged,
        "passed_over": restored.passed_over,
    })
}
