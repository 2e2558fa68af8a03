//! Who declares: somebody who administers a region or watches over it. For everybody else these pages do not exist.

use std::sync::Arc;

use authority::{ActName, Actor, Duty, Permit, Scope, Subject, acts, scope};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use front::{Place, Problem};
use identity::RegionCode;
use ledger::Ledger;
use people::{CurrentActor, RequireSignedIn};

use crate::record::record_of;

/// Somebody who may declare days of a region.
#[derive(Clone, Debug)]
pub(crate) struct AtDesk {
    pub(crate) current: CurrentActor,
    /// The region, with all below.
    pub(crate) region: RegionCode,
}

impl AtDesk {
    pub(crate) fn actor(&self) -> &Arc<Actor> {
        &self.current.actor
    }

    /// The proof that days of that region may be declared by this actor.
    pub(crate) fn permit(&self, ledger: &Ledger, region: RegionCode) -> Result<Permit<acts::DeclareDays>, Problem> {
        self.current.permit(&Subject::new(record_of(ledger.city()), region))
    }

    /// Where in the navigation the reader came from.
    pub(crate) fn place(&self) -> Place {
        let administers = self.actor().held_post().is_some_and(|post| post.has_any(&[Duty::Administer]));
        if administers {
            Place::Administration
        } else {
            Place::Oversight
        }
    }
}

impl<S: Sync> FromRequestParts<S> for AtDesk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let RequireSignedIn(current) = <RequireSignedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        match scope(&current.actor, ActName::DeclareDays) {
            Scope::Region(region) => Ok(Self { current, region }),
            Scope::Nothing | Scope::Behalf(..) | Scope::Party(_) | Scope::Organ(_) | Scope::Everything => Err(Problem::NotFound),
        }
    }
}
