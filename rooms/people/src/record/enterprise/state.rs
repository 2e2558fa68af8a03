//! What the events of an enterprise add up to.

use authority::{AgentScope, Mandate};
use calendar::{Day, Moment};
use identity::{CreditCode, RecordId};
use ledger::Stamp;

use super::EnterpriseEvent;

/// An enterprise as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnterpriseState {
    registration: Option<Registration>,
    mandates: Vec<MandateGiven>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Registration {
    name: String,
    credit_code: CreditCode,
    representative: RecordId,
    sample: bool,
}

/// A mandate as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateGiven {
    /// The mandate.
    pub id: RecordId,
    /// The agent's account.
    pub agent: RecordId,
    /// What the agent may do.
    pub scope: AgentScope,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// When it was given.
    pub given: Moment,
    /// When it was taken back.
    pub revoked: Option<Moment>,
}

impl MandateGiven {
    /// Whether the agent may act on that day.
    pub fn is_in_force(&self, day: Day) -> bool {
        self.from <= day && !self.is_over(day)
    }

    /// Whether it was taken back or has run out by that day.
    pub fn is_over(&self, day: Day) -> bool {
        self.revoked.is_some() || self.until < day
    }
}

impl EnterpriseState {
    /// Whether it was registered.
    pub fn is_open(&self) -> bool {
        self.registration.is_some()
    }

    /// Its name; empty if it was never registered.
    pub fn name(&self) -> &str {
        self.registration.as_ref().map_or("", |registration| &registration.name)
    }

    /// Its credit code.
    pub fn credit_code(&self) -> Option<&CreditCode> {
        self.registration.as_ref().map(|registration| &registration.credit_code)
    }

    /// The account of its legal representative.
    pub fn representative(&self) -> Option<RecordId> {
        self.registration.as_ref().map(|registration| registration.representative)
    }

    /// Whether it is an invented one of a demonstration city.
    pub fn is_sample(&self) -> bool {
        self.registration.as_ref().is_some_and(|registration| registration.sample)
    }

    /// Every mandate ever given, the oldest first.
    pub fn mandates(&self) -> &[MandateGiven] {
        &self.mandates
    }

    /// One mandate.
    pub fn mandate(&self, id: RecordId) -> Option<&MandateGiven> {
        self.mandates.iter().find(|mandate| mandate.id == id)
    }

    /// The mandates in force on a day or to come.
    pub fn mandates_not_over(&self, day: Day) -> impl Iterator<Item = &MandateGiven> {
        self.mandates.iter().filter(move |mandate| !mandate.is_over(day))
    }

    /// By which right an account acts for the enterprise on that day.
    pub fn right_of(&self, account: RecordId, day: Day) -> Option<Mandate> {
        if self.representative() == Some(account) {
            return Some(Mandate::Representative);
        }
        let mandate = self
            .mandates
            .iter()
            .find(|mandate| mandate.agent == account && mandate.is_in_force(day));
        mandate.map(|mandate| Mandate::Agent(mandate.scope))
    }

    pub(super) fn apply(&mut self, event: &EnterpriseEvent, stamp: &Stamp) {
        match event {
            EnterpriseEvent::Opened {
                name,
                credit_code,
                representative,
                sample,
            } => {
                self.registration = Some(Registration {
                    name: name.clone(),
                    credit_code: credit_code.clone(),
                    representative: *representative,
                    sample: *sample,
                });
            }
            EnterpriseEvent::MandateGiven {
                mandate,
                agent,
                scope,
                from,
                until,
            } => self.mandates.push(MandateGiven {
                id: *mandate,
                agent: *agent,
                scope: *scope,
                from: *from,
                until: *until,
                given: stamp.at,
                revoked: None,
            }),
            EnterpriseEvent::MandateRevoked { mandate } => {
                if let Some(mandate) = self.mandates.iter_mut().find(|one| one.id == *mandate) {
                    mandate.revoked = Some(stamp.at);
                }
            }
        }
    }
}
