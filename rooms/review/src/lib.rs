//! The desks (审查): where organs' staff work all day.
//!
//! A list of what is to be done beside the work on one of it; applications in which an organ takes part; what a region does.
//! It submits the commands of applications, through the policy, under the key of the form, and keeps two records of its own:
//! `handover`, a post that changes hands with its open work, and `notes`, what staff write to each other. `organ` is who works
//! in an organ and on what.
//! `list` is the list, `work` a step as its reader may work on it, `history` what has happened, `acts` doing something;
//! `pages` and `api` are its faces. Mount [`Desks::routes`].

mod acts;
pub mod api;
mod assets;
mod at_desk;
mod desks;
mod filed;
mod gate;
mod handover;
mod history;
mod list;
mod names;
mod notes;
mod onlookers;
mod organ;
mod pages;
mod seeing;
mod texts;
mod visit;
mod whole;
mod words;
mod work;

pub use desks::Desks;
pub use texts::{TEXTS, TEXTS_AROUND, TEXTS_ORGAN, TEXTS_PROCEDURES};
pub use whole::{KINDS, differences};

#[cfg(test)]
mod tests;
