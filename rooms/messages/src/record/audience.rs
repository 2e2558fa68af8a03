//! To whom a message is told: not to a person by name, but to whoever may act in a capacity when looking.

use std::fmt;
use std::str::FromStr;

use authority::Party;
use identity::{PostId, RecordId};
use serde::{Deserialize, Serialize};

/// Whose inbox it is. Whoever loses the capacity (a mandate, a post) sees nothing of it any more.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Audience {
    /// A person or an enterprise.
    Party(Party),
    /// Whoever holds a post.
    Post(PostId),
}

/// A text that names no audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this names no audience")]
pub struct AudienceError;

/// As capacities are named in sessions: `enterprise:HEX`, `post:ID`; a person with the account: `person:HEX`.
impl fmt::Display for Audience {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Party(party) => party.fmt(formatter),
            Self::Post(post) => write!(formatter, "post:{post}"),
        }
    }
}

impl FromStr for Audience {
    type Err = AudienceError;

    fn from_str(text: &str) -> Result<Self, AudienceError> {
        let record = |text: &str| text.parse::<RecordId>().map_err(|_| AudienceError);
        match text.split_once(':') {
            Some(("person", id)) => Ok(Self::Party(Party::Person(record(id)?))),
            Some(("enterprise", id)) => Ok(Self::Party(Party::Enterprise(record(id)?))),
            Some(("post", id)) => id.parse().map(Self::Post).map_err(|_| AudienceError),
            Some(_) | None => Err(AudienceError),
        }
    }
}

impl TryFrom<String> for Audience {
    type Error = AudienceError;

    fn try_from(text: String) -> Result<Self, AudienceError> {
        text.parse()
    }
}

impl From<Audience> for String {
    fn from(audience: Audience) -> Self {
        audience.to_string()
    }
}
