//! Who is here: somebody signed in, in a post. For everybody else the desks do not exist.

use std::sync::Arc;

use applications::record::state::StepState;
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
    /// As whom the reader may act besides: deputy of absent colleagues of the same organ (代理).
    pub(crate) stands_in: Vec<Arc<Actor>>,
}

impl AtDesk {
    /// Who acts.
    pub(crate) fn actor(&self) -> &Arc<Actor> {
        &self.current.actor
    }

    /// As whom the reader may act: in the own capacity, then for each absent colleague.
    pub(crate) fn actors(&self) -> impl Iterator<Item = &Arc<Actor>> {
        std::iter::once(self.actor()).chain(&self.stands_in)
    }

    /// As whom the reader acts on a step: for an absent colleague who holds it or whose duty it asks for; else as oneself.
    pub(crate) fn actor_on(&self, step: &StepState) -> &Arc<Actor> {
        let duty = step.duty();
        let may = |actor: &&Arc<Actor>| actor.held_post().is_some_and(|post| post.duties.contains(&duty));
        let for_holder = self
            .stands_in
            .iter()
            .filter(may)
            .find(|actor| step.stage == 0 && step.holder.is_some() && actor.stands_in_for() == step.holder);
        let own = Some(self.actor()).filter(may);
        for_holder
            .or(own)
            .or_else(|| self.stands_in.iter().find(may))
            .unwrap_or(self.actor())
    }

    /// Everybody whose tasks are the reader's: the own, and those of colleagues for whom the reader stands in.
    pub(crate) fn holders(&self) -> Vec<RecordId> {
        let colleagues = self.stands_in.iter().filter_map(|actor| actor.stands_in_for());
        let mut holders: Vec<RecordId> = std::iter::once(self.account)
            .chain(self.actor().holds_as())
            .chain(colleagues)
            .collect();
        holders.sort_unstable();
        holders.dedup();
        holders
    }

    /// The duties of the reader's post, and of those in which the reader stands in.
    pub(crate) fn duties(&self) -> Vec<Duty> {
        let mut duties = self.post.duties.clone();
        for post in self.stands_in.iter().filter_map(|actor| actor.held_post()) {
            duties.extend(post.duties.iter().copied().filter(|duty| !self.post.duties.contains(duty)));
        }
        duties.sort_unstable();
        duties.dedup();
        duties
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
        self.duties().contains(&Duty::Sign)
    }
}

impl<S: Sync> FromRequestParts<S> for AtDesk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let RequireSignedIn(current) = <RequireSignedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        match (current.actor.held_post().cloned(), current.account()) {
            (Some(post), Some(account)) => Ok(Self {
                stands_in: stands_in(&current, &post),
                current,
                post,
                account,
            }),
            (None, _) | (_, None) => Err(Problem::NotFound),
        }
    }
}

/// The deputy's capacities that go with the own post; whoever has chosen one of them acts in it alone.
fn stands_in(current: &CurrentActor, post: &Post) -> Vec<Arc<Actor>> {
    if current.actor.stands_in_for().is_some() {
        return Vec::new();
    }
    let choices = current.choices().iter().map(|choice| &choice.actor);
    let of_organ = |actor: &&Arc<Actor>| actor.held_post().is_some_and(|other| other.organ == post.organ);
    choices
        .filter(|actor| actor.stands_in_for().is_some())
        .filter(of_organ)
        .cloned()
        .collect()
}
