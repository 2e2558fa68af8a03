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

/// What lies around the way: objections, third parties, payments, papers that follow, promises.
pub const TEXTS_AROUND: Source = Source {
    room: "review/around",
    chinese: include_str!("../texts/around.zh.ftl"),
    english: "",
};

/// The texts of what is proposed and approved, and of the procedures before a decision.
pub const TEXTS_PROCEDURES: Source = Source {
    room: "review/procedures",
    chinese: include_str!("../texts/procedures.ftl"),
    english: "",
};
