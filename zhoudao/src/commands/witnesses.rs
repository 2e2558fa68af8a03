//! Witnesses as they are typed, each with its key.

use anyhow::ensure;
use clap::Args;
use proof::VerifyingKey;
use witness::WitnessAddress;

use super::public_key::public_key;

/// Witnesses of a log.
#[derive(Debug, Args)]
pub(super) struct Witnesses {
    /// A witness of the log (docs/witness.md): http://HOST:PORT. Once for each witness.
    #[arg(long, value_name = "URL", requires = "witness_key")]
    witness: Vec<String>,
    /// The public key of that witness, as zhoudao witness prints it; in the order of the witnesses.
    #[arg(long, value_name = "KEY", requires = "witness", value_parser = public_key)]
    witness_key: Vec<VerifyingKey>,
}

impl Witnesses {
    /// As they are asked.
    ///
    /// # Errors
    /// When an address or a key is none of a witness, or their numbers differ.
    pub(super) fn addresses(&self) -> anyhow::Result<Vec<WitnessAddress>> {
        let (witnesses, keys) = (self.witness.len(), self.witness_key.len());
        ensure!(
            witnesses == keys,
            "witnesses named: {witnesses}, keys of witnesses: {keys}. Say --witness-key once for each --witness"
        );
        let pairs = self.witness.iter().zip(&self.witness_key);
        let addresses = pairs.map(|(address, key)| WitnessAddress::new(address, key.clone()));
        Ok(addresses.collect::<Result<_, _>>()?)
    }
}
