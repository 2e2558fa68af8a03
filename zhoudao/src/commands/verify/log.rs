//! Every event against the tree, every head against both.

use calendar::Moment;
use ledger::Checked;

use super::FINDINGS_SHOWN_MAX;
use crate::care::to_the_minute;
use crate::counted::counted;

/// Whether the log is what was signed, and something was.
pub(super) fn is_in_order(checked: &Checked) -> bool {
    checked.findings.is_empty() && (checked.covered > 0 || checked.leaves == 0)
}

/// Says what checking the log has led to, and whether it is in order.
pub(super) fn said(checked: &Checked) -> bool {
    for finding in checked.findings.iter().take(FINDINGS_SHOWN_MAX) {
        println!("{finding}");
    }
    let (leaves, covered, wrong) = (checked.leaves, checked.covered, checked.findings.len());
    let heads = counted(u64::from(checked.heads), "head", "heads");
    if wrong > 0 {
        println!(
            "{} in {} under {heads}",
            counted(wrong as u64, "finding", "findings"),
            events(leaves)
        );
        return false;
    }
    if covered == 0 && leaves > 0 {
        println!(
            "no head has been signed yet over {}: nothing is proven. Serve the city once",
            events(leaves)
        );
        return false;
    }
    let signed = counted(covered, "event is as it was", "events are as they were");
    println!("{signed} signed under {heads}");
    if let Some(head) = &checked.last_head {
        let (at, root) = (to_the_minute(Moment(head.at)), head.root);
        println!("the last head: {}, signed on {at}, root {root}", events(head.size));
    }
    if covered < leaves {
        println!(
            "{} not signed yet",
            counted(leaves - covered, "newer event is", "newer events are")
        );
    }
    true
}

fn events(number: u64) -> String {
    counted(number, "event", "events")
}
