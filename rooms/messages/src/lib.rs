//! Messages (消息): what has happened is told to whom it concerns, once, in the inbox and by SMS and e-mail.
//!
//! [`facts`] decides in one match which event is told to whom. `telling` is the reaction that follows the log; `recovered` follows
//! accounts; `elsewhere` tells what other rooms
//! ask to be told; `foreseen` tells what is due soon and what came to a desk. `sending` takes texts to the gateways, so that one that is slow or down
//! holds up nothing else; [`record`] keeps what became of each. `codes` are proofs that somebody has a phone.
//! `pages` and `api` are the inboxes, the wishes, and the log of what was sent.

pub mod api;
mod codes;
mod elsewhere;
pub mod facts;
mod foreseen;
mod identifiers;
mod pages;
mod quiet;
mod recipients;
pub mod record;
mod recovered;
mod room;
mod sending;
mod telling;
mod unread;
pub mod views;
mod words;

pub use room::{Gateways, MessageRoom};
pub use sending::Sending;
pub use views::{BESIDE_THE_LOG, forget_codes};

/// Everything that messages and their pages say.
pub const TEXTS: front::texts::Source = front::texts::Source {
    room: "messages",
    chinese: include_str!("../texts/zh.ftl"),
    english: include_str!("../texts/en.ftl"),
};

/// What the desks say of it: Chinese only.
pub const TEXTS_DESK: front::texts::Source = front::texts::Source {
    room: "messages/desk",
    chinese: include_str!("../texts/desk.zh.ftl"),
    english: "",
};

#[cfg(test)]
mod tests;
