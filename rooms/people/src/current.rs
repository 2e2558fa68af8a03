//! Who acts in a request: what the handlers of all rooms take as an argument.

use std::net::IpAddr;
use std::sync::Arc;

use authority::{Act, Actor, Denied, Permit, Subject};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use front::Problem;
use identity::RecordId;

use crate::capacity::{CapacityChoice, CapacityLabel};
use crate::record::service::is_of_a_person;
use crate::session::Session;

/// Who acts, signed in or not.
#[derive(Clone, Debug)]
pub struct CurrentActor {
    /// Who, in which capacity.
    pub actor: Arc<Actor>,
    signed_in: Option<Arc<SignedInPerson>>,
}

#[derive(Debug)]
struct SignedInPerson {
    name: String,
    chosen: CapacityChoice,
    choices: Vec<CapacityChoice>,
    /// None for service accounts, whose token is no session.
    session: Option<Session>,
}

/// What the session layer found out, or why this request must not act.
#[derive(Clone, Debug)]
pub(crate) struct Recognised(pub(crate) Result<CurrentActor, Problem>);

/// Who acts, signed in: pages lead others to the sign-in page and back, the API answers 401.
#[derive(Clone, Debug)]
pub struct RequireSignedIn(pub CurrentActor);

impl CurrentActor {
    pub(crate) fn visitor() -> Self {
        Self {
            actor: Actor::visitor(),
            signed_in: None,
        }
    }

    pub(crate) fn signed_in(chosen: CapacityChoice, choices: Vec<CapacityChoice>, name: String, session: Session) -> Self {
        let actor = Arc::clone(&chosen.actor);
        Self {
            actor,
            signed_in: Some(Arc::new(SignedInPerson {
                name,
                chosen,
                choices,
                session: Some(session),
            })),
        }
    }

    pub(crate) fn service(chosen: CapacityChoice, name: String) -> Self {
        let actor = Arc::clone(&chosen.actor);
        Self {
            actor,
            signed_in: Some(Arc::new(SignedInPerson {
                name,
                choices: vec![chosen.clone()],
                chosen,
                session: None,
            })),
        }
    }

    /// Whether somebody signed in.
    pub fn is_signed_in(&self) -> bool {
        self.signed_in.is_some()
    }

    /// Whether a program acts by its own token, and nobody stands there.
    pub fn is_program(&self) -> bool {
        self.signed_in.as_ref().is_some_and(|person| person.session.is_none())
    }

    /// The account that signed in.
    pub fn account(&self) -> Option<RecordId> {
        self.actor.account
    }

    /// The person's own name, to be shown to that person; empty for visitors.
    pub fn name(&self) -> &str {
        self.signed_in.as_ref().map_or("", |person| &person.name)
    }

    /// As whom, or for whom, the person acts: an enterprise, another person, oneself.
    pub fn party_name(&self) -> &str {
        match self.capacity() {
            Some(CapacityLabel::Enterprise { name, .. }) => name,
            Some(CapacityLabel::Behalf { party, .. }) => party,
            Some(CapacityLabel::Person | CapacityLabel::Post { .. } | CapacityLabel::Deputy { .. }) | None => self.name(),
        }
    }

    /// What people call the capacity; none for visitors.
    pub fn capacity(&self) -> Option<&CapacityLabel> {
        self.signed_in.as_ref().map(|person| &person.chosen.label)
    }

    /// Every capacity in which the person may act.
    pub fn choices(&self) -> &[CapacityChoice] {
        self.signed_in.as_ref().map_or(&[], |person| &person.choices)
    }

    /// Asks the policy. A refusal is, to who asks, a page that does not exist — or, not signed in, the sign-in page.
    pub fn permit<A: Act>(&self, subject: &Subject) -> Result<Permit<A>, Problem> {
        self.may::<A>(subject).map_err(|denied| {
            tracing::info!(act = %denied.act, record = %subject.record, capacity = %denied.capacity, "denied");
            if self.is_signed_in() {
                Problem::NotFound
            } else {
                Problem::SignedOut
            }
        })
    }

    /// The same, with the reason. What a person alone may do is denied to programs.
    pub(crate) fn may<A: Act>(&self, subject: &Subject) -> Result<Permit<A>, Denied> {
        if self.is_program() && is_of_a_person(A::ACT) {
            return Err(Denied {
                act: A::ACT,
                capacity: self.actor.capacity_label(),
            });
        }
        authority::permit::<A>(&self.actor, subject)
    }

    pub(crate) fn chosen(&self) -> Option<&CapacityChoice> {
        self.signed_in.as_ref().map(|person| &person.chosen)
    }

    pub(crate) fn session(&self) -> Option<&Session> {
        self.signed_in.as_ref()?.session.as_ref()
    }
}

impl<S: Sync> FromRequestParts<S> for CurrentActor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match parts.extensions.get::<Recognised>() {
            Some(recognised) => recognised.0.clone(),
            None => {
                tracing::error!("no session layer: the router lacks People::sessions");
                Err(Problem::Broken)
            }
        }
    }
}

impl<S: Sync> FromRequestParts<S> for RequireSignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let current = <CurrentActor as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        if current.is_signed_in() {
            Ok(Self(current))
        } else {
            Err(Problem::SignedOut)
        }
    }
}

/// The address of the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Address(pub(crate) Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for Address {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or(Self(None)))
    }
}
