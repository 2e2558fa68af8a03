//! Reactions and timers.

use std::future::Future;

use calendar::Moment;
use identity::RecordId;

use super::Ledger;
use crate::care::{keep_list, watch_terms};
use crate::clock::MovableClock;
use crate::error::Unavailable;
use crate::proving::grow;
use crate::reaction::{
    Handlers, Lag, Order, Parked, PassingError, Reaction, ReactionError, Settling, Stop, Timer, dismiss, follow, lags, list,
    pass, retry, watch_timers,
};
use crate::receipt::Entry;
use crate::shared::locked;

impl Ledger {
    /// Has every event of the log handled, in order of each record, from the log's start and across restarts. To be
    /// called before [`start`](Self::start).
    pub fn react<F, Reacting>(&self, name: &'static str, handler: F)
    where
        F: Fn(Entry) -> Reacting + Send + Sync + 'static,
        Reacting: Future<Output = Result<(), ReactionError>> + Send + 'static,
    {
        self.add_reaction(Reaction::new(name, Order::OfRecord, None, handler));
    }

    /// The same for the events of these kinds of record only.
    pub fn react_to<F, Reacting>(&self, name: &'static str, kinds: &'static [&'static str], handler: F)
    where
        F: Fn(Entry) -> Reacting + Send + Sync + 'static,
        Reacting: Future<Output = Result<(), ReactionError>> + Send + 'static,
    {
        self.add_reaction(Reaction::new(name, Order::OfRecord, Some(kinds), handler));
    }

    /// The same in any order: what is done for one event must not depend on what was done for another of its record.
    pub fn react_in_any_order<F, Reacting>(&self, name: &'static str, kinds: &'static [&'static str], handler: F)
    where
        F: Fn(Entry) -> Reacting + Send + Sync + 'static,
        Reacting: Future<Output = Result<(), ReactionError>> + Send + 'static,
    {
        self.add_reaction(Reaction::new(name, Order::Any, Some(kinds), handler));
    }

    /// Has the timers of that name handled when their moment comes. To be called before [`start`](Self::start).
    pub fn on_timer<F, Reacting>(&self, name: &'static str, handler: F)
    where
        F: Fn(RecordId, Moment) -> Reacting + Send + Sync + 'static,
        Reacting: Future<Output = Result<(), ReactionError>> + Send + 'static,
    {
        let timers = &mut locked(&self.inner.handlers).timers;
        assert!(
            timers.iter().all(|timer| timer.name != name),
            "two handlers for the timer {name}"
        );
        timers.push(Timer::new(name, handler));
    }

    /// Starts reactions and timers on the current runtime, and signs heads of the log.
    pub fn start(&self) {
        let (reactions, timers) = self.handlers();
        let stop = Stop(self.inner.stopping.subscribe());
        let mut reacting = locked(&self.inner.reacting);
        assert!(reacting.is_empty(), "a ledger is started once");
        for reaction in reactions {
            reacting.spawn(follow(self.clone(), reaction, stop.clone()));
        }
        if !timers.is_empty() {
            reacting.spawn(watch_timers(self.clone(), timers, stop.clone()));
        }
        if self.is_in_file() {
            reacting.spawn(keep_list(self.clone(), stop.clone()));
        }
        reacting.spawn(watch_terms(self.clone(), stop.clone()));
        reacting.spawn(grow(self.clone(), stop));
    }

    /// In place of [`start`](Self::start), for a city whose clock is moved by hand: reactions and timers run when they are told
    /// to, one after the other.
    pub async fn settling(&self) -> Result<Settling, Unavailable> {
        let (reactions, timers) = self.handlers();
        let stop = Stop(self.inner.stopping.subscribe());
        Settling::begin(self.clone(), reactions, timers, stop).await
    }

    /// Lets time pass until a moment, in a started city whose clock can be moved: timers between fire at their own moments, in
    /// their order, and what follows from them happens then.
    ///
    /// # Errors
    /// When the clock cannot be moved, or the store cannot be read.
    pub async fn let_pass(&self, clock: &MovableClock, until: Moment) -> Result<(), PassingError> {
        pass(self, self.handlers(), clock, until).await
    }

    /// The clock was moved: whoever waits for a moment looks at it now.
    pub(crate) fn look_at_clock(&self) {
        self.shared().end.send_modify(|_| ());
    }

    /// What reactions and timers could not do, the oldest first.
    pub async fn parked(&self) -> Result<Vec<Parked>, Unavailable> {
        list(self).await
    }

    /// Tries something that is parked once more; if it succeeds it is no longer parked.
    pub async fn retry_parked(&self, parked: &Parked) -> Result<(), ReactionError> {
        let (reactions, timers) = self.handlers();
        retry(self, &Handlers { reactions, timers }, parked).await
    }

    /// Takes something off the desk that need not be done.
    pub async fn dismiss_parked(&self, parked: &Parked) -> Result<(), Unavailable> {
        dismiss(self, parked).await
    }

    /// How far each reaction is behind the log.
    pub async fn lags(&self) -> Result<Vec<Lag>, Unavailable> {
        let (reactions, _) = self.handlers();
        lags(self, reactions.iter().map(|reaction| reaction.name).collect()).await
    }

    fn add_reaction(&self, reaction: Reaction) {
        let reactions = &mut locked(&self.inner.handlers).reactions;
        assert!(
            reactions.iter().all(|other| other.name != reaction.name),
            "two reactions called {}",
            reaction.name
        );
        reactions.push(reaction);
    }

    fn handlers(&self) -> (Vec<Reaction>, Vec<Timer>) {
        let handlers = locked(&self.inner.handlers);
        (handlers.reactions.clone(), handlers.timers.clone())
    }
}
