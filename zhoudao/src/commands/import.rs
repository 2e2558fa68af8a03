//! `zhoudao import PACK`: a pack becomes the release in force.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use catalogue::{Catalogue, CatalogueError};
use clap::Args;
use ledger::{Ledger, Options};
use procedure::Release;

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
}

impl Import {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let texts =
            catalogue::folder::read(&self.pack).with_context(|| format!("the pack {} cannot be read", self.pack.display()))?;
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
            let ledger = Ledger::open(
                &self.data,
                Options::new(release.city().city).in_database(self.stored.database()),
            )?;
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
