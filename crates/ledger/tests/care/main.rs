//! Caring for a city: backups, putting back, erasing for good, terms, taking out and in again, what somebody changes behind the program's back.

mod backups;
mod erasing;
mod house;
mod moving;
mod places;
mod putting_back;
#[path = "../support/mod.rs"]
mod support;
mod taking_out;
mod tampering;
