//! What the events of an authorisation add up to.

use authority::{AgentScope, Party, Reach};
use calendar::{Day, Moment};
use identity::{OrganId, PostId, RecordId};
use ledger::Stamp;
use serde::{Deserialize, Serialize};

use super::AuthorisationEvent;
use crate::record::{IdentityCheck, Present};

/// An authorisation as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthorisationState {
    /// What was given.
    pub given: Option<Authorised>,
    /// When it was taken back or laid down.
    pub ended: Option<Moment>,
}

/// What an authorisation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorised {
    /// For whom its holder may act.
    pub party: Party,
    /// Who may act.
    pub holder: RecordId,
    /// In which post alone.
    pub post: PostId,
    /// The organ of the post.
    pub organ: OrganId,
    /// How far.
    pub reach: Reach,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// On what it rests.
    pub basis: Basis,
    /// When it was given.
    pub at: Moment,
}

/// On what an authorisation rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// The party's own word in the portal.
    Given(Mode),
    /// The party stood at the window.
    Visit {
        /// Who stood there.
        present: Present,
        /// What was checked.
        checks: Vec<IdentityCheck>,
    },
}

/// How a helper helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 我带您办: the applicant acts in the own session, the helper sits beside and sees.
    TakeThrough,
    /// 我为您办: the helper acts.
    DoFor,
}

impl Mode {
    /// Both.
    pub const ALL: [Self; 2] = [Self::TakeThrough, Self::DoFor];

    /// As forms and programs write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TakeThrough => "take_through",
            Self::DoFor => "do_for",
        }
    }

    /// The mode that a form names.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name)
    }

    /// The key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TakeThrough => "mode-take-through",
            Self::DoFor => "mode-do-for",
        }
    }
}

impl Authorised {
    /// Whether it covers handling, or looking alone.
    pub fn may(&self) -> AgentScope {
        match self.basis {
            Basis::Given(Mode::TakeThrough) => AgentScope::See,
            Basis::Given(Mode::DoFor) | Basis::Visit { .. } => AgentScope::Handle,
        }
    }

    /// Whether it is that of a visit at a window.
    pub fn is_visit(&self) -> bool {
        matches!(self.basis, Basis::Visit { .. })
    }
}

impl AuthorisationState {
    /// What it says on a day on which it is in force.
    pub fn in_force(&self, day: Day) -> Option<&Authorised> {
        self.given
            .as_ref()
            .filter(|given| given.from <= day && !self.is_over(given, day))
    }

    pub(super) fn is_over(&self, given: &Authorised, day: Day) -> bool {
        self.ended.is_some() || given.until < day
    }

    pub(super) fn apply(&mut self, event: &AuthorisationEvent, stamp: &Stamp) {
        match event.clone() {
            AuthorisationEvent::Given {
                party,
                holder,
                post,
                organ,
                mode,
                reach,
                from,
                until,
            } => {
                self.given = Some(Authorised {
                    party,
                    holder,
                    post,
                    organ,
                    reach,
                    from,
                    until,
                    basis: Basis::Given(mode),
                    at: stamp.at,
                });
            }
            AuthorisationEvent::VisitOpened {
                party,
                holder,
                post,
                organ,
                reach,
                day,
                present,
                checks,
            } => {
                self.given = Some(Authorised {
                    party,
                    holder,
                    post,
                    organ,
                    reach,
                    from: day,
                    until: day,
                    basis: Basis::Visit { present, checks },
                    at: stamp.at,
                });
            }
            AuthorisationEvent::Revoked | AuthorisationEvent::LaidDown => self.ended = Some(stamp.at),
        }
    }
}
