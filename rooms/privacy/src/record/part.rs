//! What a request is about: a part of what the city holds, as people would name it.

use std::fmt;
use std::str::FromStr;

use identity::RecordId;
use serde::{Deserialize, Serialize};

/// A part of what the city holds of a person. Forms, programs and the log write it as `email` or `application:HEX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Part {
    /// The e-mail address.
    Email,
    /// Phones that a window replaced, and where messages were sent.
    FormerContacts,
    /// Forms that are being filled in, with their papers.
    Drafts,
    /// What was asked about looks.
    LookQuestions,
    /// An application with its form and papers.
    Application(RecordId),
    /// A project with its contact.
    Project(RecordId),
    /// The account: name, number, phone, sign-in.
    Account,
}

/// A text that names no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this names nothing that the city holds")]
pub struct UnknownPart;

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Email => formatter.write_str("email"),
            Self::FormerContacts => formatter.write_str("former-contacts"),
            Self::Drafts => formatter.write_str("drafts"),
            Self::LookQuestions => formatter.write_str("look-questions"),
            Self::Application(record) => write!(formatter, "application:{record}"),
            Self::Project(record) => write!(formatter, "project:{record}"),
            Self::Account => formatter.write_str("account"),
        }
    }
}

impl FromStr for Part {
    type Err = UnknownPart;

    fn from_str(text: &str) -> Result<Self, UnknownPart> {
        let record = |text: &str| text.parse::<RecordId>().map_err(|_| UnknownPart);
        match text.split_once(':') {
            None => match text {
                "email" => Ok(Self::Email),
                "former-contacts" => Ok(Self::FormerContacts),
                "drafts" => Ok(Self::Drafts),
                "look-questions" => Ok(Self::LookQuestions),
                "account" => Ok(Self::Account),
                _ => Err(UnknownPart),
            },
            Some(("application", id)) => Ok(Self::Application(record(id)?)),
            Some(("project", id)) => Ok(Self::Project(record(id)?)),
            Some(_) => Err(UnknownPart),
        }
    }
}

impl TryFrom<String> for Part {
    type Error = UnknownPart;

    fn try_from(text: String) -> Result<Self, UnknownPart> {
        text.parse()
    }
}

impl From<Part> for String {
    fn from(part: Part) -> Self {
        part.to_string()
    }
}
