//! How much of a list an actor sees. It becomes the `WHERE` of the query.

use identity::{OrganId, RegionCode};

use crate::act::ActName;
use crate::actor::{Actor, Party};
use crate::behalf::Reach;
use crate::policy::grants;

/// The part of all records that an actor may see, from the narrowest to the widest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// No record.
    Nothing,
    /// Those of an applicant or owner that an authorisation reaches.
    Behalf(Party, Reach),
    /// Those of an applicant or owner.
    Party(Party),
    /// Those in which an organ takes part, or that lie on its desk.
    Organ(OrganId),
    /// Those of a region with all below it.
    Region(RegionCode),
    /// All.
    Everything,
}

/// What a list of this act shows this actor: the widest of the scopes that the grants of the act give.
pub fn scope(actor: &Actor, act: ActName) -> Scope {
    grants(act)
        .iter()
        .map(|grant| grant.scope(actor))
        .max()
        .unwrap_or(Scope::Nothing)
}
