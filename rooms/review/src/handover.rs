//! Handing a post with its open work from one person to another (离岗交接), from a day on.
//!
//! `record` is the handover as it stands in the log; when its day has come, `carrying_out` fills the post anew and moves
//! every task, each by a command of its own under a key that follows from the handover.

pub(crate) mod carrying_out;
pub(crate) mod record;

pub(crate) use carrying_out::{carry_out_when_due, open_tasks, takes_tasks_along};
pub(crate) use record::{Handovers, Stage, Task};
