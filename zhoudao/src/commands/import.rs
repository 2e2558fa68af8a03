//! `zhoudao import PACK`: a pack becomes the release in force.

use std::num::NonZeroU8;
use std::path::PathBuf;
use std::process::ExitCode;

use catalogue::{Catalogue, CatalogueError};
use clap::Args;
use ledger::{Ledger, Options};
use procedure::Release;
use proof::Suite;

use crate::pack;
use crate::server;
use crate::stored::Stored;

/// Import a city pack as a new release.
#[derive(Debug, Args)]
pub struct Import {
    /// The pack's folder.
    pack: PathBuf,
    /// The data folder; it must not be served at the same time.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    stored: Stored,
    /// How the log of a new city is hashed, for good: sha256, or sm3 (GB/T 32905). A city that is there keeps its own.
    #[arg(long, value_name = "SUITE", value_parser = suite)]
    suite: Option<Suite>,
    /// Into how many parts the tables of a new PostgreSQL are divided by the city, for good: a province may lay them on servers of their own.
    #[arg(long, requires = "database", value_name = "N", value_parser = partitions)]
    partitions: Option<NonZeroU8>,
}

impl Import {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let texts = pack::read(&self.pack)?;
        let release = match Release::of(&texts) {
            Ok(release) => release,
            Err(findings) => {
                findings
                    .iter()
                    .for_each(|finding| println!("{}/{finding}", self.pack.display()));
                return Ok(ExitCode::from(1));
            }
        };
        server::block_on(async move {
            self.stored.check(&self.data)?;
            let mut options = Options::new(release.city().city)
                .in_database(self.stored.database())
                .with_attachments(self.stored.attachments()?);
            if let Some(suite) = self.suite {
                options = options.with_suite(suite);
            }
            if let Some(partitions) = self.partitions {
                options = options.in_partitions(partitions);
            }
            let ledger = Ledger::open(&self.data, options)?;
            let catalogue = Catalogue::import(&ledger, &texts)
                .await
                .map_err(|error: CatalogueError| anyhow::anyhow!("{error}"))?;
            println!("release {} is in force", catalogue.current().digest());
            ledger.close().await;
            Ok(())
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

pub(super) fn partitions(number: &str) -> Result<NonZeroU8, String> {
    number.parse().map_err(|_| {
        format!(
            "tables are divided into 1 to {} parts: say a whole number of them",
            NonZeroU8::MAX
        )
    })
}

fn suite(name: &str) -> Result<Suite, String> {
    name.parse()
        .map_err(|()| format!("there is no hash suite {name}: sha256 or sm3"))
}
