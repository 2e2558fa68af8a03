//! Subscriptions (事件订阅): which other systems are told what happens here, about what, and for what purpose anything personal
//! goes along.
//!
//! A subscription is a record: who receives, which events, with which personal fields on which legal basis. A reaction puts every
//! event that a subscription wants into a queue; each subscription's own worker takes them to its receiver, those of one record
//! in order, again and again until they are taken or parked. What is parked waits at the console for somebody to send it again or
//! to let it be, and holds up the later events of its record, and nothing else.
//!
//! Before a personal value leaves, a [`Disclosure`](record::DisclosureState) of it is in the log.

pub mod api;
mod envelope;
mod following;
mod keeping;
mod pages;
pub mod queue;
pub mod record;
mod room;
mod sending;

pub use queue::{BESIDE_THE_LOG, put_back};
pub use room::SubscriptionRoom;
pub use sending::{ATTEMPTS_MAX, Sending};

/// What the room says.
pub const TEXTS: front::texts::Source = front::texts::Source {
    room: "subscriptions",
    chinese: include_str!("../texts/zh.ftl"),
    english: "",
};

#[cfg(test)]
mod tests;
