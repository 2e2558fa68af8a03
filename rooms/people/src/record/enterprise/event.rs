//! What has happened to an enterprise.

use authority::AgentScope;
use calendar::Day;
use identity::{CreditCode, RecordId};
use serde::{Deserialize, Serialize};

/// An outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum EnterpriseEvent {
    /// The enterprise was registered.
    Opened {
        /// Its name.
        name: String,
        /// Its credit code.
        credit_code: CreditCode,
        /// The account of its legal representative.
        representative: RecordId,
        /// Whether it is an invented one of a demonstration city.
        sample: bool,
    },
    /// An agent may act for it.
    MandateGiven {
        /// The mandate.
        mandate: RecordId,
        /// The agent's account.
        agent: RecordId,
        /// What the agent may do.
        scope: AgentScope,
        /// The first day.
        from: Day,
        /// The last day.
        until: Day,
    },
    /// The agent may no more.
    MandateRevoked {
        /// The mandate.
        mandate: RecordId,
    },
}
