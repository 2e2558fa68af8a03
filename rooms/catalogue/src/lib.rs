//! What the city offers: its releases, the portal's home and search, guides of matters and items, and the guided preview
//! of what follows from answers.
//!
//! No record of its own. [`Catalogue`] holds the release in force and those that running cases pin. [`questions`] and
//! [`consequences`] are shared with the rooms that ask the same questions: projects and applications.

pub mod api;
mod catalogue;
pub mod conditions;
pub mod consequences;
pub mod folder;
mod guide;
mod pages;
mod portal;
pub mod questions;
mod search;
mod typical;
pub mod way;
pub mod words;

pub use catalogue::{BESIDE_THE_LOG, Catalogue, CatalogueError, Examined, PackTexts, ReleaseEntry, altered_releases, put_back};
pub use consequences::Consequences;
pub use pages::{guide_address, preview_address, start_address, start_address_for_project};
pub use portal::{HomeCard, Portal};
pub use words::{Names, Words};

/// Everything the portal says.
pub const TEXTS: front::texts::Source = front::texts::Source {
    room: "catalogue",
    chinese: include_str!("../texts/zh.ftl"),
    english: include_str!("../texts/en.ftl"),
};

/// What is said of answers and values that cannot be read, by the field dictionary.
pub const INPUT_TEXTS: front::texts::Source = front::texts::Source {
    room: "procedure",
    chinese: procedure::input::TEXTS_CHINESE,
    english: procedure::input::TEXTS_ENGLISH,
};
