//! `zhoudao export`: everything that the city has, as JSON Lines.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use ledger::{BucketAddress, Ledger, Listing, Options, Values};

use crate::attachments::{self, StoreWay};
use crate::care::TABLES;

/// Take everything that the city has out, as JSON Lines: every event byte for byte, and what stands beside the log.
///
/// Without --values the file holds nothing personal; with it, whoever has the file can read every personal value. With --files it lists the
/// attachments; they themselves are in the folder files of the data folder, or in the object store. `zhoudao restore --from-export` reads it. The city may
/// be served at the same time; write to a disk of this machine, for the export is of one moment. Exit 0 written · 2 not written.
#[derive(Debug, Args)]
pub struct Export {
    /// The data folder; it may be served at the same time.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The file that is written; - for the output.
    #[arg(long)]
    to: PathBuf,
    /// The file with the city's keys; without it they are in the data folder.
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Write personal values too, in clear.
    #[arg(long)]
    values: bool,
    /// List the attachments too: those in the data folder, or those in an object store, s3://BUCKET[/PREFIX].
    #[arg(long, num_args = 0..=1, value_name = "BUCKET")]
    files: Option<Option<BucketAddress>>,
    #[command(flatten)]
    way: StoreWay,
}

impl Export {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let city = Ledger::city_in(&self.data)?;
        let city = city.with_context(|| format!("there is no city in {}", self.data.display()))?;
        let bucket = match &self.files {
            Some(None) => attachments::said_elsewhere()?,
            named => named.clone().flatten(),
        };
        let mut options = Options::new(city).with_attachments(self.way.to(bucket.as_ref())?);
        if let Some(keys) = &self.keys {
            options = options.with_keys(keys.clone());
        }
        let ledger = Ledger::open_reading(&self.data, options)?;
        let asked = ledger::Export {
            tables: TABLES,
            values: if self.values { Values::InClear } else { Values::LeftOut },
            files: if self.files.is_some() {
                Listing::Listed
            } else {
                Listing::LeftOut
            },
        };
        let events = if self.to == Path::new("-") {
            ledger.export_everything(&asked, &mut io::stdout().lock())?
        } else {
            write_whole(&self.to, |file| Ok(ledger.export_everything(&asked, file)?))?
        };
        eprintln!("{events} events written");
        if self.values {
            eprintln!(
                "the file holds personal values in clear: keep it as carefully as the city's keys, and delete it when it was read"
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a file that only its owner reads, whole or not at all.
fn write_whole(to: &Path, write: impl FnOnce(&mut dyn Write) -> anyhow::Result<u64>) -> anyhow::Result<u64> {
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let cannot = || format!("{} cannot be written", to.display());
    let mut file = File::options()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&part)
        .with_context(cannot)?;
    let written = write(&mut file)?;
    file.sync_all().with_context(cannot)?;
    fs::rename(&part, to).with_context(cannot)?;
    Ok(written)
}
