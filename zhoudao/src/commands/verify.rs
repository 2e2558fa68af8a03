//! `zhoudao verify`: whether the log is what was signed, and whether it keeps to what somebody holds.

mod care;
mod held;
mod index;
mod log;
mod witnesses;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Args;
use ledger::Ledger;
use proof::VerifyingKey;
use witness::WitnessAddress;

use crate::stored::Stored;

/// Findings of one kind that are printed; their number is always told.
const FINDINGS_SHOWN_MAX: usize = 100;

/// Check a city's log against its signed heads, or what somebody holds of it.
///
/// Without anything held, every event of the log is compared with the tree over it, every signed head with both, every countersignature of a
/// witness with the log, every row of the index tables with the events, every personal value with the hash that its event holds of it, and every
/// attachment with its name. Evidence from a receipt, a published head and the text of a receipt's
/// square code are each compared with the log of the data folder, or, with --key, checked with nothing but the city's public key. With --witness, the
/// witness is asked for the head that it has seen last. Evidence of what was lost when the log was put back is in order: the log says so itself. Exit 0 in order, 1 not in order, 2 unreadable.
#[derive(Debug, Args)]
pub struct Verify {
    /// What somebody holds: files of evidence, files of published heads, folders of such files, or the text of a square code.
    held: Vec<String>,
    /// The data folder; it may be served at the same time.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    stored: Stored,
    /// The file with the city's keys; without it they are in the data folder.
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Check with this public key (name+id+key) alone: what is held without a city, or a data folder without its keys.
    #[arg(long, conflicts_with = "witness")]
    key: Option<VerifyingKey>,
    /// A witness that is asked for the last head that it has countersigned. Once for each witness.
    #[arg(long, value_name = "URL", requires = "witness_key")]
    witness: Vec<String>,
    /// The public key of that witness; in the order of the witnesses.
    #[arg(long, value_name = "KEY", requires = "witness")]
    witness_key: Vec<VerifyingKey>,
    /// Say what was found in log, personal values and attachments as JSON.
    #[arg(long, conflicts_with_all = ["held", "key", "witness"])]
    json: bool,
}

impl Verify {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(key) = &self.key {
            return match self.held.is_empty() {
                true => Ok(code(log::said(&Ledger::check_log_in(&self.data, key.clone())?))),
                false => Ok(code(all_in_order(
                    held::all(&self.held)?.iter().map(|held| Ok(held.with_key(key))),
                )?)),
            };
        }
        let witnesses = self.witnesses()?;
        let ledger = self.ledger()?;
        if !self.held.is_empty() {
            let held = held::all(&self.held)?;
            let held_in_order = all_in_order(held.iter().map(|held| held.with_log(&ledger)))?;
            let asked = all_in_order(witnesses.iter().map(|witness| witnesses::asked(&ledger, witness)))?;
            return Ok(code(held_in_order && asked));
        }
        let checked = ledger.check_log()?;
        if self.json {
            return Ok(code(care::said_as_json(&ledger, &checked)?));
        }
        ledger.epochs().iter().for_each(|epoch| println!("{}", care::put_back(epoch)));
        // Each is told, even where one before it is not in order.
        let is_log = log::said(&checked);
        // What follows from the log, and what it vouches for, is known when it is in order.
        let is_beside = !is_log || !self.stored.is_in_folder() || care::said(&ledger)?;
        let is_kept = witnesses::kept(&ledger)?;
        let is_index = !is_log || index::said(&ledger)?;
        let is_seen = all_in_order(witnesses.iter().map(|witness| witnesses::asked(&ledger, witness)))?;
        Ok(code(is_log && is_beside && is_kept && is_index && is_seen))
    }

    fn witnesses(&self) -> anyhow::Result<Vec<WitnessAddress>> {
        ensure!(
            self.witness.len() == self.witness_key.len(),
            "say --witness-key once for each --witness"
        );
        let witnesses = self.witness.iter().zip(&self.witness_key);
        let witnesses = witnesses.map(|(address, key)| WitnessAddress::new(address, key.clone()));
        Ok(witnesses.collect::<Result<_, _>>()?)
    }

    fn ledger(&self) -> anyhow::Result<Ledger> {
        let city = self.stored.city(&self.data)?;
        city.with_context(|| format!("there is no city in {}", self.data.display()))?;
        let mut options = self.stored.options(&self.data)?;
        if let Some(keys) = &self.keys {
            options = options.with_keys(keys.clone());
        }
        Ok(Ledger::open_reading(&self.data, options)?)
    }
}

const fn code(is_in_order: bool) -> ExitCode {
    if is_in_order { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn all_in_order(mut checks: impl Iterator<Item = anyhow::Result<bool>>) -> anyhow::Result<bool> {
    checks.try_fold(true, |before, is_in_order| Ok(before & is_in_order?))
}
