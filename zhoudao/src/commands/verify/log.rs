//! Every event against the tree, every head against both.

use ledger::Checked;

use super::FINDINGS_SHOWN_MAX;

/// Says what checking the log has led to, and whether it is in order.
pub(super) fn said(checked: &Checked) -> bool {
    for finding in checked.findings.iter().take(FINDINGS_SHOWN_MAX) {
        println!("{finding}");
    }
    let (leaves, covered, heads, wrong) = (checked.leaves, checked.covered, checked.heads, checked.findings.len());
    if wrong > 0 {
        println!("{wrong} findings in {leaves} events under {heads} heads");
        return false;
    }
    if covered == 0 && leaves > 0 {
        println!("no head has been signed yet over {leaves} events: nothing is proven. Serve the city once");
        return false;
    }
    println!("{covered} events are as they were signed under {heads} heads");
    if covered < leaves {
        println!("{} newer events are not signed yet", leaves - covered);
    }
    true
}
