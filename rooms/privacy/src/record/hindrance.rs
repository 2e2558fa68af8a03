//! What stands against the end of an account.

use identity::RecordId;
use serde::{Deserialize, Serialize};

/// Something that has to end before the account does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "hindrance", rename_all = "snake_case")]
pub enum Hindrance {
    /// The person works for the city.
    Posts,
    /// The person is the legal representative of an enterprise.
    Represents,
    /// What the person asked about a look waits for its answer.
    Question,
    /// Applications run, which need to know whose they are.
    Running {
        /// Which.
        applications: Vec<RecordId>,
    },
}

impl Hindrance {
    /// The key of the words that say so, and what to do first.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Posts => "data-closing-posts",
            Self::Represents => "data-closing-represents",
            Self::Question => "data-closing-question",
            Self::Running { .. } => "data-closing-running",
        }
    }
}
