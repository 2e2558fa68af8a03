//! Days off, told by their effects: on calendars, on what is due, on what has ended.

mod declaring;
mod texts;
