//! `zhoudao export`: everything that the city has, as JSON Lines.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Args;
use identity::RegionCode;
use ledger::{BucketAddress, Ledger, Legible, Listing, Values, put_down};

use crate::attachments::{self, StoreWay};
use crate::care::BESIDE_THE_LOG;
use crate::counted::counted;
use crate::stored::{DatabaseArguments, Stored};

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
    /// The file that is written, which is not there yet; - for the output.
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
    #[command(flatten)]
    database: DatabaseArguments,
    /// The region code of the city, where the database holds several.
    #[arg(long, requires = "database", value_name = "CODE")]
    city: Option<RegionCode>,
}

impl Export {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let bucket = match &self.files {
            Some(None) => attachments::said_elsewhere()?,
            named => named.clone().flatten(),
        };
        let options = Stored::of(self.database, self.city)
            .existing(&self.data, self.keys)?
            .with_attachments(self.way.to(bucket.as_ref())?);
        let ledger = Ledger::open_reading(&self.data, options)?;
        let asked = ledger::Export {
            beside: &BESIDE_THE_LOG,
            values: if self.values { Values::InClear } else { Values::LeftOut },
            files: if self.files.is_some() {
                Listing::Listed
            } else {
                Listing::LeftOut
            },
        };
        ensure!(
            !self.to.exists(),
            "{} is there already, and nothing is written over: name another file with --to",
            self.to.display()
        );
        let events = if self.to == Path::new("-") {
            ledger.export_everything(&asked, &mut io::stdout().lock())?
        } else {
            let written = put_down(&self.to, Legible::ToOwner, |file| {
                anyhow::Ok(ledger.export_everything(&asked, file)?)
            });
            written.with_context(|| format!("the export to {} was broken off", self.to.display()))?
        };
        eprintln!("{} written", counted(events, "event", "events"));
        if self.values {
            eprintln!(
                "the file holds personal values in clear: keep it as carefully as the city's keys, and delete it when it was read"
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
