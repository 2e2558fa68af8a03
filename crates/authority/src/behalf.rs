//! Acting for somebody else: by which authorisation, for whom, how far. It is data of the actor, so that every act names
//! both: who stood there, and for whom.

use std::fmt;
use std::sync::Arc;

use identity::RecordId;
use serde::{Deserialize, Serialize};

use crate::actor::{AgentScope, Party, Post};
use crate::subject::Subject;

/// The right of a clerk or a helper to act for one party, as its authorisation says today (民法典 162, 165).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behalf {
    /// The post in which the acting person stands there.
    pub post: Arc<Post>,
    /// For whom.
    pub party: Party,
    /// The record of the authorisation.
    pub authorisation: RecordId,
    /// The version at which it was read: an act is done only while it is still so.
    pub version: u64,
    /// Whether it covers handling, or looking alone.
    pub may: AgentScope,
    /// How far it reaches.
    pub reach: Reach,
}

/// How far an authorisation reaches among what is the party's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Reach {
    /// One application.
    Application(RecordId),
    /// One project with its applications.
    Project(RecordId),
    /// One matter: its applications, and the projects on which they hang.
    Matter(String),
    /// Whatever the party applies for.
    All,
}

impl Behalf {
    /// Whether the authorisation covers looking at something.
    pub fn covers(&self, subject: &Subject) -> bool {
        subject.applicant == Some(self.party) && self.reach.covers(subject)
    }

    /// Whether it covers handling it.
    pub fn may_handle(&self, subject: &Subject) -> bool {
        self.may == AgentScope::Handle && self.covers(subject)
    }
}

impl Reach {
    /// Whether something of the party lies within.
    pub fn covers(&self, subject: &Subject) -> bool {
        match self {
            Self::Application(application) => subject.record == *application,
            Self::Project(project) => subject.project == Some(*project),
            Self::Matter(matter) => subject.matter.as_ref() == Some(matter) || subject.is_project(),
            Self::All => true,
        }
    }
}

/// `all`, `matter:ten-permits`, `project:HEX`, `application:HEX`: as forms and programs write it.
impl fmt::Display for Reach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Application(application) => write!(formatter, "application:{application}"),
            Self::Project(project) => write!(formatter, "project:{project}"),
            Self::Matter(matter) => write!(formatter, "matter:{matter}"),
            Self::All => formatter.write_str("all"),
        }
    }
}

/// A text that names no reach.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an authorisation reaches as far as all, matter:…, project:… or application:…, not {0:?}")]
pub struct UnknownReach(pub String);

impl std::str::FromStr for Reach {
    type Err = UnknownReach;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownReach(text.chars().take(100).collect());
        match text.split_once(':') {
            None if text == "all" => Ok(Self::All),
            Some(("matter", matter)) if !matter.is_empty() => Ok(Self::Matter(matter.to_owned())),
            Some(("project", id)) => id.parse().map(Self::Project).map_err(|_| unknown()),
            Some(("application", id)) => id.parse().map(Self::Application).map_err(|_| unknown()),
            None | Some(_) => Err(unknown()),
        }
    }
}
