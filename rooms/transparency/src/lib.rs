//! What anybody may check of the city's log (存证): its public key, its signed heads, that it has only grown, and whether it still holds
//! what somebody was given evidence of. And what the city does so that its heads cannot be taken back: witnesses countersign them, and
//! they are published day by day.
//!
//! No record of its own. What is checked here can be checked without the city, too: `docs/evidence.md`.

pub mod api;
mod pages;
mod publicity;
mod room;

pub use publicity::{Outside, PACE, Publicity};
pub use room::TransparencyRoom;

/// What this room says.
pub const TEXTS: front::texts::Source = front::texts::Source {
    room: "transparency",
    chinese: include_str!("../texts/zh.ftl"),
    english: include_str!("../texts/en.ftl"),
};
