//! Administration (管理): the releases of the city's definitions, and the programs that may act here.
//!
//! A pack is imported as a candidate, compared with the release in force in words, and comes into force at the beginning of a
//! day; running applications keep the release of their filing day. [`record`] is a release on its way, [`difference`] what two
//! packs say differently, [`archive`] a pack as one file; `services` are the accounts of programs; `parked` is what reactions and
//! timers could not do.

pub mod api;
pub mod archive;
pub mod difference;
mod entering;
mod findings;
mod pages;
mod parked;
pub mod record;
mod releases;
mod room;

pub use room::{Administration, OnEntry};

/// What the room says.
pub const TEXTS: front::texts::Source = front::texts::Source {
    room: "administration",
    chinese: concat!(include_str!("../texts/zh.ftl"), include_str!("../texts/findings.zh.ftl")),
    english: "",
};

#[cfg(test)]
mod tests;
