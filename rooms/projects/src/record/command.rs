//! What may be asked of a project.

use authority::{Party, acts};
use identity::RegionCode;
use ledger::CommandOf;
use procedure::Answers;

use super::{AssignHelper, Contact, Project};
use crate::project_code::ProjectCode;

/// Any of them.
#[derive(Clone, Debug)]
pub enum ProjectCommand {
    /// Register.
    Open(Box<OpenProject>),
    /// Change.
    Change(ChangeProject),
    /// Give it its helper.
    AssignHelper(AssignHelper),
}

/// Registers a project.
#[derive(Clone, Debug)]
pub struct OpenProject {
    /// Its national code.
    pub code: ProjectCode,
    /// Whose it is.
    pub owner: Party,
    /// What it is called; public, so never a person's name.
    pub title: String,
    /// The county in which it is.
    pub region: RegionCode,
    /// Where exactly.
    pub address: String,
    /// Whom to ask about it.
    pub contact: Contact,
    /// What is known of its situation.
    pub answers: Answers,
}

/// Changes what is given; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct ChangeProject {
    /// What it is called.
    pub title: Option<String>,
    /// Where exactly.
    pub address: Option<String>,
    /// Whom to ask about it.
    pub contact: Option<Contact>,
    /// All answers as they are to be.
    pub answers: Option<Answers>,
}

impl From<OpenProject> for ProjectCommand {
    fn from(command: OpenProject) -> Self {
        Self::Open(Box::new(command))
    }
}

impl CommandOf<Project> for OpenProject {
    type Act = acts::OpenProject;
}

impl From<ChangeProject> for ProjectCommand {
    fn from(command: ChangeProject) -> Self {
        Self::Change(command)
    }
}

impl CommandOf<Project> for ChangeProject {
    type Act = acts::ChangeProject;
}
