//! A disk that forgets what was not synced: what a power cut does, without the power cut.
//!
//! A killed process leaves the operating system's page cache behind, so a kill alone never finds a missing sync. Here what
//! SQLite writes lies in this process's memory, and only a sync carries it to the file. Whoever kills the process, or calls
//! [`Disk::cut`], is left with what was synced, and with pieces of the rest: sectors of 512 bytes, in any order, as a real
//! disk writes them when it pleases.
//!
//! [`install`] makes it the file system of every database that this process opens from then on; only folders named by
//! [`Disk::under`] are on it, all others are untouched. Nothing above needs to know.
//!
//! # What it does not do
//! - Only databases and their journals go through it. Files that a program writes by itself are kept as the platform keeps them.
//! - A new name and a removed one are there at once; SQLite syncs the folder where it relies on that.
//! - A sync carries to the platform's file and leaves it there: as the machine itself stays on, that is as good as the platter.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used))]

mod content;
mod disk;
mod file;
mod file_system;
mod platform;

pub use disk::{Disk, Spill, Survival};
pub use file_system::{NotInstalled, install};
