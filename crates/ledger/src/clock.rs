//! The only clock of the city.

mod movable;
mod system;

use calendar::Moment;

pub use movable::{ClockError, MovableClock};
pub use system::SystemClock;

/// Says what time it is. The ledger itself sees to it that time never goes back.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Moment;
}
