//! The engine below a city that has outgrown one machine: one PostgreSQL, many servers.
//!
//! # How servers share a city
//! Whoever writes takes the city's **pen** first, a lock of the transaction: one batch of one server is written at a time, and
//! what a batch reads is the end of the log. So positions are those of the commits, without gaps, series have no gap either, and
//! a record is never decided twice from the same version. Under the pen a server learns what the others have committed since it
//! last looked, and forgets what it knew of those records. A batch is two flights: what must be known, and what is written
//! with the commit; every statement of a flight is under way before the first is answered. Where others have written, what they did is
//! asked for in between.
//!
//! Whoever reads a record that memory holds is answered from there, after the server has asked what the others have committed: once for all who
//! want to know it at a moment ([`Asking`]).

mod address;
mod committing;
mod dialect;
mod fault;
mod filling;
mod flight;
mod leasing;
mod link;
mod listening;
mod partitions;
mod reading;
mod server;
mod value;
mod writing;

pub use address::PostgresAddress;
pub(crate) use committing::PostgresWriter;
pub(crate) use leasing::PostgresLeases;
pub(crate) use listening::Asking;
pub(crate) use server::Postgres;

/// The steps of the log itself.
pub(crate) const LOG: &[&str] = &[
    include_str!("postgres/migrations/0001_log.sql"),
    include_str!("postgres/migrations/0002_packed.sql"),
    include_str!("postgres/migrations/0003_care.sql"),
    include_str!("postgres/migrations/0004_columns.sql"),
];
