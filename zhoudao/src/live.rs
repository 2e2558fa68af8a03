//! `/live`: a page hears that a record on it has changed.

use administration::Administration;
use applications::access::see;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use front::Problem;
use front::live::{self, Change, Closing};
use identity::RecordId;
use ledger::{Committed, Ledger};
use people::RequireSignedIn;

/// What the stream needs.
#[derive(Clone)]
pub struct Live {
    pub ledger: Ledger,
    pub administration: Administration,
    pub closing: Closing,
}

/// The stream of the records that a page asks to follow and its reader may see.
pub async fn follow(
    State(live): State<Live>,
    RequireSignedIn(current): RequireSignedIn,
    query: RawQuery,
) -> Result<Response, Problem> {
    let asked = live::asked(&query.0.unwrap_or_default(), |record| record.parse::<RecordId>().is_ok());
    let mut seen: Vec<RecordId> = Vec::new();
    for record in asked.iter().filter_map(|record| record.parse().ok()) {
        let sees = see(&live.ledger, &current.actor, record).await.is_ok();
        if sees || live.administration.may_follow(&current.actor, record).await {
            seen.push(record);
        }
    }
    if seen.is_empty() {
        return Err(Problem::NotFound);
    }
    let change = |committed: &Committed| {
        Some(Change {
            record: committed.record.to_string(),
            position: committed.position,
        })
    };
    if let [record] = seen[..] {
        // Most pages follow one record, and a crowd may follow the same: it is not woken by what happens to others.
        return Ok(live::stream(live.ledger.watch_record(record), change, live.closing).into_response());
    }
    let notable = move |committed: &Committed| seen.contains(&committed.record).then(|| change(committed)).flatten();
    Ok(live::stream(live.ledger.watch(), notable, live.closing).into_response())
}
