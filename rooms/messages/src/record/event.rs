//! What has happened to a message.

use calendar::Moment;
use identity::RegionCode;
use serde::{Deserialize, Serialize};

use super::{Audience, Fact, Planned, SkipReason};

/// An outcome. The number or address that a text went to is in the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Event {
    /// A fact is to be told at a moment, if it then still holds.
    Foreseen {
        /// What.
        fact: Fact,
        /// To whom.
        audience: Audience,
        /// When.
        at: Moment,
    },
    /// It no longer held.
    Dropped,
    /// A fact was told.
    Told {
        /// What.
        fact: Fact,
        /// To whom.
        audience: Audience,
        /// Where it belongs.
        region: RegionCode,
        /// Which texts leave the house for it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        deliveries: Vec<Planned>,
    },
    /// A gateway took a text over.
    HandedOver {
        /// Which.
        delivery: u16,
    },
    /// A gateway could not take it; it is tried again.
    Postponed {
        /// Which.
        delivery: u16,
        /// Which attempt it was, from 1.
        attempt: u32,
        /// Why.
        reason: String,
        /// When it is tried again.
        until: Moment,
    },
    /// It has become night before it was sent: it waits for the morning.
    Held {
        /// Which.
        delivery: u16,
        /// Until when.
        until: Moment,
    },
    /// It arrived.
    Delivered {
        /// Which.
        delivery: u16,
    },
    /// The gateway says that it will not arrive.
    Failed {
        /// Which.
        delivery: u16,
        /// Why.
        reason: String,
    },
    /// It was tried often enough.
    GivenUp {
        /// Which.
        delivery: u16,
        /// Why, the last time.
        reason: String,
    },
    /// It was not sent.
    Skipped {
        /// Which.
        delivery: u16,
        /// Why.
        reason: SkipReason,
    },
}
