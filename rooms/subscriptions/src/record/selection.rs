//! Which events a receiver is told.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The most types that one subscription names.
const TYPES_MAX: usize = 100;
/// The longest name of a type.
const TYPE_LENGTH_MAX: usize = 60;

/// The kinds of record of which others may be told. Accounts, enterprises, mandates, messages, notes and questions are nobody
/// else's; what a subscription itself does is told to nobody, or telling would never end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Applications with their cases.
    Application,
    /// Projects.
    Project,
    /// Releases of the city's definitions.
    Release,
    /// Days off and revised arrangements.
    Days,
}

impl Kind {
    /// Every one of them.
    pub const ALL: [Self; 4] = [Self::Application, Self::Project, Self::Release, Self::Days];
    /// What they are called in the log, in the same order.
    pub const NAMES: &'static [&'static str] = &["application", "project", "release", "days"];

    /// What it is called in the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Project => "project",
            Self::Release => "release",
            Self::Days => "days",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The text that says what it is.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Application => "subscription-kind-application",
            Self::Project => "subscription-kind-project",
            Self::Release => "subscription-kind-release",
            Self::Days => "subscription-kind-days",
        }
    }
}

/// Kinds of record, each with the types of its events; none named means all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Selection(BTreeMap<Kind, BTreeSet<String>>);

/// Why nothing is selected so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongSelection {
    /// No kind was chosen.
    #[error("a subscription names at least one kind of record")]
    Nothing,
    /// They are no types of events of a chosen kind.
    #[error("{0:?} are no types of events: application.submitted")]
    Types(Vec<String>),
    /// There are too many.
    #[error("a subscription names at most {TYPES_MAX} types of events")]
    TooMany,
}

impl Selection {
    /// Those kinds, and of them only these types, where any are named: `application.submitted`.
    ///
    /// # Errors
    /// When that names nothing.
    pub fn new<'a>(
        kinds: impl IntoIterator<Item = Kind>,
        types: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, WrongSelection> {
        let mut selection: BTreeMap<Kind, BTreeSet<String>> = kinds.into_iter().map(|kind| (kind, BTreeSet::new())).collect();
        if selection.is_empty() {
            return Err(WrongSelection::Nothing);
        }
        let mut wrong = Vec::new();
        for (count, named) in types.into_iter().enumerate() {
            if count == TYPES_MAX {
                return Err(WrongSelection::TooMany);
            }
            let parts = named.split_once('.').filter(|(_, event_type)| is_type(event_type));
            let chosen = parts.and_then(|(kind, event_type)| Some((selection.get_mut(&Kind::of(kind)?)?, event_type)));
            match chosen {
                Some((types, event_type)) => {
                    types.insert(event_type.to_owned());
                }
                None => wrong.push(named.to_owned()),
            }
        }
        if wrong.is_empty() {
            Ok(Self(selection))
        } else {
            Err(WrongSelection::Types(wrong))
        }
    }

    /// Whether it wants an event.
    #[must_use]
    pub fn wants(&self, kind: &str, event_type: &str) -> bool {
        let types = Kind::of(kind).and_then(|kind| self.0.get(&kind));
        types.is_some_and(|types| types.is_empty() || types.contains(event_type))
    }

    /// Each kind with its types.
    pub fn iter(&self) -> impl Iterator<Item = (Kind, &BTreeSet<String>)> {
        self.0.iter().map(|(kind, types)| (*kind, types))
    }
}

fn is_type(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !text.is_empty() && text.len() <= TYPE_LENGTH_MAX && text.bytes().all(is_letter)
}
