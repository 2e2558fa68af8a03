//! The room as it stands in a running city.

use std::sync::Arc;

use authority::{Actor, Permit, Subject, acts};
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use catalogue::Catalogue;
use front::Problem;
use identity::RecordId;
use ledger::{Ledger, Unavailable};
use people::{CurrentActor, People, RequireSignedIn};
use procedure::Release;

use crate::record::Releases;
use crate::{api, entering, pages};

/// What else has to be told of a release that came into force, such as the posts of its organs.
pub type OnEntry = Arc<dyn Fn(&Release) + Send + Sync>;

/// The administration of a city. Cheap to clone.
#[derive(Clone)]
pub struct Administration {
    pub(crate) people: People,
    pub(crate) catalogue: Catalogue,
    pub(crate) on_entry: OnEntry,
}

impl Administration {
    /// Makes the room's record known to the ledger, which must not have started yet.
    ///
    /// # Errors
    /// When the ledger refuses the record or its table.
    pub fn open(people: People, catalogue: Catalogue, on_entry: OnEntry) -> Result<Self, Unavailable> {
        people.ledger().register::<Releases>()?;
        let room = Self {
            people,
            catalogue,
            on_entry,
        };
        entering::on_its_day(&room);
        Ok(room)
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    /// Whether somebody may hear of it when a release changes.
    pub async fn may_follow(&self, actor: &Arc<Actor>, record: RecordId) -> bool {
        let is_release = matches!(self.ledger().state::<Releases>(record).await, Ok(Some(_)));
        is_release && authority::permit::<acts::Administer>(actor, &subject(self, record)).is_ok()
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        self.people.ledger()
    }
}

impl std::fmt::Debug for Administration {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Administration")
    }
}

/// Somebody who administers the whole city. For everybody else the room does not exist.
#[derive(Clone, Debug)]
pub(crate) struct Administrator(pub(crate) CurrentActor);

impl Administrator {
    /// The permit to administer a record of the room.
    pub(crate) fn permit(&self, room: &Administration, record: RecordId) -> Result<Permit<acts::Administer>, Problem> {
        self.0.permit(&subject(room, record))
    }
}

/// The facts about a record of the room on which rights depend: it is the whole city's.
pub(crate) fn subject(room: &Administration, record: RecordId) -> Subject {
    Subject::new(record, room.ledger().city())
}

impl FromRequestParts<Administration> for Administrator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, room: &Administration) -> Result<Self, Problem> {
        let RequireSignedIn(current) = RequireSignedIn::from_request_parts(parts, room).await?;
        let whole_city = subject(room, RecordId::from_bytes([0; 16]));
        authority::permit::<acts::Administer>(&current.actor, &whole_city).map_err(|_| Problem::NotFound)?;
        Ok(Self(current))
    }
}

/// The timer, for what it may do with a release.
pub(crate) fn timer_permit(room: &Administration, record: RecordId) -> Result<Permit<acts::EndStep>, authority::Denied> {
    authority::permit(&Actor::timer(), &subject(room, record))
}
