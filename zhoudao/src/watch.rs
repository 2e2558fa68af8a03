//! Watching over the city: whether it lives, whether requests may be sent to it, what it measures, what it writes down.
//!
//! `/healthz` and `/readyz` answer on the city's own port, for whoever distributes requests, and say nothing else. `/metrics`
//! answers on a loopback port of its own (`--watch-port`), which no proxy of the public passes on.

mod exposition;
mod journal;
mod ledger_metrics;
mod readiness;
mod requests;
mod traces;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ledger::Ledger;

use exposition::Exposition;
use requests::Requests;

pub use journal::{Format, Journal};
pub use readiness::Readiness;

/// What watches over a city that is served. Cheap to clone.
#[derive(Clone)]
pub struct Watch {
    readiness: Readiness,
    requests: Arc<Requests>,
    exposition: Arc<Exposition>,
}

impl Watch {
    /// Over the city of a data folder.
    pub fn new(folder: &Path, ledger: &Ledger) -> Self {
        let requests = Arc::new(Requests::default());
        let readiness = Readiness::new(ledger.clone());
        Self {
            exposition: Arc::new(Exposition::new(folder, readiness.clone(), &requests)),
            readiness,
            requests,
        }
    }

    /// Whether requests may be sent here.
    pub fn readiness(&self) -> &Readiness {
        &self.readiness
    }

    /// Lays what measures around the city's pages, and puts what watchers of its own port ask beside them.
    pub fn around(&self, pages: Router) -> Router {
        let measured = pages.layer(from_fn_with_state(Arc::clone(&self.requests), requests::measure));
        let draining = self.readiness.clone();
        let parting = from_fn(move |request: Request, next: Next| readiness::parting(draining.clone(), request, next));
        measured.merge(self.for_everybody()).layer(parting)
    }

    /// What the port of its own answers.
    pub fn for_operators(&self) -> Router {
        Router::new()
            .route("/metrics", get(metrics))
            .with_state(self.clone())
            .merge(self.for_everybody())
    }

    fn for_everybody(&self) -> Router {
        Router::new()
            .route("/healthz", get(async || said(StatusCode::OK, "alive")))
            .route("/readyz", get(ready))
            .with_state(self.clone())
    }
}

async fn ready(State(watch): State<Watch>) -> Response {
    match watch.readiness.ask().await {
        Ok(()) => said(StatusCode::OK, "ready"),
        Err(unready) => said(StatusCode::SERVICE_UNAVAILABLE, unready.as_str()),
    }
}

async fn metrics(State(watch): State<Watch>) -> Response {
    match watch.exposition.write().await {
        Ok(text) => ([(header::CONTENT_TYPE, exposition::CONTENT_TYPE)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn said(status: StatusCode, word: &'static str) -> Response {
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
    ];
    (status, headers, format!("{word}\n")).into_response()
}
