//! Releases, posts and service accounts, by value and through the real ledger.

mod archives;
mod differences;
mod posts;
mod releases;
mod texts;
mod town;
