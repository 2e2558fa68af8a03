//! What a service is and what follows from it: definitions, conditions, plans.
//!
//! A *city pack* is a folder of TOML files. [`Pack::read`] turns its texts into typed definitions,
//! [`mod@check`] proves that their promises can be kept, [`Release`] is the immutable result, and
//! [`Plan::of`] answers what one application needs: which items, which steps, which organ each step
//! goes to, in which order, for how many days, with which materials.
//!
//! The same field dictionary reads what people type ([`input`]) and describes it to programs ([`schema`]).
//!
//! Everything here is pure: no clock, no disk, no network, no randomness. The life of one application
//! (its state, commands and events) is a record in the room `applications`; this crate only answers questions.
//! Nothing in here knows a service by name.

mod answers;
pub mod check;
pub mod condition;
mod decimal;
pub mod definition;
mod identifier;
pub mod input;
mod money;
pub mod pack;
pub mod plan;
mod release;
pub mod schema;

pub use answers::{Answer, Answers};
pub use check::{Finding, Mistake, check};
pub use condition::Condition;
pub use decimal::{Decimal, DecimalError};
pub use money::{Money, MoneyError};
pub use pack::Pack;
pub use plan::Plan;
pub use release::{Organ, Release};
