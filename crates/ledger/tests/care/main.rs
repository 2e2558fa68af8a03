//! Caring for a city: backups, putting back, erasing for good, terms, taking out and in again.

mod backups;
mod erasing;
mod house;
mod moving;
mod putting_back;
#[path = "../support/mod.rs"]
mod support;
mod taking_out;
