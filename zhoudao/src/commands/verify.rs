//! `zhoudao verify`: whether the log is what was signed, and whether it keeps to what somebody holds.

mod care;
mod held;
mod index;
mod log;
mod witnesses;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{bail, ensure};
use clap::Args;
use ledger::Ledger;
use proof::VerifyingKey;

use super::public_key::public_key;
use super::witnesses::Witnesses;
use crate::stored::Stored;

/// Findings of one kind that are printed; their number is always told.
const FINDINGS_SHOWN_MAX: usize = 100;

/// Check a city's log against its signed heads, or what somebody holds of it.
///
/// Without anything held, every event of the log is compared with the tree over it, every signed head with both, every countersignature of a
/// witness with the log, every row of the index tables with the events, the text of the city's rules with their digest, every personal value with the
/// hash that its event holds of it, and every attachment with its name. Evidence from a receipt, a published head and the text of a receipt's
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
    #[arg(long, conflicts_with = "witness", value_parser = public_key)]
    key: Option<VerifyingKey>,
    #[command(flatten)]
    witnesses: Witnesses,
    /// Say what was found as JSON: in the log, of its witnesses, in personal values, attachments and index tables.
    #[arg(long, conflicts_with_all = ["held", "key", "witness"])]
    json: bool,
}

impl Verify {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(key) = &self.key {
            return self.with_key_alone(key).map(code);
        }
        let witnesses = self.witnesses.addresses()?;
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
        if !is_log {
            println!("{}", care::NOT_KNOWN);
        }
        let is_kept = witnesses::remembered(&ledger)?.said();
        let is_beside = !is_log || care::said(&ledger)?;
        let is_seen = all_in_order(witnesses.iter().map(|witness| witnesses::asked(&ledger, witness)))?;
        let is_in_order = is_log && is_beside && is_kept && is_seen;
        println!(
            "{}",
            if is_in_order {
                "all is in order"
            } else {
                "not in order: see above"
            }
        );
        Ok(code(is_in_order))
    }

    /// What is held needs no city; a log that is read without its keys is one in a data folder.
    fn with_key_alone(&self, key: &VerifyingKey) -> anyhow::Result<bool> {
        if !self.held.is_empty() {
            return all_in_order(held::all(&self.held)?.iter().map(|held| Ok(held.with_key(key))));
        }
        ensure!(
            self.stored.is_in_folder(),
            "--key alone checks the log of a data folder, not one on PostgreSQL. Leave --key out to check that one with the city's keys; \
             to check a data folder, leave --database out and unset DATABASE_URL"
        );
        Ok(log::said(&Ledger::check_log_in(&self.data, key.clone())?))
    }

    fn ledger(&self) -> anyhow::Result<Ledger> {
        let options = match self.stored.existing(&self.data, self.keys.clone()) {
            Err(error) if !self.held.is_empty() => {
                bail!("{error}. What somebody holds is checked without a city by --key and the city's public key")
            }
            options => options?,
        };
        Ok(Ledger::open_reading(&self.data, options)?)
    }
}

const fn code(is_in_order: bool) -> ExitCode {
    if is_in_order { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn all_in_order(mut checks: impl Iterator<Item = anyhow::Result<bool>>) -> anyhow::Result<bool> {
    checks.try_fold(true, |before, is_in_order| Ok(before & is_in_order?))
}
