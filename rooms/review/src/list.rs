//! The list of a desk: which part of it is shown, its rows, how many there are, the lines that people read.

mod filter;
mod line;
mod rows;

pub(crate) use filter::{DutyFilter, Filter, Only, soon};
pub(crate) use line::{Reading, TaskLine, lines};
pub(crate) use rows::{Counts, Held, Question, Task, containing, page};
