//! Who takes a paper for the applicant (民事诉讼法 88: the person, the representative, or who holds a mandate).

use authority::{AgentScope, Mandate, Party};
use calendar::Day;
use identity::RecordId;
use people::EnterpriseState;
use serde::{Deserialize, Serialize};

use crate::record::refusal::Refusal;

/// To whom a paper was served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "as", content = "account")]
pub enum Recipient {
    /// Into the account through which the applicant acts.
    #[default]
    Account,
    /// To the address that the applicant gave.
    Address,
    /// To the person.
    Applicant(RecordId),
    /// To the legal representative.
    Representative(RecordId),
    /// To an agent with a mandate.
    Agent(RecordId),
}

/// Somebody of whom it is proven that he or she may take papers for an applicant today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    pub(super) applicant: Party,
    pub(super) recipient: Recipient,
    /// The enterprise must still be as it was read, or the mandate may have been taken back meanwhile.
    pub(super) as_read: Option<(RecordId, u64)>,
}

impl Receiver {
    /// The person whose application it is.
    #[must_use]
    pub fn person(account: RecordId) -> Self {
        Self {
            applicant: Party::Person(account),
            recipient: Recipient::Applicant(account),
            as_read: None,
        }
    }

    /// Somebody for an enterprise: its representative, or an agent whose mandate covers handling and is in force today.
    ///
    /// # Errors
    /// When the account may not take papers for it, or may no more.
    pub fn for_enterprise(
        (enterprise, version): (RecordId, u64),
        state: &EnterpriseState,
        account: RecordId,
        today: Day,
    ) -> Result<Self, Refusal> {
        let recipient = match state.right_of(account, today) {
            Some(Mandate::Representative) => Recipient::Representative(account),
            Some(Mandate::Agent(AgentScope::Handle)) => Recipient::Agent(account),
            Some(Mandate::Agent(AgentScope::See)) | None => return Err(Refusal::NoMandateToday),
        };
        Ok(Self {
            applicant: Party::Enterprise(enterprise),
            recipient,
            as_read: Some((enterprise, version)),
        })
    }
}
