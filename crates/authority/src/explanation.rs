//! Why yes or no, for `zhoudao policy explain` and the security log. Never shown to the person who was refused.

use std::fmt;

use identity::RecordId;

use crate::act::ActName;
use crate::actor::Actor;
use crate::grant::Grant;
use crate::policy::grants;
use crate::subject::Subject;

/// The grants of an act, each with whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Who.
    pub actor: String,
    /// As what.
    pub capacity: String,
    /// What.
    pub act: ActName,
    /// On which record.
    pub record: RecordId,
    /// The row of the table: any one that holds suffices.
    pub grants: Vec<(Grant, bool)>,
}

impl Explanation {
    /// Whether the act is let through.
    pub fn is_allowed(&self) -> bool {
        self.grants.iter().any(|(_, holds)| *holds)
    }
}

/// Explains the answer of the policy, by the same table.
pub fn explain(actor: &Actor, act: ActName, subject: &Subject) -> Explanation {
    Explanation {
        actor: actor.label(),
        capacity: actor.capacity_label(),
        act,
        record: subject.record,
        grants: grants(act)
            .iter()
            .map(|grant| (*grant, grant.holds(actor, subject)))
            .collect(),
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answer = if self.is_allowed() { "yes" } else { "no" };
        writeln!(
            formatter,
            "{answer}: {} as {}, {} on {}",
            self.actor, self.capacity, self.act, self.record
        )?;
        writeln!(formatter, "allowed is")?;
        for (grant, holds) in &self.grants {
            writeln!(formatter, "  {} {}", if *holds { "✓" } else { "·" }, grant.reason())?;
        }
        Ok(())
    }
}
