//! How long the values of an application are kept: their term runs from its end, not from the day on which they were given.

use ledger::{Due, Ledger, Unavailable, Verdict};

use crate::record::Applications;

/// What runs needs everything that was said and handed in; what has ended is a file, whose term begins with its end.
pub(crate) fn judged(ledger: &Ledger, due: &Due) -> Result<Verdict, Unavailable> {
    let Some(application) = ledger.state_blocking::<Applications>(due.record)? else {
        return Ok(Verdict::Erased);
    };
    let is_over = application.state.ended_on.is_some_and(|ended| {
        let days = ledger.now().day().since(ended);
        i64::from(days) >= i64::from(due.term_days)
    });
    Ok(if is_over { Verdict::Erased } else { Verdict::Needed })
}
