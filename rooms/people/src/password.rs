//! Passwords: which are refused, and how they are kept.

mod hash;
mod hashing;
mod rules;

pub use hash::PasswordHash;
pub use hashing::{Hashing, HashingBusy, HashingCost};
pub use rules::{PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, PasswordRefusal, check};
