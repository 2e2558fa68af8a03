//! Applying through the real router, on a real ledger and the pack that ships.

mod english;
mod factory;
mod keeping;
mod papers;
mod programs;
mod sharing;
mod shop;
mod texts;
mod town;
