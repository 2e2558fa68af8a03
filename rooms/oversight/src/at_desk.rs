//! Who is here: somebody who watches over a region, or somebody at the desk of an organ that was asked.

use std::sync::Arc;

use authority::{Act, ActName, Actor, Permit, Scope, Subject, scope};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use front::Problem;
use identity::{OrganId, RecordId, RegionCode};
use people::{CurrentActor, RequireSignedIn};

/// Somebody who watches over a region. For everybody else the pages do not exist.
#[derive(Clone, Debug)]
pub(crate) struct Watcher {
    pub(crate) current: CurrentActor,
    /// The region, with all below.
    pub(crate) region: RegionCode,
    /// The account.
    pub(crate) account: RecordId,
}

/// Somebody in a post, at either end of an inquiry.
#[derive(Clone, Debug)]
pub(crate) struct AtDesk {
    pub(crate) current: CurrentActor,
    /// The organ of the post.
    pub(crate) organ: OrganId,
}

impl Watcher {
    pub(crate) fn permit<A: Act>(&self, record: RecordId, region: RegionCode) -> Result<Permit<A>, Problem> {
        self.current.permit(&Subject::new(record, region))
    }
}

impl AtDesk {
    pub(crate) fn actor(&self) -> &Arc<Actor> {
        &self.current.actor
    }

    /// Whether this post works at a desk.
    pub(crate) fn works(&self) -> bool {
        matches!(scope(self.actor(), ActName::SeeDesk), Scope::Organ(_))
    }
}

impl<S: Sync> FromRequestParts<S> for Watcher {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let RequireSignedIn(current) = <RequireSignedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        match (scope(&current.actor, ActName::SeeRegion), current.account()) {
            (Scope::Region(region), Some(account)) => Ok(Self {
                current,
                region,
                account,
            }),
            (_, _) => Err(Problem::NotFound),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for AtDesk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let RequireSignedIn(current) = <RequireSignedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let organ = current.actor.held_post().map(|post| post.organ.clone());
        organ.map(|organ| Self { current, organ }).ok_or(Problem::NotFound)
    }
}
