//! What is accepted in place of a paper when an application is submitted: that it follows later (容缺), or that its applicant
//! promises what it would prove (告知承诺).

use calendar::{Limit, Unit};
use serde::{Deserialize, Serialize};

/// The paper may follow within a term; the decision waits for it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    /// Number of days from submission.
    pub days: u32,
    /// Working or calendar days.
    #[serde(default = "working_days")]
    pub unit: Unit,
    /// Where the rule comes from.
    pub ground: String,
    /// What follows when it does not come in time, in one sentence.
    pub consequence: String,
}

/// A promise is accepted instead of the paper, and checked after the decision.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofPromise {
    /// What is promised, in the first person, as it is signed.
    pub statement: String,
    /// Its English, to be understood; the Chinese is what is signed.
    #[serde(default)]
    pub statement_en: Option<String>,
    /// Days after the decision within which it is checked.
    pub check_days: u32,
    /// Working or calendar days.
    #[serde(default = "working_days")]
    pub unit: Unit,
    /// Where the rule comes from.
    pub ground: String,
    /// What follows when it was false, in one sentence.
    pub consequence: String,
    /// Calendar days for which who promised falsely may use no promise again.
    pub barred_days: u32,
}

const fn working_days() -> Unit {
    Unit::Working
}

/// A paper that may follow, as a plan records it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaterRule {
    /// The term, from submission.
    pub limit: Limit,
    /// What follows when it does not come in time.
    pub consequence: String,
}

/// A promise that is accepted instead, as a plan records it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseRule {
    /// What is promised.
    pub statement: String,
    /// Until when it is checked, from the decision.
    pub check: Limit,
    /// What follows when it was false.
    pub consequence: String,
    /// Calendar days for which who promised falsely may use no promise again.
    pub barred_days: u32,
}

impl Later {
    /// As a plan records it.
    #[must_use]
    pub fn rule(&self) -> LaterRule {
        LaterRule {
            limit: Limit {
                number: self.days,
                unit: self.unit,
                ground: self.ground.clone(),
            },
            consequence: self.consequence.clone(),
        }
    }
}

impl ProofPromise {
    /// As a plan records it.
    #[must_use]
    pub fn rule(&self) -> PromiseRule {
        PromiseRule {
            statement: self.statement.clone(),
            check: Limit {
                number: self.check_days,
                unit: self.unit,
                ground: self.ground.clone(),
            },
            consequence: self.consequence.clone(),
            barred_days: self.barred_days,
        }
    }
}
