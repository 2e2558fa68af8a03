//! `zhoudao verify`: whether the log is what was signed, and whether it keeps to what somebody holds.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use ledger::{Checked, Ledger, Word};
use proof::{Assurance, Evidence, VerifyingKey};

use crate::server;
use crate::stored::Stored;

/// How many findings are printed; their number is always told.
const FINDINGS_SHOWN_MAX: usize = 100;

/// Check a city's log against its signed heads, or evidence that somebody holds.
///
/// Without files, every event of the log is compared with the tree over it, and every signed head with both. With files of evidence, each is
/// compared with the log of the data folder, or, with --key, checked with nothing but the city's public key. Exit 0 in order, 1 not in order, 2 unreadable.
#[derive(Debug, Args)]
pub struct Verify {
    /// Files of evidence, as they are downloaded from receipts.
    evidence: Vec<PathBuf>,
    /// The data folder; it may be served at the same time.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    stored: Stored,
    /// The file with the city's keys; without it they are in the data folder.
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Check with this public key (name+id+key) alone: evidence without a city, or a data folder without its keys.
    #[arg(long)]
    key: Option<VerifyingKey>,
}

impl Verify {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(key) = &self.key {
            return match self.evidence.is_empty() {
                true => log(&Ledger::check_log_in(&self.data, key.clone())?),
                false => all_in_order(self.evidence.iter().map(|file| with_key(file, key))),
            };
        }
        let city = self.stored.city(&self.data)?;
        city.with_context(|| format!("there is no city in {}", self.data.display()))?;
        let mut options = self.stored.options(&self.data)?;
        if let Some(keys) = &self.keys {
            options = options.with_keys(keys.clone());
        }
        let ledger = Ledger::open_reading(&self.data, options)?;
        if self.evidence.is_empty() {
            return log(&ledger.check_log()?);
        }
        all_in_order(self.evidence.iter().map(|file| with_log(file, &ledger)))
    }
}

fn all_in_order(checks: impl Iterator<Item = anyhow::Result<bool>>) -> anyhow::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    for is_in_order in checks {
        if !is_in_order? {
            code = ExitCode::from(1);
        }
    }
    Ok(code)
}

fn log(checked: &Checked) -> anyhow::Result<ExitCode> {
    for finding in checked.findings.iter().take(FINDINGS_SHOWN_MAX) {
        println!("{finding}");
    }
    let (leaves, covered, heads, wrong) = (checked.leaves, checked.covered, checked.heads, checked.findings.len());
    if wrong > 0 {
        println!("{wrong} findings in {leaves} events under {heads} heads");
        return Ok(ExitCode::from(1));
    }
    if covered == 0 && leaves > 0 {
        println!("no head has been signed yet over {leaves} events: nothing is proven. Serve the city once");
        return Ok(ExitCode::from(1));
    }
    println!("{covered} events are as they were signed under {heads} heads");
    if covered < leaves {
        println!("{} newer events are not signed yet", leaves - covered);
    }
    Ok(ExitCode::SUCCESS)
}

fn with_key(file: &Path, key: &VerifyingKey) -> anyhow::Result<bool> {
    Ok(match read(file)?.verify(key) {
        Ok(assurance) => said(file, &genuine(&assurance), true),
        Err(worthless) => said(file, &worthless.to_string(), false),
    })
}

fn with_log(file: &Path, ledger: &Ledger) -> anyhow::Result<bool> {
    let evidence = read(file)?;
    let kept = server::block_on({
        let (ledger, evidence) = (ledger.clone(), evidence.clone());
        async move { Ok(ledger.keeps_to(&evidence).await?) }
    })?;
    Ok(match (kept, evidence.verify(&ledger.log_key())) {
        (Ok(Word::Kept), Ok(assurance)) => said(file, &format!("{}, and the log holds it", genuine(&assurance)), true),
        (Ok(_), _) => said(
            file,
            "genuine, and the log does not hold it any more: it was rewritten",
            false,
        ),
        (Err(worthless), _) => said(file, &worthless.to_string(), false),
    })
}

fn genuine(assurance: &Assurance) -> String {
    match assurance {
        Assurance::Promised(promise) => format!("genuine: promised as event {} of {}", promise.index + 1, promise.origin),
        Assurance::Included(promise, head) => {
            let (position, origin) = (promise.index + 1, &promise.origin);
            format!(
                "genuine: event {position} of {origin}, proven under the head over {} events",
                head.size
            )
        }
    }
}

fn said(file: &Path, words: &str, is_in_order: bool) -> bool {
    println!("{}: {words}", file.display());
    is_in_order
}

fn read(file: &Path) -> anyhow::Result<Evidence> {
    let text = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{} is no evidence", file.display()))
}
