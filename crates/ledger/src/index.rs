//! Index tables: created, rebuilt from the log when they change, and compared with it.

mod rebuild;
mod replay;
mod verify;

pub(crate) use rebuild::stand;
pub use verify::Difference;
pub(crate) use verify::verify;
