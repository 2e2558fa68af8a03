//! Messages, told in examples: records by value, a town with real gateways on loopback.

mod deliveries;
#[path = "../../review/src/tests/pack.rs"]
mod pack;
mod reach;
mod recovered;
mod requests;
mod sending;
mod texts;
mod town;
mod unsupported;
