//! Witnesses as they are typed, each with its key.

use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::Args;
use proof::VerifyingKey;
use witness::{Trusted, WitnessAddress};

use super::public_key::public_key;

/// Witnesses of a log.
#[derive(Debug, Args)]
pub(super) struct Witnesses {
    /// A witness of the log (docs/witness.md): https://HOST[:PORT], or http://… Once for each witness.
    #[arg(long, value_name = "URL", requires = "witness_key")]
    witness: Vec<String>,
    /// The public key of that witness, as zhoudao witness prints it; in the order of the witnesses.
    #[arg(long, value_name = "KEY", requires = "witness", value_parser = public_key)]
    witness_key: Vec<VerifyingKey>,
    /// The file with the certificates (PEM) of a private authority that vouches for witnesses, beside those that this machine knows.
    #[arg(long, value_name = "FILE", requires = "witness")]
    witness_authority: Option<PathBuf>,
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
        let authority = self.witness_authority.as_deref().map(|file| {
            std::fs::read(file).with_context(|| format!("the witnesses' authority cannot be read from {}", file.display()))
        });
        let authority = authority.transpose()?;
        let trusted = authority.as_deref().map_or(Trusted::OfTheMachine, Trusted::AndAuthority);
        let pairs = self.witness.iter().zip(&self.witness_key);
        let addresses = pairs.map(|(address, key)| WitnessAddress::new(address, key.clone(), trusted));
        Ok(addresses.collect::<Result<_, _>>()?)
    }
}
