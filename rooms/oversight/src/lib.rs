//! Oversight (督查): whoever watches over a region sees all its applications, where days are lost, what was saved, and asks
//! organs about what stands still.
//!
//! The lists read the index tables of applications, which keep the days that decide a light. [`record`] is an inquiry (督办):
//! asked of an organ with a term, answered by its head, followed, reminded, closed. [`exports`](mod@record) of lists are written
//! down. `pages` and `api` are the faces.

pub mod api;
mod at_desk;
mod export;
mod names;
mod pages;
pub mod record;
mod room;
pub mod views;

pub use room::OversightRoom;

/// What this room says: Chinese only, as all desks do.
pub const TEXTS: front::texts::Source = front::texts::Source {
    room: "oversight",
    chinese: include_str!("../texts/zh.ftl"),
    english: "",
};

#[cfg(test)]
mod tests;
