//! What of applications is at somebody's hand now: which step or other task, and at which organ.

use std::collections::BTreeMap;

use identity::RecordId;
use ledger::{Ledger, Unavailable, values};

use super::tasks::{NO_DUE_DAY, TaskStatus};
use calendar::Day;

/// Something of an application that is on a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtHand {
    /// Whose desk.
    pub organ: String,
    /// The item; empty for a gate.
    pub item: String,
    /// The step, or how the desk names what else it is.
    pub step: String,
    /// Why it is there.
    pub status: TaskStatus,
    /// Until when, while a clock runs.
    pub due: Option<Day>,
}

/// What is at hand of each of these applications, the most urgent first.
///
/// # Errors
/// When the store cannot be read.
pub async fn at_hand(ledger: &Ledger, applications: &[RecordId]) -> Result<BTreeMap<RecordId, Vec<AtHand>>, Unavailable> {
    let mut values = values![ledger.city()];
    let mut places = Vec::with_capacity(applications.len());
    for application in applications {
        values.push((*application).into());
        places.push(format!("${}", values.len()));
    }
    if places.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT t.application, t.organ, t.item, t.step, t.status, t.due
         FROM application a JOIN task t ON t.city = a.city AND t.came = a.came
         WHERE a.city = $1 AND a.record IN ({}) ORDER BY t.application, t.due, t.step",
        places.join(", ")
    );
    let mut at_hand: BTreeMap<RecordId, Vec<AtHand>> = BTreeMap::new();
    for row in ledger.query(sql, values).await? {
        let due: i32 = row.get(5)?;
        at_hand.entry(row.get(0)?).or_default().push(AtHand {
            organ: row.get(1)?,
            item: row.get(2)?,
            step: row.get(3)?,
            status: TaskStatus::from_text(&row.get::<String>(4)?),
            due: (due != NO_DUE_DAY).then_some(Day(due)),
        });
    }
    Ok(at_hand)
}
