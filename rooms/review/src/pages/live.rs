//! The desk's list hears that something on it has changed.

use std::collections::HashMap;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use applications::record::Applications;
use axum::response::{IntoResponse, Response};
use front::Problem;
use front::live::{Change, stream_with_glances};
use identity::{OrganId, RecordId};
use ledger::{Committed, Ledger, Record};

use crate::handover::Handovers;
use crate::notes::notebook_of;
use crate::seeing;
use crate::visit::Visit;

/// How many applications a stream remembers as somebody else's.
const REMEMBERED_MAX: usize = 2_000;

/// `GET /desk/live`: a stream of the changes of applications in which the reader's organ takes part, and of handovers of its posts.
///
/// With `application=…` only of that one. Beside them it tells where onlookers have come or gone.
pub(super) async fn follow(visit: Visit) -> Result<Response, Problem> {
    let organ = visit.at.organ().ok_or(Problem::NotFound)?;
    let ledger = visit.desks.ledger().clone();
    let onlookers = visit.desks.onlookers().watch();
    if let Some(application) = visit.query.given("application") {
        let seen = seeing::application(&visit.desks, &visit.at, application).await?;
        return Ok(follow_one(&visit, seen.record, onlookers));
    }
    let following = Arc::new(Following {
        ledger,
        organ,
        known: Mutex::default(),
    });
    let (watching, glancing) = (Arc::clone(&following), following);
    let notable = move |done: Committed| {
        let following = Arc::clone(&watching);
        async move {
            following.is_concerned(&done).await.then(|| Change {
                record: done.record.to_string(),
                position: done.position,
            })
        }
    };
    let glimpsed = move |application: RecordId| {
        let following = Arc::clone(&glancing);
        async move { following.takes_part(application).await.then(|| application.to_string()) }
    };
    Ok(stream_with_glances(
        visit.desks.ledger().watch(),
        notable,
        onlookers,
        glimpsed,
        visit.desks.closing(),
    )
    .into_response())
}

fn follow_one(visit: &Visit, record: RecordId, onlookers: tokio::sync::broadcast::Receiver<RecordId>) -> Response {
    let notebook = notebook_of(record);
    let notable = move |done: Committed| {
        ready((done.record == record || done.record == notebook).then(|| Change {
            record: record.to_string(),
            position: done.position,
        }))
    };
    let glimpsed = move |application: RecordId| ready((application == record).then(|| record.to_string()));
    stream_with_glances(
        visit.desks.ledger().watch(),
        notable,
        onlookers,
        glimpsed,
        visit.desks.closing(),
    )
    .into_response()
}

/// What a stream follows for an organ.
struct Following {
    ledger: Ledger,
    organ: OrganId,
    /// Whether the records that it was asked of concern the organ.
    known: Mutex<HashMap<RecordId, bool>>,
}

impl Following {
    async fn is_concerned(&self, done: &Committed) -> bool {
        if ![Applications::KIND, Handovers::KIND].contains(&done.kind) {
            return false;
        }
        // Organs may join later, none leaves: only a "no" is asked again.
        if self.known().get(&done.record) == Some(&true) {
            return true;
        }
        let concerned = match done.kind == Handovers::KIND {
            true => self.hands_over(done.record).await,
            false => self.takes_part(done.record).await,
        };
        let mut known = self.known();
        if known.len() >= REMEMBERED_MAX {
            known.clear();
        }
        known.insert(done.record, concerned);
        concerned
    }

    /// Whether a handover is of a post of the organ.
    async fn hands_over(&self, record: RecordId) -> bool {
        let handover = self.ledger.state::<Handovers>(record).await.ok().flatten();
        handover.is_some_and(|snapshot| snapshot.state.order.as_ref().is_some_and(|order| order.organ == self.organ))
    }

    /// Whether the organ takes part in an application; what was just written is still in memory.
    async fn takes_part(&self, record: RecordId) -> bool {
        match self.ledger.state::<Applications>(record).await {
            Ok(Some(snapshot)) => snapshot.state.organs().contains(&self.organ),
            Ok(None) => false,
            // What cannot be read now may concern the reader: the page finds out.
            Err(error) => {
                tracing::warn!(%error, "a live list looks at everything");
                true
            }
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<RecordId, bool>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
