//! Whom a city shows the heads of its log to, and where it publishes them.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::ensure;
use clap::Args;
use proof::VerifyingKey;
use transparency::Outside;
use witness::WitnessAddress;

/// What is typed of it.
#[derive(Debug, Args)]
pub(super) struct OutsideArguments {
    /// A witness that countersigns the heads of the log (docs/witness.md): http://HOST:PORT. Once for each witness.
    #[arg(long, value_name = "URL", requires = "witness_key")]
    witness: Vec<String>,
    /// The public key of that witness, as zhoudao witness prints it; in the order of the witnesses.
    #[arg(long, value_name = "KEY", requires = "witness")]
    witness_key: Vec<VerifyingKey>,
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
    /// When an address or a key is none of a witness, or their numbers differ.
    pub(super) fn parsed(&self) -> anyhow::Result<Outside> {
        let (addresses, keys) = (self.witness.len(), self.witness_key.len());
        ensure!(
            addresses == keys,
            "{addresses} witnesses and {keys} keys of witnesses: say --witness-key once for each --witness"
        );
        let witnesses = self.witness.iter().zip(&self.witness_key);
        let witnesses = witnesses.map(|(address, key)| WitnessAddress::new(address, key.clone()));
        Ok(Outside {
            witnesses: witnesses.collect::<Result<_, _>>()?,
            publish: self.publish.clone(),
            pace: Duration::from_secs(self.publish_every),
        })
    }
}
