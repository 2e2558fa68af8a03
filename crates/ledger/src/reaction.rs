//! What follows from events and from time.

mod error;

pub use error::ReactionError;
