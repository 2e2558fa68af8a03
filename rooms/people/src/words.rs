//! What this room says, and how the errors of numbers and names become messages.

use front::Message;
use front::texts::Source;

/// The room's texts; those of `identity` and `authority` with them.
pub const TEXTS: Source = Source {
    room: "people",
    chinese: include_str!("../texts/zh.ftl"),
    english: include_str!("../texts/en.ftl"),
};

/// The message of an error that carries a key and arguments: `said(error.key(), error.arguments())`.
pub fn said(key: &'static str, arguments: Vec<(&'static str, String)>) -> Message {
    arguments
        .into_iter()
        .fold(Message::new(key), |message, (name, value)| message.with(name, value))
}
