//! The vault: personal values at rest, and the keys under which they rest.

mod keys;
mod sealing;

pub(crate) use keys::{FileKeys, Keys, Opened, hmac, open_to_others, write_key};
pub(crate) use sealing::Sealing;
