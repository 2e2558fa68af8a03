//! Releases, posts, service accounts and what is parked, by value and through the real ledger.

mod archives;
mod differences;
mod parked;
mod posts;
mod releases;
mod texts;
mod town;
