//! Sessions: a random name that the browser carries, of which only the digest is kept.

mod cookie;
mod id;
mod recognise;
mod store;

pub(crate) use cookie::Cookies;
pub(crate) use id::SessionId;
pub(crate) use recognise::recognise;
pub(crate) use store::{Carrier, Session};

/// Nobody there for so long: signed out.
pub const IDLE_MINUTES_MAX: i64 = 30;
/// Signed in for so long: sign in again.
pub const SESSION_HOURS_MAX: i64 = 12;
