//! Releases and service accounts, by value and through the real ledger.

mod archives;
mod differences;
mod releases;
mod texts;
mod town;
