//! What this room says, and how the errors of numbers and names become messages.

use front::Message;
use front::texts::Source;

/// The room's texts.
pub const TEXTS: Source = Source {
    room: "people",
    chinese: include_str!("../texts/zh.ftl"),
    english: include_str!("../texts/en.ftl"),
};

/// The texts of `identity` and `authority`, which have none of their own: what is wrong with a number, and "denied".
pub const NUMBER_TEXTS: Source = Source {
    room: "identity",
    chinese: include_str!("../texts/numbers.zh.ftl"),
    english: include_str!("../texts/numbers.en.ftl"),
};

/// The message of an error that carries a key and arguments: `said(error.key(), error.arguments())`.
pub fn said(key: &'static str, arguments: Vec<(&'static str, String)>) -> Message {
    arguments
        .into_iter()
        .fold(Message::new(key), |message, (name, value)| message.with(name, value))
}
