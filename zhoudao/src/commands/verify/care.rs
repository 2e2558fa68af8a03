//! What lies beside the log, personal values and attachments, against what the log says of them.

use ledger::{Checked, CheckedFiles, CheckedValues, Epoch, Ledger};
use proof::{Evidence, Origin, VerifyingKey};
use serde_json::json;

use super::FINDINGS_SHOWN_MAX;

/// Says whether values and attachments are those for which the log vouches.
pub(super) fn said(ledger: &Ledger) -> anyhow::Result<bool> {
    let (found_values, found_files) = (ledger.check_values()?, ledger.check_files()?);
    values(&found_values);
    attachments(&found_files);
    Ok(are_in_order(&found_values, &found_files))
}

/// The same with the log, for a program.
pub(super) fn said_as_json(ledger: &Ledger, checked: &Checked) -> anyhow::Result<bool> {
    let texts = |findings: &mut dyn Iterator<Item = String>| findings.collect::<Vec<_>>();
    let mut said = json!({
        "log": {
            "leaves": checked.leaves,
            "covered": checked.covered,
            "heads": checked.heads,
            "findings": texts(&mut checked.findings.iter().map(ToString::to_string)),
        },
    });
    let mut is_in_order = checked.findings.is_empty() && (checked.covered > 0 || checked.leaves == 0);
    if checked.findings.is_empty() {
        let (values, files) = (ledger.check_values()?, ledger.check_files()?);
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
        is_in_order &= are_in_order(&values, &files);
    }
    println!("{said}");
    Ok(is_in_order)
}

fn are_in_order(values: &CheckedValues, files: &CheckedFiles) -> bool {
    values.findings.is_empty() && files.damaged.is_empty() && files.missing.is_empty()
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
pub(super) fn put_back(epoch: &Epoch) -> String {
    let (to, reason) = (epoch.put_back.position, &epoch.put_back.reason);
    format!(
        "the log was put back to position {to} on {} and goes on as epoch {}, because: {reason}",
        epoch.at.day(),
        epoch.put_back.epoch
    )
}

/// A log that was put back signs on with the same key under the name of its next epoch: whoever trusts the one trusts the other.
pub(super) fn in_epoch_of(evidence: &Evidence, trusted: &VerifyingKey) -> VerifyingKey {
    let origin = |key: &VerifyingKey| key.name().as_str().parse::<Origin>().ok();
    match (origin(&evidence.key), origin(trusted)) {
        (Some(own), Some(other)) if own.in_epoch(other.epoch()) == other => trusted.named(evidence.key.name().clone()),
        _ => trusted.clone(),
    }
}
