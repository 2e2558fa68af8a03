//! A permit: the proof, made by the policy alone, that an actor may do an act on a record.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use identity::{RecordId, RegionCode};

use crate::act::{Act, ActName, PublicAct};
use crate::actor::Actor;
use crate::policy::grants;
use crate::subject::Subject;

/// Lets its actor do the act `A` on one record. Only [`permit`] makes one.
pub struct Permit<A> {
    actor: Arc<Actor>,
    record: RecordId,
    region: RegionCode,
    act: PhantomData<fn() -> A>,
}

impl<A: Act> Permit<A> {
    /// Who may act.
    pub fn actor(&self) -> &Arc<Actor> {
        &self.actor
    }

    /// On which record.
    pub fn record(&self) -> RecordId {
        self.record
    }

    /// In which region the record is.
    pub fn region(&self) -> RegionCode {
        self.region
    }

    /// What may be done.
    pub fn act(&self) -> ActName {
        A::ACT
    }
}

impl<A: PublicAct> Permit<A> {
    /// The permit of an act that everybody may do, for public pages.
    pub fn public(actor: &Arc<Actor>, record: RecordId, region: RegionCode) -> Self {
        Self {
            actor: Arc::clone(actor),
            record,
            region,
            act: PhantomData,
        }
    }
}

impl<A: Act> fmt::Debug for Permit<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Permit({} by {} on {})", A::ACT, self.actor.label(), self.record)
    }
}

/// The policy says no. To the person it is as if the record did not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{capacity} may not {act}")]
pub struct Denied {
    /// The act that was asked for.
    pub act: ActName,
    /// As what the actor asked.
    pub capacity: String,
}

impl Denied {
    /// The message that tells the person what to do; the same as for a record that does not exist.
    pub fn key(&self) -> &'static str {
        "denied"
    }
}

/// Asks the policy whether the actor may do the act `A` on the subject.
pub fn permit<A: Act>(actor: &Arc<Actor>, subject: &Subject) -> Result<Permit<A>, Denied> {
    if grants(A::ACT).iter().any(|grant| grant.holds(actor, subject)) {
        Ok(Permit {
            actor: Arc::clone(actor),
            record: subject.record,
            region: subject.region,
            act: PhantomData,
        })
    } else {
        Err(Denied {
            act: A::ACT,
            capacity: actor.capacity_label(),
        })
    }
}
