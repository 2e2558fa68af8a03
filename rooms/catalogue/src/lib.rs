//! What the city offers: its releases, the portal's home and search, guides of matters and items, and the guided preview
//! of what follows from answers.
//!
//! No record of its own. [`Catalogue`] holds the release in force and those that running cases pin. [`questions`] and
//! [`consequences`] are shared with the rooms that ask the same questions: projects and applications.

mod catalogue;
pub mod conditions;
pub mod consequences;
pub mod folder;
pub mod questions;
mod search;
mod typical;
pub mod way;
pub mod words;

pub use catalogue::{Catalogue, CatalogueError, PackTexts, ReleaseEntry};
pub use consequences::Consequences;
pub use words::{Names, Words};
