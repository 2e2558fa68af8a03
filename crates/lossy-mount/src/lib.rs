//! A folder that forgets what was not synced: what a power cut does to every file under a program, whoever writes them.
//!
//! `crates/lossy-disk` stands in for SQLite's own file interface, inside the process. Here the kernel stands between: a folder is
//! mounted (FUSE) in front of another one, and whatever runs on it — a PostgreSQL, a city with its attachments — writes as it
//! always does. What is written goes to the folder behind at once, and what the folder held before is kept until a sync. When
//! the power is cut, some of what was not synced is taken back: for each file nothing, all, or any sectors of it.
//!
//! # What it does not do
//! - A new name, a removed and a changed one are there at once; whether a program syncs its folders is not found here.
//! - A sync carries to the folder behind and leaves it there: as the machine itself stays on, that is as good as the platter.
//! - `sync` and `syncfs`, of everything at once, do not come here: only who syncs a file has it safe. Times that are set are not kept.
//! - Only Linux, and only root, where it may mount.

mod kernel;
mod mounted;
mod names;
mod state;
mod unsynced;

pub use mounted::{Mounted, mount};
