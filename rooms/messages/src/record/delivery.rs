//! One text on its way: queued → handed over → delivered | failed | given up. What has ended does not change again.

use calendar::Moment;
use identity::RecordId;
use ledger::{Context, Decision, Secret};
use message_gateway::Standing;
use serde::{Deserialize, Serialize};

use super::command::{HandOver, Hold, Postpone, Settle, Skip};
use super::keeping::SENT_TO;
use super::{Channel, Event, Message, Refusal};

/// How often a text is offered to a gateway that cannot take it: two days, with the pauses below.
pub const ATTEMPTS_MAX: u32 = 9;

/// The pauses after the first, second … attempt, in minutes.
const RETRY_MINUTES: [i64; 8] = [1, 5, 15, 60, 180, 360, 720, 1440];

const MILLISECONDS_OF_A_MINUTE: i64 = 60_000;

/// The longest reason of a gateway that is kept, in characters.
const REASON_CHARACTERS_MAX: usize = 120;

/// A text that is to leave the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// To whom.
    pub account: RecordId,
    /// By which way.
    pub channel: Channel,
    /// Not before.
    pub due: Moment,
}

/// A text as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// What was planned.
    pub planned: Planned,
    /// How it stands.
    pub status: DeliveryStatus,
    /// How often a gateway could not take it.
    pub attempts: u32,
    /// When it is tried next, while it is queued.
    pub due: Moment,
    /// When this changed last.
    pub changed: Moment,
    /// What the gateway said, if it said why.
    pub reason: Option<String>,
}

/// How a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// Waiting to be offered to the gateway.
    Queued,
    /// The gateway has it.
    HandedOver,
    /// It arrived.
    Delivered,
    /// The gateway says that it will not arrive.
    Failed,
    /// It was tried often enough.
    GivenUp,
    /// It was not sent.
    Skipped,
}

/// What a gateway says became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It arrived.
    Delivered,
    /// It will not.
    Failed {
        /// Why.
        reason: String,
    },
}

/// Why a text was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The person no longer acts for the audience.
    NoLongerActs,
    /// The person does not want such texts any more.
    NotWanted,
    /// There is no number or address any more.
    NoAddress,
}

impl DeliveryStatus {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 6] = [
        Self::Queued,
        Self::HandedOver,
        Self::Delivered,
        Self::Failed,
        Self::GivenUp,
        Self::Skipped,
    ];

    /// As index rows and addresses write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::HandedOver => "handed_over",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::GivenUp => "given_up",
            Self::Skipped => "skipped",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Queued => "delivery-queued",
            Self::HandedOver => "delivery-handed-over",
            Self::Delivered => "delivery-delivered",
            Self::Failed => "delivery-failed",
            Self::GivenUp => "delivery-given-up",
            Self::Skipped => "delivery-skipped",
        }
    }

    /// Reads what [`DeliveryStatus::as_str`] writes.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Whether nothing more happens to it.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        match self {
            Self::Queued | Self::HandedOver => false,
            Self::Delivered | Self::Failed | Self::GivenUp | Self::Skipped => true,
        }
    }
}

/// How long after that attempt the next one is made; none after the last.
#[must_use]
pub fn retry_after_minutes(attempt: u32) -> Option<i64> {
    let index = usize::try_from(attempt.max(1) - 1).ok()?;
    RETRY_MINUTES.get(index).copied()
}

/// The vault path of where a text went.
#[must_use]
pub fn sent_to(delivery: u16) -> String {
    format!("to/{delivery}")
}

/// A gateway that takes the same text over twice has taken it over.
pub(super) fn hand_over(state: &Message, command: HandOver) -> Result<Decision<Event>, Refusal> {
    let delivery = state.delivery(command.delivery)?;
    if delivery.status != DeliveryStatus::Queued {
        return Ok(Decision::nothing());
    }
    Ok(handed_over(command))
}

/// A gateway has it, or says at once how it ended.
pub(super) fn handed_over(command: HandOver) -> Decision<Event> {
    let mut events = vec![Event::HandedOver {
        delivery: command.delivery,
    }];
    match command.standing {
        Standing::Accepted => {}
        Standing::Delivered => events.push(Event::Delivered {
            delivery: command.delivery,
        }),
        Standing::Failed { reason } => events.push(Event::Failed {
            delivery: command.delivery,
            reason: shortened(&reason),
        }),
    }
    Decision::from(events).with_secret(kept(command.delivery, command.to))
}

/// Where a text went, for the log of what was sent.
pub(super) fn kept(delivery: u16, to: String) -> Secret {
    Secret::new(sent_to(delivery), to, SENT_TO)
}

/// Only the attempt that is due counts: an answer that comes late does not count twice.
pub(super) fn postpone(state: &Message, command: &Postpone, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let delivery = state.delivery(command.delivery)?;
    if delivery.status != DeliveryStatus::Queued || command.attempt != delivery.attempts + 1 {
        return Ok(Decision::nothing());
    }
    let reason = shortened(&command.reason);
    Ok(match retry_after_minutes(command.attempt) {
        Some(minutes) => Event::Postponed {
            delivery: command.delivery,
            attempt: command.attempt,
            reason,
            until: context.at.plus(minutes * MILLISECONDS_OF_A_MINUTE),
        },
        None => Event::GivenUp {
            delivery: command.delivery,
            reason,
        },
    }
    .into())
}

/// What waits already at least as long goes on waiting.
pub(super) fn hold(state: &Message, command: Hold) -> Result<Decision<Event>, Refusal> {
    let delivery = state.delivery(command.delivery)?;
    if delivery.status != DeliveryStatus::Queued || delivery.due >= command.until {
        return Ok(Decision::nothing());
    }
    Ok(Event::Held {
        delivery: command.delivery,
        until: command.until,
    }
    .into())
}

/// The first word about an end stands; a receipt may come before we have written down that the text was handed over.
pub(super) fn settle(state: &Message, command: &Settle) -> Result<Decision<Event>, Refusal> {
    let delivery = state.delivery(command.delivery)?;
    if delivery.status.has_ended() {
        return Ok(Decision::nothing());
    }
    Ok(match &command.outcome {
        Outcome::Delivered => Event::Delivered {
            delivery: command.delivery,
        },
        Outcome::Failed { reason } => Event::Failed {
            delivery: command.delivery,
            reason: shortened(reason),
        },
    }
    .into())
}

pub(super) fn skip(state: &Message, command: &Skip) -> Result<Decision<Event>, Refusal> {
    let delivery = state.delivery(command.delivery)?;
    if delivery.status != DeliveryStatus::Queued {
        return Ok(Decision::nothing());
    }
    Ok(Event::Skipped {
        delivery: command.delivery,
        reason: command.reason,
    }
    .into())
}

/// A gateway's own words, without what could be a number of somebody.
fn shortened(reason: &str) -> String {
    let plain = reason
        .chars()
        .map(|character| if character.is_ascii_digit() { '#' } else { character });
    plain.take(REASON_CHARACTERS_MAX).collect()
}

impl Delivery {
    pub(super) fn queued(planned: Planned, at: Moment) -> Self {
        Self {
            planned,
            status: DeliveryStatus::Queued,
            attempts: 0,
            due: planned.due,
            changed: at,
            reason: None,
        }
    }
}

impl SkipReason {
    /// As index rows write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoLongerActs => "no_longer_acts",
            Self::NotWanted => "not_wanted",
            Self::NoAddress => "no_address",
        }
    }
}
