//! Reactions and timers one after the other, in the order of the log: for a city whose clock is moved by hand, so that the
//! same commands always lead to the same city.

use std::sync::Arc;

use calendar::Moment;
use identity::RecordId;

use super::attempt::{Stop, Stopped, attempt};
use super::cursor::{WINDOW, Window, mark, window, write_cursor, written_cursor};
use super::handler::{Reaction, Timer};
use super::parked::Place;
use super::timers::{due, set_fired};
use crate::error::Unavailable;
use crate::ledger::Ledger;
use crate::receipt::Entry;

/// What follows from events and from time, done on demand; in place of [`Ledger::start`].
pub struct Settling {
    ledger: Ledger,
    followers: Vec<Follower>,
    timers: Arc<Vec<Timer>>,
    stop: Stop,
    /// How far the log has been read.
    read: u64,
}

/// A reaction and how far it had come before.
struct Follower {
    reaction: Reaction,
    cursor: u64,
}

impl Settling {
    pub(crate) async fn begin(
        ledger: Ledger,
        reactions: Vec<Reaction>,
        timers: Vec<Timer>,
        stop: Stop,
    ) -> Result<Self, Unavailable> {
        let mut followers = Vec::with_capacity(reactions.len());
        for reaction in reactions {
            let cursor = written_cursor(&ledger, reaction.name).await?.read;
            followers.push(Follower { reaction, cursor });
        }
        let read = followers.iter().map(|follower| follower.cursor).min();
        Ok(Self {
            read: read.unwrap_or_else(|| ledger.position()),
            ledger,
            followers,
            timers: Arc::new(timers),
            stop,
        })
    }

    /// Does everything that follows from what has happened and from the moment that has come, and what follows from that.
    /// Answers the records to which something has happened since it was last called, in the order of the log.
    pub async fn settle(&mut self) -> Result<Vec<RecordId>, Unavailable> {
        let mut changed = Vec::new();
        loop {
            let end = self.ledger.position();
            if self.read < end {
                self.follow(end, &mut changed).await?;
            } else if !self.fire().await? {
                return Ok(changed);
            }
        }
    }

    /// The moment at which the next timer fires.
    pub async fn next_timer(&self) -> Result<Option<Moment>, Unavailable> {
        let (_, next) = due(&self.ledger, &self.timers).await?;
        Ok(next)
    }

    /// Writes down how far the reactions have come; [`Ledger::start`] goes on from there.
    pub async fn end(self) -> Result<(), Unavailable> {
        self.write_down().await
    }

    /// The same in between: whoever begins again after a crash goes on from there.
    pub async fn write_down(&self) -> Result<(), Unavailable> {
        for follower in &self.followers {
            write_cursor(&self.ledger, follower.reaction.name, self.read).await?;
        }
        Ok(())
    }

    async fn follow(&mut self, end: u64, changed: &mut Vec<RecordId>) -> Result<(), Unavailable> {
        let Window { events, through } = window(&self.ledger, None, self.read, end.min(self.read + WINDOW)).await?;
        for event in events {
            let entry = event.entry()?;
            self.handle(&entry).await?;
            if changed.last() != Some(&entry.record) {
                changed.push(entry.record);
            }
        }
        self.read = through;
        Ok(())
    }

    async fn handle(&self, entry: &Entry) -> Result<(), Unavailable> {
        let mut stop = self.stop.clone();
        for Follower { reaction, cursor } in &self.followers {
            let is_followed = reaction.kinds.is_none_or(|kinds| kinds.contains(&entry.kind.as_str()));
            if !is_followed || entry.position <= *cursor {
                continue;
            }
            let place = Place {
                reaction: reaction.name.to_owned(),
                record: entry.record,
                mark: mark(entry.position),
            };
            attempt(&self.ledger, &mut stop, &place, || reaction.handling(entry.clone()))
                .await
                .map_err(stopped)?;
        }
        Ok(())
    }

    /// Whether a timer was due.
    async fn fire(&self) -> Result<bool, Unavailable> {
        let (due, _) = due(&self.ledger, &self.timers).await?;
        let mut stop = self.stop.clone();
        for (record, (place, at)) in &due {
            let timer = &self.timers[*place];
            let place = Place {
                reaction: timer.parked_name(),
                record: *record,
                mark: at.0,
            };
            attempt(&self.ledger, &mut stop, &place, || timer.handling(*record, *at))
                .await
                .map_err(stopped)?;
            set_fired(&self.ledger, *record, timer.name, *at).await?;
        }
        Ok(!due.is_empty())
    }
}

impl std::fmt::Debug for Settling {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Settling({:?}, read through {})", self.ledger, self.read)
    }
}

fn stopped(_: Stopped) -> Unavailable {
    Unavailable("the ledger is closing".to_owned())
}
