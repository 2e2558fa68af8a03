//! What has happened to a project. Address and contact are in the vault.

use super::HelperOf;
use authority::Party;
use identity::RegionCode;
use procedure::Answers;
use serde::{Deserialize, Serialize};

use crate::project_code::ProjectCode;

/// One thing that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum ProjectEvent {
    /// It was registered.
    Opened {
        /// Its national code.
        code: ProjectCode,
        /// Whose it is.
        owner: Party,
        /// What it is called, in public.
        title: String,
        /// The county in which it is.
        region: RegionCode,
        /// What is known of its situation.
        answers: Answers,
        /// Whether it is an invented one of a demonstration city.
        sample: bool,
    },
    /// It is called otherwise.
    Renamed {
        /// What it is called.
        title: String,
    },
    /// Its situation is another.
    Answered {
        /// All answers.
        answers: Answers,
    },
    /// It is said elsewhere where it is.
    AddressChanged,
    /// Somebody else is to be asked.
    ContactChanged,
    /// The bureau gave it its helper.
    HelperAssigned {
        /// Who.
        helper: HelperOf,
    },
}
