//! `zhoudao verify`: whether the log is what was signed, whether vault and attachments are what it vouches for, and whether it keeps to
//! what somebody holds.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use ledger::{Checked, CheckedFiles, CheckedValues, Epoch, Ledger, Options, Word};
use proof::{Assurance, Evidence, Origin, VerifyingKey};
use serde_json::json;

use crate::server;

/// How many findings are printed; their number is always told.
const FINDINGS_SHOWN_MAX: usize = 100;

/// Check a city's log against its signed heads, or evidence that somebody holds.
///
/// Without files, every event of the log is compared with the tree over it, and every signed head with both; then every personal value with
/// the hash that its event holds of it, and every attachment with its name. With files of evidence, each is compared with the log of the data
/// folder, or, with --key, checked with nothing but the city's public key. Evidence of what was lost when the log was put back is in order:
/// the log says so itself. Exit 0 in order, 1 not in order, 2 unreadable.
#[derive(Debug, Args)]
pub struct Verify {
    /// Files of evidence, as they are downloaded from receipts.
    evidence: Vec<PathBuf>,
    /// The data folder; it may be served at the same time.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The file with the city's keys; without it they are in the data folder.
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Check with this public key (name+id+key) alone: evidence without a city, or a data folder without its keys.
    #[arg(long)]
    key: Option<VerifyingKey>,
    /// Say what was found in the city as JSON.
    #[arg(long, conflicts_with = "evidence")]
    json: bool,
}

/// For whom the answer is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    InWords,
    AsJson,
}

