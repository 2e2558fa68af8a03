//! The window and the helper (综合窗口·帮办代办): somebody of the city beside whoever applies.
//!
//! A window takes in whoever stands there: it makes sure who it is, opens a *visit* — an authorisation for that day — and
//! fills in the same form as everybody, acting for the other. A helper does so by an authorisation that the party gave in
//! the portal. Every act names both. The room keeps the looks, who of the staff looked at whose data, shown to the person;
//! and the questions that the person asks about them.
//!
//! [`CounterRoom::noting_looks`] goes around all rooms, inside the sessions.

pub mod api;
mod at_window;
mod helping;
pub mod looks;
mod pages;
mod questions;
mod room;
mod side;
mod whole;
mod words;

pub use room::CounterRoom;
pub use side::BESIDE_THE_LOG;
pub use whole::{KINDS, differences};
pub use words::{TEXTS, TEXTS_PORTAL};

#[cfg(test)]
mod tests;
