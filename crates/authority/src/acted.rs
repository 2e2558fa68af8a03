//! The capacity of an event, read back: who stood there, for whom, and who was beside.

use identity::{PostId, RecordId};

use crate::actor::Party;

/// As what somebody acted, by the label that the event carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acted {
    /// As what.
    pub role: Role,
    /// The helper who sat beside, in the applicant's own session.
    pub beside: Option<HelperBeside>,
}

/// As what somebody acted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A person for himself or herself.
    Person,
    /// For an enterprise.
    Enterprise(RecordId),
    /// In a post.
    Post(PostId),
    /// In the post of an absent colleague.
    Deputy {
        /// The colleague's post.
        post: PostId,
        /// The colleague.
        of: RecordId,
    },
    /// In a post, for a party.
    Behalf {
        /// The post.
        post: PostId,
        /// For whom.
        party: Party,
        /// By which authorisation.
        authorisation: RecordId,
    },
    /// The timer.
    Timer,
    /// Anything else: a reaction, the seeding, a visitor.
    System,
}

/// A helper beside an applicant who acts in the own session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelperBeside {
    /// The helper's account.
    pub account: RecordId,
    /// The helper's post.
    pub post: PostId,
}

impl Acted {
    /// Reads the label of an event.
    pub fn read(label: &str) -> Self {
        let (role, beside) = label
            .split_once(BESIDE)
            .map_or((label, None), |(role, beside)| (role, Some(beside)));
        Self {
            role: Role::read(role),
            beside: beside.and_then(HelperBeside::read),
        }
    }

    /// The post in which somebody acted, for an organ or for a party.
    pub fn post(&self) -> Option<&PostId> {
        match &self.role {
            Role::Post(post) | Role::Deputy { post, .. } | Role::Behalf { post, .. } => Some(post),
            Role::Person | Role::Enterprise(_) | Role::Timer | Role::System => None,
        }
    }
}

/// What stands between a capacity and the helper beside.
pub(crate) const BESIDE: &str = "+beside:";

impl Role {
    fn read(label: &str) -> Self {
        let known = match label.split_once(':') {
            None if label == "person" => Some(Self::Person),
            None if label == "timer" => Some(Self::Timer),
            Some(("enterprise", id)) => id.parse().ok().map(Self::Enterprise),
            Some(("post", post)) => post.parse().ok().map(Self::Post),
            Some(("deputy", rest)) => Self::deputy(rest),
            Some(("behalf", rest)) => Self::behalf(rest),
            None | Some(_) => None,
        };
        known.unwrap_or(Self::System)
    }

    /// `POST:COLLEAGUE`.
    fn deputy(rest: &str) -> Option<Self> {
        let (post, of) = rest.split_once(':')?;
        Some(Self::Deputy {
            post: post.parse().ok()?,
            of: of.parse().ok()?,
        })
    }

    /// `POST:person:HEX:AUTHORISATION`.
    fn behalf(rest: &str) -> Option<Self> {
        let mut parts = rest.split(':');
        let (post, kind, party, authorisation) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let party = party.parse().ok()?;
        Some(Self::Behalf {
            post: post.parse().ok()?,
            party: match kind {
                "person" => Party::Person(party),
                "enterprise" => Party::Enterprise(party),
                _ => return None,
            },
            authorisation: authorisation.parse().ok()?,
        })
    }
}

impl HelperBeside {
    /// `POST:ACCOUNT`.
    fn read(text: &str) -> Option<Self> {
        let (post, account) = text.split_once(':')?;
        Some(Self {
            account: account.parse().ok()?,
            post: post.parse().ok()?,
        })
    }
}
