//! Receivers, real ones on loopback, are told what happens to projects of a small town.

mod console;
mod deliveries;
mod keeping;
mod record;
mod terms;
mod town;
