//! The city's days (放假与调休): a region's day off, and the State Council's word when it changes a holiday.
//!
//! [`record`] is what was declared: each declaration one event, and one more to take it back before its day. `standing` makes
//! today's calendars of it, at start and whenever something is declared; `moving` then moves what is due. `pages` and `api`
//! are its faces. Days that have begun never change: what was counted stays counted, and a verdict stays what it was.

pub mod api;
mod moving;
mod pages;
mod preview;
pub mod record;
mod room;
mod standing;

pub use room::AlmanacRoom;

/// What this room says: Chinese only, as all desks do.
pub const TEXTS: front::texts::Source = front::texts::Source {
    room: "almanac",
    chinese: include_str!("../texts/zh.ftl"),
    english: "",
};

#[cfg(test)]
mod tests;
