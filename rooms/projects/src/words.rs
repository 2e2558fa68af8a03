//! What this room says.

use front::Message;
use front::texts::Source;
use identity::PhoneError;

use crate::project_code::ProjectCodeError;
use crate::record::ProjectRefusal;

/// The room's texts.
pub const TEXTS: Source = Source {
    room: "projects",
    chinese: include_str!("../texts/zh.ftl"),
    english: include_str!("../texts/en.ftl"),
};

pub(crate) fn refused(refusal: ProjectRefusal) -> Message {
    match refusal.limit() {
        Some(limit) => Message::new(refusal.key()).with("limit", limit),
        None => Message::new(refusal.key()),
    }
}

pub(crate) fn wrong_code(error: ProjectCodeError) -> Message {
    people::said(error.key(), error.arguments())
}

pub(crate) fn wrong_phone(error: PhoneError) -> Message {
    people::said(error.key(), error.arguments())
}
