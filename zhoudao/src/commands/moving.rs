//! `zhoudao move`: a city that has outgrown one machine, into a PostgreSQL.

use std::num::NonZeroU8;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use ledger::{CareError, Database, Ledger, Moving, Options};

use super::import::partitions;
use super::restore::build_lists;
use crate::attachments::AttachmentArguments;
use crate::care::BESIDE_THE_LOG;
use crate::counted::counted;
use crate::stored::{DatabaseArguments, Stored};

/// Move a city from its data folder into a PostgreSQL, where many servers can share it.
///
/// Stop its server first. Everything goes along: the log with its heads under the same name and key, personal values as they are sealed, what rooms keep
/// beside the log, the list of what was erased; who is signed in stays so. All of it is there afterwards or nothing. The database of the data folder is kept as
/// city.db.moved and can be served no more; attachments stay where they are (many servers want them in an object store). Exit 0 moved · 2 not moved.
#[derive(Debug, Args)]
pub struct Move {
    /// The data folder; it must not be served at the same time.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    database: DatabaseArguments,
    /// Into how many parts the tables of a new PostgreSQL are divided by the city, for good: a province may lay them on servers of their own.
    #[arg(long, requires = "database", value_name = "N", value_parser = partitions)]
    partitions: Option<NonZeroU8>,
    #[command(flatten)]
    attachments: AttachmentArguments,
    /// The file with the city's keys; without it they are in the data folder.
    #[arg(long)]
    keys: Option<PathBuf>,
}

/// Refuses a log that is not what was signed.
fn in_order(ledger: &Ledger) -> anyhow::Result<()> {
    match ledger.check_log()?.findings.first() {
        None => Ok(()),
        Some(finding) => bail!("the log is not in order: {finding}. zhoudao verify tells all of it"),
    }
}

impl Move {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let Some(address) = self.database.address() else {
            bail!("name the PostgreSQL into which the city is to move with --database");
        };
        let attachments = self.attachments.place()?;
        // Before anything is done: with the wrong keys nobody could open it there, and a log that is not in order is looked at where it lies.
        let city = Stored::default().city(&self.data)?;
        let mut options = Options::new(city).with_attachments(attachments);
        options.keys = self.keys;
        in_order(&Ledger::open_reading(&self.data, options.clone())?)?;
        let moved = ledger::move_in(&Moving {
            data: &self.data,
            to: &address,
            partitions: self.partitions,
            beside: &BESIDE_THE_LOG,
        });
        let moved = moved.map_err(|error| {
            let is_known = !matches!(error, CareError::Unanswered { .. });
            let error = anyhow::Error::new(error);
            match is_known {
                true => error.context(format!("nothing was moved, and {} is as it was", self.data.display())),
                false => error,
            }
        })?;
        let options = options.in_database(Database::Postgres(address));
        let opened = || -> anyhow::Result<()> {
            in_order(&Ledger::open_reading(&self.data, options.clone())?)?;
            build_lists(&self.data, options)
        };
        opened().with_context(|| {
            let (data, left) = (self.data.display(), moved.left.display());
            format!("the city is in the database now, and its lists are not built yet: zhoudao serve --data {data} --database … builds them when this is mended. {left} is what it was")
        })?;
        println!(
            "{} and {} beside were moved; what was the database is {}",
            counted(moved.events, "event", "events"),
            counted(moved.rows - moved.events, "row", "rows"),
            moved.left.display()
        );
        println!(
            "serve it: zhoudao serve --data {} --database …, on as many machines as you like",
            self.data.display()
        );
        Ok(ExitCode::SUCCESS)
    }
}
