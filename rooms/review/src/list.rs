//! The list of a desk: which part of it is shown, its rows, how many there are, the lines that people read.

mod filter;
mod found;
mod line;
mod rows;

pub(crate) use filter::{DutyFilter, Filter, Only};
pub(crate) use found::Found;
pub(crate) use line::{Reading, TaskLine, lines};
pub(crate) use rows::{Counts, Held, Question, Task, containing, page};
