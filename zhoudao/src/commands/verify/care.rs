//! What lies beside the log, personal values and attachments, against what the log says of them.

use ledger::{Checked, CheckedCommands, CheckedFiles, CheckedValues, Epoch, Ledger};
use serde_json::json;

use super::{FINDINGS_SHOWN_MAX, index, log, witnesses};
use crate::counted::counted;

/// Says whether commands, values, attachments and index tables are what the log says.
pub(super) fn said(ledger: &Ledger) -> anyhow::Result<bool> {
    let found_commands = ledger.check_commands()?;
    let (found_values, found_files) = (ledger.check_values()?, ledger.check_files()?);
    commands(&found_commands);
    values(&found_values);
    attachments(&found_files);
    let is_index = index::checked(ledger, &found_commands.releases)?.said();
    Ok(is_index && found_commands.findings.is_empty() && are_in_order(&found_values, &found_files))
}

/// Why nothing else is compared when the log is not in order.
pub(super) const NOT_KNOWN: &str =
    "personal values, attachments and index tables are not compared: what they must be is known from the log when it is in order";

/// Everything that is told of a city, for a program.
pub(super) fn said_as_json(ledger: &Ledger, checked: &Checked) -> anyhow::Result<bool> {
    let remembered = witnesses::remembered(ledger)?;
    let mut said = json!({
        "log": {
            "leaves": checked.leaves,
            "covered": checked.covered,
            "heads": checked.heads,
            "last_head": checked.last_head.as_ref().map(|head| json!({
                "size": head.size, "at": head.at, "root": head.root.to_string(),
            })),
            "findings": texts(&checked.findings),
        },
        "put_back": ledger.epochs().iter().map(|epoch| &epoch.put_back).collect::<Vec<_>>(),
        "witnesses": { "cosignatures": remembered.cosignatures, "findings": remembered.findings },
    });
    let is_log = log::is_in_order(checked);
    let mut is_in_order = is_log && remembered.findings.is_empty();
    if !is_log {
        said["not_compared"] = NOT_KNOWN.into();
    } else {
        let commands = ledger.check_commands()?;
        let (values, files) = (ledger.check_values()?, ledger.check_files()?);
        said["commands"] = json!({ "known": commands.known, "findings": texts(&commands.findings) });
        said["values"] = json!({
            "vouched": values.vouched,
            "restricted": values.restricted,
            "erased": values.erased,
            "gone": values.gone,
            "warranted_from": values.warranted_from,
            "findings": texts(&values.findings),
        });
        said["files"] = json!({
            "whole": files.whole,
            "erased": files.erased,
            "damaged": files.damaged,
            "missing": files.missing,
        });
        let index = index::checked(ledger, &commands.releases)?;
        is_in_order &= index.findings.is_empty();
        said["index"] = json!({ "kinds": index.kinds, "findings": index.findings });
        is_in_order &= commands.findings.is_empty() && are_in_order(&values, &files);
    }
    println!("{said}");
    Ok(is_in_order)
}

fn texts(findings: &[impl ToString]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

fn are_in_order(values: &CheckedValues, files: &CheckedFiles) -> bool {
    values.findings.is_empty() && files.damaged.is_empty() && files.missing.is_empty()
}

fn commands(commands: &CheckedCommands) {
    for finding in commands.findings.iter().take(FINDINGS_SHOWN_MAX) {
        println!("{finding}");
    }
    let known = counted(commands.known, "command is", "commands are");
    match commands.findings.len() as u64 {
        0 => println!("{known} known again by their keys"),
        findings => println!(
            "{} beside {known} known again by their keys",
            counted(findings, "finding", "findings")
        ),
    }
}

fn values(values: &CheckedValues) {
    for finding in values.findings.iter().take(FINDINGS_SHOWN_MAX) {
        println!("{finding}");
    }
    let CheckedValues {
        vouched,
        restricted,
        erased,
        gone,
        warranted_from,
        findings,
    } = values;
    if !findings.is_empty() {
        let (found, values) = (
            counted(findings.len() as u64, "finding", "findings"),
            counted(*vouched, "personal value", "personal values"),
        );
        println!("{found} beside {values} that are in order");
        return;
    }
    let values = counted(*vouched, "personal value", "personal values");
    println!("the log vouches for {values}; {} erased", counted(*erased, "was", "were"));
    if *restricted > 0 {
        let restricted = counted(*restricted, "of them is", "of them are");
        println!("{restricted} restricted: stored, and nothing else");
    }
    if *gone > 0 {
        let gone = counted(*gone, "is", "are");
        println!("{gone} not there: replaced or erased before a list was kept, or before the log was put back");
    }
    if *warranted_from > 1 {
        println!("who erased what is known of values given from position {warranted_from} on");
    }
}

fn attachments(files: &CheckedFiles) {
    for name in files.damaged.iter().take(FINDINGS_SHOWN_MAX) {
        println!("the attachment {name} is damaged or was altered: a backup that was made before may have it");
    }
    for name in files.missing.iter().take(FINDINGS_SHOWN_MAX) {
        println!(
            "the attachment {name} is named by the log, is not there, and the list of erasures does not say that it was erased"
        );
    }
    let attachments = counted(files.whole, "attachment is", "attachments are");
    println!(
        "{attachments} what was stored; {} erased",
        counted(files.erased, "was", "were")
    );
}

/// That the log was put back, as its own event says.
pub(super) fn put_back(epoch: &Epoch) -> String {
    let (to, reason) = (epoch.put_back.position, &epoch.put_back.reason);
    format!(
        "the log was put back to position {to} on {} and goes on as epoch {}, because: {reason}",
        epoch.at.day(),
        epoch.put_back.epoch
    )
}
