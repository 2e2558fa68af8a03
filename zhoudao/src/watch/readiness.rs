//! Whether requests may be sent to this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use ledger::Ledger;

/// How long the ledger may take to say that it writes. Whoever waits longer for a page goes away.
const WRITING_TIME_MAX: Duration = Duration::from_secs(2);

/// Why no requests should be sent here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unready {
    /// It was asked to stop and finishes what is under way.
    Draining,
    /// The ledger does not write.
    NotWriting,
    /// A reaction has ended: what it follows waits for a restart.
    NotReacting,
}

impl Unready {
    /// The reason in a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draining => "draining",
            Self::NotWriting => "not-writing",
            Self::NotReacting => "not-reacting",
        }
    }
}

/// Whether this process takes requests.
#[derive(Clone)]
pub struct Readiness {
    ledger: Ledger,
    is_draining: Arc<AtomicBool>,
}

impl Readiness {
    pub(super) fn new(ledger: Ledger) -> Self {
        Self {
            ledger,
            is_draining: Arc::default(),
        }
    }

    /// From now on no more requests should come; those that do are answered.
    pub fn drain(&self) {
        self.is_draining.store(true, Ordering::SeqCst);
    }

    /// Whether it was asked to stop.
    pub fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::SeqCst)
    }

    /// Whether requests may be sent here.
    ///
    /// # Errors
    /// When they should not.
    pub async fn ask(&self) -> Result<(), Unready> {
        if self.is_draining() {
            return Err(Unready::Draining);
        }
        if !self.ledger.reactions_run() {
            return Err(Unready::NotReacting);
        }
        match tokio::time::timeout(WRITING_TIME_MAX, self.ledger.prove_writing()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(unavailable)) => {
                tracing::error!(%unavailable, "the ledger does not write");
                Err(Unready::NotWriting)
            }
            Err(_) => {
                tracing::error!(seconds = WRITING_TIME_MAX.as_secs(), "the ledger does not say that it writes");
                Err(Unready::NotWriting)
            }
        }
    }

    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}

/// While the process drains, every answer tells the client that its connection ends with it: the next request opens another one,
/// elsewhere, and none is sent into a connection that is just being closed.
pub(super) async fn parting(readiness: Readiness, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if readiness.is_draining() {
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
