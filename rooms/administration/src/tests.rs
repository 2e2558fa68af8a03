//! Releases, posts and service accounts, by value and through the real ledger.

mod archives;
mod differences;
mod releases;
mod staff;
mod texts;
mod town;
