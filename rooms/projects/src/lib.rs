//! Projects (项目): what an enterprise builds, by its national project code; applications, inspections, contracts hang on it.
//!
//! [`record`] is the life of one project, [`views`] the lists of them, [`access`] who may see which.

pub mod access;
mod project_code;
pub mod record;
pub mod views;

pub use project_code::{ProjectCode, ProjectCodeError};

#[cfg(test)]
mod tests;
