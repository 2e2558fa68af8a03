//! What the events of a message add up to.

use std::sync::Arc;

use calendar::Moment;
use identity::RegionCode;
use ledger::{Decision, Stamp};

use super::command::{Foresee, HandOver, Tell, TellSent};
use super::delivery::{self, Delivery, DeliveryStatus};
use super::{Audience, Event, Fact, Refusal};

/// A message as it stands.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// What was told, and when; none while it is foreseen.
    pub told: Option<Arc<Told>>,
    /// What is foreseen.
    pub foreseen: Option<Arc<Foreseen>>,
    /// The texts that leave the house for it.
    pub deliveries: Vec<Delivery>,
}

/// What was told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What.
    pub fact: Fact,
    /// To whom.
    pub audience: Audience,
    /// Where it belongs.
    pub region: RegionCode,
    /// When.
    pub at: Moment,
}

/// What is to be told if it still holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreseen {
    /// What.
    pub fact: Fact,
    /// To whom.
    pub audience: Audience,
    /// When.
    pub at: Moment,
}

/// A fact is told once. The facts of one command that say the same are one message: it has one identifier.
pub(super) fn tell(state: &Message, command: Tell) -> Decision<Event> {
    if state.told.is_some() {
        return Decision::nothing();
    }
    let told = Event::Told {
        fact: command.fact,
        audience: command.audience,
        region: command.region,
        deliveries: command.deliveries,
    };
    let to = command.to.map(|to| delivery::kept(0, to));
    Decision::from(told).with_secrets(to)
}

pub(super) fn tell_sent(state: &Message, command: TellSent) -> Decision<Event> {
    if state.told.is_some() {
        return Decision::nothing();
    }
    let hand_over = HandOver {
        delivery: 0,
        to: command.to,
        standing: command.standing,
    };
    let mut decision = delivery::handed_over(hand_over);
    let told = Event::Told {
        fact: command.fact,
        audience: command.audience,
        region: command.region,
        deliveries: vec![command.planned],
    };
    decision.events.insert(0, told);
    decision
}

pub(super) fn foresee(state: &Message, command: Foresee) -> Decision<Event> {
    if state.told.is_some() || state.foreseen.is_some() {
        return Decision::nothing();
    }
    Event::Foreseen {
        fact: command.fact,
        audience: command.audience,
        at: command.at,
    }
    .into()
}

pub(super) fn drop_foreseen(state: &Message) -> Result<Decision<Event>, Refusal> {
    match (&state.told, &state.foreseen) {
        (None, Some(_)) => Ok(Event::Dropped.into()),
        (Some(_), _) => Ok(Decision::nothing()),
        (None, None) => Err(Refusal::NothingForeseen),
    }
}

impl Message {
    /// One of its texts.
    pub(super) fn delivery(&self, number: u16) -> Result<&Delivery, Refusal> {
        self.deliveries.get(usize::from(number)).ok_or(Refusal::NoSuchDelivery)
    }

    pub(super) fn apply(&mut self, event: &Event, stamp: &Stamp) {
        match event {
            Event::Foreseen { fact, audience, at } => {
                self.foreseen = Some(Arc::new(Foreseen {
                    fact: fact.clone(),
                    audience: audience.clone(),
                    at: *at,
                }));
            }
            Event::Dropped => self.foreseen = None,
            Event::Told {
                fact,
                audience,
                region,
                deliveries,
            } => {
                self.foreseen = None;
                self.told = Some(Arc::new(Told {
                    fact: fact.clone(),
                    audience: audience.clone(),
                    region: *region,
                    at: stamp.at,
                }));
                self.deliveries = deliveries
                    .iter()
                    .map(|planned| Delivery::queued(*planned, stamp.at))
                    .collect();
            }
            Event::HandedOver { delivery } => self.change(*delivery, DeliveryStatus::HandedOver, stamp, None),
            Event::Postponed {
                delivery,
                attempt,
                reason,
                until,
            } => {
                self.change(*delivery, DeliveryStatus::Queued, stamp, Some(reason));
                if let Some(delivery) = self.deliveries.get_mut(usize::from(*delivery)) {
                    delivery.attempts = *attempt;
                    delivery.due = *until;
                }
            }
            Event::Held { delivery, until } => {
                if let Some(delivery) = self.deliveries.get_mut(usize::from(*delivery)) {
                    delivery.due = *until;
                }
            }
            Event::Delivered { delivery } => self.change(*delivery, DeliveryStatus::Delivered, stamp, None),
            Event::Failed { delivery, reason } => self.change(*delivery, DeliveryStatus::Failed, stamp, Some(reason)),
            Event::GivenUp { delivery, reason } => self.change(*delivery, DeliveryStatus::GivenUp, stamp, Some(reason)),
            Event::Skipped { delivery, reason } => {
                self.change(*delivery, DeliveryStatus::Skipped, stamp, Some(&reason.as_str().to_owned()));
            }
        }
    }

    fn change(&mut self, number: u16, status: DeliveryStatus, stamp: &Stamp, reason: Option<&String>) {
        if let Some(delivery) = self.deliveries.get_mut(usize::from(number)) {
            delivery.status = status;
            delivery.changed = stamp.at;
            delivery.reason = reason.cloned().filter(|reason| !reason.is_empty());
        }
    }
}
