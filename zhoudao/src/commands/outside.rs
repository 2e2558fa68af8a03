//! Whom a city shows the heads of its log to, and where it publishes them.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::ensure;
use clap::Args;
use transparency::Outside;

use super::witnesses::Witnesses;

/// What is typed of it.
#[derive(Debug, Args)]
pub(super) struct OutsideArguments {
    #[command(flatten)]
    witnesses: Witnesses,
    /// Publish the heads of the log in this folder: heads/YYYY-MM-DD.txt and key.txt, for another server or a repository to pass on.
    #[arg(long, value_name = "DIR")]
    publish: Option<PathBuf>,
    /// How often heads are shown to witnesses and published, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = transparency::PACE.as_secs(), value_parser = clap::value_parser!(u64).range(1..=86_400))]
    publish_every: u64,
}

impl OutsideArguments {
    /// As it is used.
    ///
    /// # Errors
    /// When an address or a key is none of a witness, their numbers differ, or heads cannot be published in a file.
    pub(super) fn parsed(&self) -> anyhow::Result<Outside> {
        if let Some(folder) = &self.publish {
            let file = folder.ancestors().find(|path| path.is_file());
            ensure!(
                file.is_none(),
                "heads cannot be published in {}: {} is a file. Name a folder with --publish",
                folder.display(),
                file.unwrap_or(folder).display()
            );
        }
        Ok(Outside {
            witnesses: self.witnesses.addresses()?,
            publish: self.publish.clone(),
            pace: Duration::from_secs(self.publish_every),
        })
    }
}