impl Verify {
    fn answer(&self) -> Answer {
        if self.json { Answer::AsJson } else { Answer::InWords }
    }

    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(key) = &self.key {
            return match self.evidence.is_empty() {
                true => said_of(&Ledger::check_log_in(&self.data, key.clone())?, None, self.answer()),
                false => all_in_order(self.evidence.iter().map(|file| with_key(file, key))),
            };
        }
        let city = Ledger::city_in(&self.data)?;
        let city = city.with_context(|| format!("there is no city in {}", self.data.display()))?;
        let mut options = Options::new(city);
        if let Some(keys) = &self.keys {
            options = options.with_keys(keys.clone());
        }
        let ledger = Ledger::open_reading(&self.data, options)?;
        if self.evidence.is_empty() {
            let checked = ledger.check_log()?;
            if !checked.findings.is_empty() {
                // What the log vouches for is known when it is in order.
                return said_of(&checked, None, self.answer());
            }
            let (values, files) = (ledger.check_values()?, ledger.check_files()?);
            if self.answer() == Answer::InWords {
                ledger.epochs().iter().for_each(|epoch| println!("{}", put_back(epoch)));
            }
            return said_of(&checked, Some((&values, &files)), self.answer());
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

/// What was found, and what it means for whoever waits for the exit code.
fn said_of(checked: &Checked, beside: Option<(&CheckedValues, &CheckedFiles)>, answer: Answer) -> anyhow::Result<ExitCode> {
    let is_signed = checked.covered > 0 || checked.leaves == 0;
    let is_in_order =
        is_signed && checked.findings.is_empty() && beside.is_none_or(|(values, files)| are_in_order(values, files));
    match (answer, beside) {
        (Answer::AsJson, _) => println!("{}", as_json(checked, beside)),
        (Answer::InWords, None) => log(checked),
        (Answer::InWords, Some((values, files))) => {
            log(checked);
            vault(values);
            attachments(files);
        }
    }
    Ok(ExitCode::from(u8::from(!is_in_order)))
}

fn are_in_order(values: &CheckedValues, files: &CheckedFiles) -> bool {
    values.findings.is_empty() && files.damaged.is_empty() && files.missing.is_empty()
}

fn as_json(checked: &Checked, beside: Option<(&CheckedValues, &CheckedFiles)>) -> serde_json::Value {
    let texts = |findings: &mut dyn Iterator<Item = String>| findings.collect::<Vec<_>>();
    let mut said = json!({
        "log": {
            "leaves": checked.leaves,
            "covered": checked.covered,
            "heads": checked.heads,
            "findings": texts(&mut checked.findings.iter().map(ToString::to_string)),
        },
    });
    if let Some((values, files)) = beside {
        said["values"] = json!({
            "vouched": values.vouched,
            "restricted": values.restricted,
            "erased": values.erased,
            "gone": values.gone,
            "findings": texts(&mut values.findings.iter().map(ToString::to_string)),
        });
        said["files"] = json!({
            "whole": files.whole,
            "erased": files.erased,
            "damaged": files.damaged,
            "missing": files.missing,
        });
    }
    said
}

/// The personal values, beside the hashes that the log holds of them.
fn vault(values: &CheckedValues) {
    for finding in values.findings.iter().take(FINDINGS_SHOWN_MAX) {
        println!("{finding}");
    }
    let CheckedValues {
        vouched,
        restricted,
        erased,
        gone,
        findings,
    } = values;
    if !findings.is_empty() {
        println!("{} findings in {vouched} personal values", findings.len());
        return;
    }
    println!("{vouched} personal values are those for which the log vouches, {erased} were erased");
    if *restricted > 0 {
        println!("{restricted} of them are restricted: stored, and nothing else");
    }
    if *gone > 0 {
        println!("{gone} are not there: replaced or erased before a list was kept, or before the log was put back");
    }
}

/// The attachments, beside their names.
fn attachments(files: &CheckedFiles) {
    for name in files.damaged.iter().take(FINDINGS_SHOWN_MAX) {
        println!("the attachment {name} is damaged or was altered: zhoudao restore of an earlier backup has it");
    }
    for name in files.missing.iter().take(FINDINGS_SHOWN_MAX) {
        println!(
            "the attachment {name} is named by the log, is not there, and the list of erasures does not say that it was erased"
        );
    }
    println!(
        "{} attachments are what was stored, {} were erased",
        files.whole, files.erased
    );
}

/// That the log was put back, as its own event says.
fn put_back(epoch: &Epoch) -> String {
    let (to, reason) = (epoch.put_back.position, &epoch.put_back.reason);
    format!(
        "the log was put back to position {to} on {} and goes on as epoch {}, because: {reason}",
        epoch.at.day(),
        epoch.put_back.epoch
    )
}

fn log(checked: &Checked) {
    for finding in checked.findings.iter().take(FINDINGS_SHOWN_MAX) {
        println!("{finding}");
    }
    let (leaves, covered, heads, wrong) = (checked.leaves, checked.covered, checked.heads, checked.findings.len());
    if wrong > 0 {
        println!("{wrong} findings in {leaves} events under {heads} heads");
        return;
    }
    if covered == 0 && leaves > 0 {
        println!("no head has been signed yet over {leaves} events: nothing is proven. Serve the city once");
        return;
    }
    println!("{covered} events are as they were signed under {heads} heads");
    if covered < leaves {
        println!("{} newer events are not signed yet", leaves - covered);
    }
}

fn with_key(file: &Path, key: &VerifyingKey) -> anyhow::Result<bool> {
    let evidence = read(file)?;
    Ok(match evidence.verify(&in_epoch_of(&evidence, key)) {
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
    Ok(match (kept, evidence.verify(&in_epoch_of(&evidence, &ledger.log_key()))) {
        (Ok(Word::Kept), Ok(assurance)) => said(file, &format!("{}, and the log holds it", genuine(&assurance)), true),
        (Ok(Word::PutBack(epoch)), Ok(assurance)) => said(
            file,
            &format!(
                "{}, and it is among what was lost since: {}",
                genuine(&assurance),
                put_back(&epoch)
            ),
            true,
        ),
        (Ok(_), _) => said(
            file,
            "genuine, and the log does not hold it any more: it was rewritten",
            false,
        ),
        (Err(worthless), _) => said(file, &worthless.to_string(), false),
    })
}

/// A log that was put back signs on with the same key under the name of its next epoch: whoever trusts the one trusts the other.
fn in_epoch_of(evidence: &Evidence, trusted: &VerifyingKey) -> VerifyingKey {
    let origin = |key: &VerifyingKey| key.name().as_str().parse::<Origin>().ok();
    match (origin(&evidence.key), origin(trusted)) {
        (Some(own), Some(other)) if own.in_epoch(other.epoch()) == other => trusted.named(evidence.key.name().clone()),
        _ => trusted.clone(),
    }
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
