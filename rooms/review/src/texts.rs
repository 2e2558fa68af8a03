//! What this room says: Chinese only, as all desks do.

use front::texts::Source;

/// The room's texts.
pub const TEXTS: Source = Source {
    room: "review",
    chinese: include_str!("../texts/zh.ftl"),
    english: "",
};

/// What is said inside an organ.
pub const TEXTS_ORGAN: Source = Source {
    room: "review/organ",
    chinese: include_str!("../texts/organ.zh.ftl"),
    english: "",
};
