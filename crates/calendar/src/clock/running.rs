//! When a clock ran.

use crate::{Clock, Day};

/// An interval (after, through] in which the clock ran; without an end it still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// The day before the first day that counts.
    pub after: Day,
    /// The last day that counts.
    pub through: Option<Day>,
}

impl Clock {
    /// The intervals in which it ran.
    pub fn running(&self) -> Vec<Running> {
        let mut running = Vec::new();
        let mut since = self.started;
        let mut stoppings = self.stoppings.iter().peekable();
        while let Some(stopping) = stoppings.next() {
            running.push(Running {
                after: since,
                through: Some(stopping.day),
            });
            let mut resumed = stopping.resumed;
            while let Some(overlapping) = stoppings.next_if(|next| resumed.is_none_or(|resumed| next.day < resumed)) {
                resumed = resumed.zip(overlapping.resumed).map(|(one, other)| one.max(other));
            }
            match resumed {
                Some(day) => since = day,
                None => return running,
            }
        }
        running.push(Running {
            after: since,
            through: self.finished,
        });
        running
    }
}
