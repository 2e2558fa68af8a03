//! What follows from events and from time.
//!
//! A reaction reads the log in order behind a durable cursor and issues commands under keys derived from the event
//! ([`Entry::key`](crate::Entry::key)); a timer's handler does so under [`timer_key`]. Either may be called again for the
//! same thing after a crash: the key makes it happen once.
//!
//! The events of one record are handled in order, those of different records at the same time. What fails
//! [`ATTEMPTS_MAX`] times is parked on somebody's desk and holds up nothing else, not even later events of its record: a
//! handler looks at the record as it is now, not at what it may have missed.

mod attempt;
mod cursor;
mod error;
mod handler;
mod parked;
mod passing;
mod settling;
mod timers;
mod together;
mod writing;

pub use attempt::ATTEMPTS_MAX;
pub use error::ReactionError;
pub use parked::{Lag, Parked, ParkedOutcome};
pub use passing::PassingError;
pub use settling::Settling;
pub use timers::timer_key;

pub(crate) use attempt::Stop;
pub(crate) use cursor::follow;
pub(crate) use handler::{Handlers, Order, Reaction, Timer};
pub(crate) use parked::{dismiss, lags, list, retry};
pub(crate) use passing::pass;
pub(crate) use timers::watch_timers;
pub(crate) use writing::prove_writing;
