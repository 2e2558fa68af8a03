//! The handlers that rooms have given.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use calendar::Moment;
use identity::RecordId;

use super::error::ReactionError;
use crate::receipt::Entry;

type Handling = Pin<Box<dyn Future<Output = Result<(), ReactionError>> + Send>>;
type EventHandler = Arc<dyn Fn(Entry) -> Handling + Send + Sync>;
type TimerHandler = Arc<dyn Fn(RecordId, Moment) -> Handling + Send + Sync>;

/// In which order events are handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Those of each record as they happened.
    OfRecord,
    /// In any: what is done for one event does not depend on what was done for another.
    Any,
}

/// Who follows the log.
#[derive(Clone)]
pub(crate) struct Reaction {
    pub(crate) name: &'static str,
    pub(crate) order: Order,
    /// The kinds of record it follows; none for all.
    pub(crate) kinds: Option<&'static [&'static str]>,
    pub(crate) handler: EventHandler,
}

/// Who is called when a moment comes.
#[derive(Clone)]
pub(crate) struct Timer {
    pub(crate) name: &'static str,
    pub(crate) handler: TimerHandler,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Handlers {
    pub(crate) reactions: Vec<Reaction>,
    pub(crate) timers: Vec<Timer>,
}

impl Reaction {
    pub(crate) fn new<F, Reacting>(name: &'static str, order: Order, kinds: Option<&'static [&'static str]>, handler: F) -> Self
    where
        F: Fn(Entry) -> Reacting + Send + Sync + 'static,
        Reacting: Future<Output = Result<(), ReactionError>> + Send + 'static,
    {
        Self {
            name,
            order,
            kinds,
            handler: Arc::new(move |entry| Box::pin(handler(entry))),
        }
    }

    /// What to do for one event.
    pub(crate) fn handling(&self, entry: Entry) -> impl Future<Output = Result<(), ReactionError>> + Send + 'static {
        let handler = Arc::clone(&self.handler);
        // Called inside the future, so that a panic of the handler itself is caught with it.
        async move { handler(entry).await }
    }
}

impl Timer {
    pub(crate) fn new<F, Reacting>(name: &'static str, handler: F) -> Self
    where
        F: Fn(RecordId, Moment) -> Reacting + Send + Sync + 'static,
        Reacting: Future<Output = Result<(), ReactionError>> + Send + 'static,
    {
        Self {
            name,
            handler: Arc::new(move |record, at| Box::pin(handler(record, at))),
        }
    }

    /// What to do at one moment of one record.
    pub(crate) fn handling(
        &self,
        record: RecordId,
        at: Moment,
    ) -> impl Future<Output = Result<(), ReactionError>> + Send + 'static {
        let handler = Arc::clone(&self.handler);
        async move { handler(record, at).await }
    }

    /// Under which name it stands among what is parked.
    pub(crate) fn parked_name(&self) -> String {
        format!("timer:{}", self.name)
    }
}
