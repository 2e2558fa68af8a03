//! Messages, told in examples: records by value, a town with real gateways on loopback.

mod deliveries;
mod sending;
mod texts;
mod town;
