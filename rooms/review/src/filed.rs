//! Applications in lists: those in which an organ takes part, those of a region; newest first, page by page.

mod filter;
mod line;
mod rows;

pub(crate) use filter::{FiledFilter, STATUSES};
pub(crate) use line::{FiledLine, lamp, lines, status_key};
pub(crate) use rows::{FiledPage, of_organ, of_regions};
