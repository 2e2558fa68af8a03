//! A file system for SQLite that writes a commit at one go.
//!
//! SQLite writes each page of a commit behind its write-ahead log in two pieces, twenty-four bytes and the page, and asks the machine for each:
//! hundreds of times a commit. Here what is written to the log is gathered in memory, and goes to the file when SQLite has it synced.
//!
//! That is only right for a connection that has every commit synced (`synchronous = FULL`): other connections look for a commit in the file as
//! soon as it is told, which SQLite does after the sync. What was never synced was never committed, and need not be written at all.

mod file;
mod file_system;
mod gathered;

pub use file_system::{NotRegistered, over_the_default};
