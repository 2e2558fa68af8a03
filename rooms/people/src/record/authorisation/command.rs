//! What may be asked of an authorisation.

use authority::{Party, Reach, acts};
use calendar::Day;
use identity::{OrganId, PostId, RecordId, ResidentNumber};
use ledger::CommandOf;

use super::{Authorisation, Mode};
use crate::record::{IdentityCheck, PersonName, Present};

/// Any of them.
#[derive(Clone, Debug)]
pub enum AuthorisationCommand {
    /// Give it to a helper.
    Give(GiveAuthorisation),
    /// Let a clerk act for whoever stands at the window.
    OpenVisit(OpenVisit),
    /// Take it back.
    Revoke(RevokeAuthorisation),
    /// Lay it down.
    LayDown(LayDownAuthorisation),
}

/// Gives a helper an authorisation; whose it is, the actor says.
#[derive(Clone, Debug)]
pub struct GiveAuthorisation {
    /// The helper's account.
    pub holder: RecordId,
    /// The helper's post.
    pub post: PostId,
    /// The organ of the post.
    pub organ: OrganId,
    /// How the helper helps.
    pub mode: Mode,
    /// How far.
    pub reach: Reach,
    /// The last day.
    pub until: Day,
}

/// Opens a visit: the clerk who asks has made sure who stands there.
#[derive(Clone, Debug)]
pub struct OpenVisit {
    /// For whom.
    pub party: Party,
    /// How far.
    pub reach: Reach,
    /// Who stands there.
    pub present: Present,
    /// Name and number of whoever stands there for another.
    pub stands_there: Option<(PersonName, ResidentNumber)>,
    /// What was checked.
    pub checks: Vec<IdentityCheck>,
}

/// Takes it back.
#[derive(Clone, Debug)]
pub struct RevokeAuthorisation;

/// Lays it down: the visit is over, the helper is done.
#[derive(Clone, Debug)]
pub struct LayDownAuthorisation;

impl From<GiveAuthorisation> for AuthorisationCommand {
    fn from(command: GiveAuthorisation) -> Self {
        Self::Give(command)
    }
}

impl CommandOf<Authorisation> for GiveAuthorisation {
    type Act = acts::GiveAuthorisation;
}

impl From<OpenVisit> for AuthorisationCommand {
    fn from(command: OpenVisit) -> Self {
        Self::OpenVisit(command)
    }
}

impl CommandOf<Authorisation> for OpenVisit {
    type Act = acts::TakeIn;
}

impl From<RevokeAuthorisation> for AuthorisationCommand {
    fn from(command: RevokeAuthorisation) -> Self {
        Self::Revoke(command)
    }
}

impl CommandOf<Authorisation> for RevokeAuthorisation {
    type Act = acts::RevokeAuthorisation;
}

impl From<LayDownAuthorisation> for AuthorisationCommand {
    fn from(command: LayDownAuthorisation) -> Self {
        Self::LayDown(command)
    }
}

impl CommandOf<Authorisation> for LayDownAuthorisation {
    type Act = acts::LayDownAuthorisation;
}
