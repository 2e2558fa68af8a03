//! Projects (项目): what an enterprise builds, by its national project code; applications, inspections, contracts hang on it.
//!
//! [`record`] is the life of one project, [`views`] the lists of them, [`access`] who may see which. What a project says
//! of itself once ([`record::Registration::known`]) is filled into every form that asks for it.

pub mod access;
pub mod api;
mod opening;
mod pages;
mod project_code;
pub mod record;
mod room;
pub mod sample;
mod seed;
pub mod views;
mod words;

pub use pages::project_address;
pub use project_code::{ProjectCode, ProjectCodeError};
pub use room::{ApplicationsOf, ProjectApplication, ProjectRoom};
pub use sample::SampleProject;
pub use seed::SeedError;
pub use words::TEXTS;

#[cfg(test)]
mod tests;
