//! Who is here: somebody signed in, in a post. For everybody else the desks do not exist.

use std::sync::Arc;

use authority::{ActName, Actor, Duty, Post, Scope, scope};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use front::Problem;
use identity::{OrganId, RecordId, RegionCode};
use people::{CurrentActor, RequireSignedIn};

/// Somebody in a post.
#[derive(Clone, Debug)]
pub(crate) struct AtDesk {
    /// Who, with name and capacity.
    pub(crate) current: CurrentActor,
    /// The post.
    pub(crate) post: Arc<Post>,
    /// The account.
    pub(crate) account: RecordId,
}

impl AtDesk {
    /// Who acts.
    pub(crate) fn actor(&self) -> &Arc<Actor> {
        &self.current.actor
    }

    /// The organ whose desk the actor sees, if the post works at one.
    pub(crate) fn organ(&self) -> Option<OrganId> {
        let of = |act| match scope(self.actor(), act) {
            Scope::Organ(organ) => Some(organ),
            Scope::Nothing | Scope::Behalf(..) | Scope::Party(_) | Scope::Region(_) | Scope::Everything => None,
        };
        // Who signs for the government has the bureau's proposals on the desk, and no steps.
        of(ActName::SeeDesk).or_else(|| of(ActName::Approve))
    }

    /// The region over which the actor watches, if the post does.
    pub(crate) fn region(&self) -> Option<RegionCode> {
        match scope(self.actor(), ActName::SeeRegion) {
            Scope::Region(region) => Some(region),
            Scope::Nothing | Scope::Behalf(..) | Scope::Party(_) | Scope::Organ(_) | Scope::Everything => None,
        }
    }

    /// Whether the actor signs for the organ.
    pub(crate) fn signs(&self) -> bool {
        self.post.duties.contains(&Duty::Sign)
    }
}

impl<S: Sync> FromRequestParts<S> for AtDesk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let RequireSignedIn(current) = <RequireSignedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        match (current.actor.held_post().cloned(), current.account()) {
            (Some(post), Some(account)) => Ok(Self { current, post, account }),
            (None, _) | (_, None) => Err(Problem::NotFound),
        }
    }
}
