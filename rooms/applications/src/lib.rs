//! Applications (申请) and their cases (办件): one act of a person or enterprise, from submission to rating.
//!
//! [`record`] is the life of one application: what may be asked of it, what has happened, what it is now.
//! `views` are the rows and queries on it: desks, lists, numbers. `reactions` do what follows: issue, render, serve.
//! `pages` and `api` are its faces.

pub mod access;
pub mod api;
pub mod corrections;
pub mod documents;
pub mod drafts;
pub mod lamps;
pub mod outlook;
mod pages;
mod public_notice;
pub mod reactions;
pub mod record;
mod room;
mod slips;
mod terms;
pub mod timeline;
pub mod uploads;
pub mod views;
pub mod waiting;

pub use drafts::BESIDE_THE_LOG;
pub use pages::{called, in_words};
pub use room::ApplicationRoom;

/// The texts of following an application.
pub const TEXTS: front::texts::Source = front::texts::Source {
    room: "applications",
    chinese: include_str!("../texts/follow.zh.ftl"),
    english: include_str!("../texts/follow.en.ftl"),
};

/// The texts of applying.
pub const TEXTS_APPLY: front::texts::Source = front::texts::Source {
    room: "applications/apply",
    chinese: include_str!("../texts/apply.zh.ftl"),
    english: include_str!("../texts/apply.en.ftl"),
};

/// The texts of what law asks between receipt and decision.
pub const TEXTS_PROCEDURES: front::texts::Source = front::texts::Source {
    room: "applications/procedures",
    chinese: include_str!("../texts/procedures.zh.ftl"),
    english: include_str!("../texts/procedures.en.ftl"),
};

/// The texts of documents, on the portal and at desks.
pub const TEXTS_DOCUMENTS: front::texts::Source = front::texts::Source {
    room: "applications/documents",
    chinese: include_str!("../texts/documents.zh.ftl"),
    english: include_str!("../texts/documents.en.ftl"),
};

/// The texts of the waiting sentence.
pub const TEXTS_WAITING: front::texts::Source = front::texts::Source {
    room: "applications/waiting",
    chinese: include_str!("../texts/waiting.zh.ftl"),
    english: include_str!("../texts/waiting.en.ftl"),
};

/// The texts of what lies around the way: notices, third parties, payments, papers that follow, promises.
pub const TEXTS_AROUND: front::texts::Source = front::texts::Source {
    room: "applications/around",
    chinese: include_str!("../texts/around.zh.ftl"),
    english: include_str!("../texts/around.en.ftl"),
};

#[cfg(test)]
mod tests;
