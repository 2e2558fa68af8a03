//! The desk's list hears that something on it has changed.

use std::collections::HashMap;

use applications::record::Applications;
use axum::response::{IntoResponse, Response};
use front::Problem;
use front::live::{Change, stream_with_glances};
use identity::{OrganId, RecordId};
use ledger::{Committed, Record};

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
    let mut known: HashMap<RecordId, bool> = HashMap::new();
    let (watched, own) = (ledger, organ.clone());
    let notable = move |done: &Committed| {
        if ![Applications::KIND, Handovers::KIND].contains(&done.kind) {
            return None;
        }
        if known.len() >= REMEMBERED_MAX {
            known.clear();
        }
        let concerned = match known.get(&done.record) {
            // Organs may join later, none leaves: only a "no" is asked again.
            Some(true) => true,
            Some(false) | None if done.kind == Handovers::KIND => hands_over(&watched, done.record, &own),
            Some(false) | None => takes_part(&watched, done.record, &own),
        };
        known.insert(done.record, concerned);
        concerned.then(|| Change {
            record: done.record.to_string(),
            position: done.position,
        })
    };
    let (ledger, concerned) = (visit.desks.ledger().clone(), organ);
    let glimpsed = move |application: &RecordId| takes_part(&ledger, *application, &concerned).then(|| application.to_string());
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
    let notable = move |done: &Committed| {
        (done.record == record || done.record == notebook).then(|| Change {
            record: record.to_string(),
            position: done.position,
        })
    };
    let glimpsed = move |application: &RecordId| (*application == record).then(|| record.to_string());
    stream_with_glances(
        visit.desks.ledger().watch(),
        notable,
        onlookers,
        glimpsed,
        visit.desks.closing(),
    )
    .into_response()
}

/// Whether a handover is of a post of an organ.
fn hands_over(ledger: &ledger::Ledger, record: RecordId, organ: &OrganId) -> bool {
    let handover = ledger.state_blocking::<Handovers>(record).ok().flatten();
    handover.is_some_and(|snapshot| snapshot.state.order.as_ref().is_some_and(|order| order.organ == *organ))
}

/// Whether an organ takes part in an application; what was just written is still in memory.
fn takes_part(ledger: &ledger::Ledger, record: RecordId, organ: &OrganId) -> bool {
    match ledger.state_blocking::<Applications>(record) {
        Ok(Some(snapshot)) => snapshot.state.organs().contains(organ),
        Ok(None) => false,
        // What cannot be read now may concern the reader: the page finds out.
        Err(error) => {
            tracing::warn!(%error, "a live list looks at everything");
            true
        }
    }
}
