//! What the writer, the readers and the reactions of one ledger have in common.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use calendar::Moment;
use identity::{RecordId, RegionCode};
use proof::Suite;
use tokio::sync::{broadcast, watch};

use crate::almanac::Almanac;
use crate::cache::{Cache, Held};
use crate::care::Terms;
use crate::clock::Clock;
use crate::engine::{End, News};
use crate::measures::Measures;
use crate::onlookers::Onlookers;
use crate::proving::{Epochs, LogKey};
use crate::receipt::Committed;
use crate::vault::Keys;

/// How many committed events a slow listener of `watch` may be behind before it loses some.
const LISTENER_BEHIND_MAX: usize = 4_096;

pub(crate) struct Shared {
    pub(crate) city: RegionCode,
    pub(crate) keys: Keys,
    pub(crate) log: LogKey,
    pub(crate) cache: Cache,
    pub(crate) committed: broadcast::Sender<Committed>,
    pub(crate) onlookers: Onlookers,
    pub(crate) measures: Measures,
    /// The position of the log's last event.
    pub(crate) end: watch::Sender<u64>,
    clock: Arc<dyn Clock>,
    last_event_at: AtomicI64,
    /// Held by whoever tells the news.
    telling: Mutex<()>,
    standing: RwLock<Arc<Standing>>,
    kinds: RwLock<BTreeSet<&'static str>>,
    pub(crate) terms: Terms,
    /// Held by whoever puts on the list what was erased.
    pub(crate) listing: tokio::sync::Mutex<()>,
}

/// What is in force today.
#[derive(Default)]
pub(crate) struct Standing {
    pub(crate) almanac: Arc<Almanac>,
    pub(crate) release: Arc<str>,
}

impl Shared {
    pub(crate) fn new(city: RegionCode, suite: Suite, keys: Keys, epochs: Epochs, clock: Arc<dyn Clock>) -> Self {
        Self {
            city,
            log: LogKey::new(city, suite, &keys.for_log(city), epochs),
            keys,
            cache: Cache::new(),
            committed: broadcast::Sender::new(LISTENER_BEHIND_MAX),
            onlookers: Onlookers::default(),
            measures: Measures::default(),
            end: watch::Sender::new(0),
            clock,
            last_event_at: AtomicI64::new(i64::MIN),
            telling: Mutex::default(),
            standing: RwLock::default(),
            kinds: RwLock::default(),
            terms: Terms::default(),
            listing: tokio::sync::Mutex::default(),
        }
    }

    /// Now; never before the last event, even when somebody sets the clock back.
    pub(crate) fn now(&self) -> Moment {
        self.clock.now().max(Moment(self.last_event_at.load(Ordering::SeqCst)))
    }

    /// Tells everybody in this process how far the log has come.
    pub(crate) fn remember(&self, end: End) {
        self.tell(&locked(&self.telling), &[], end);
    }

    /// Tells what this server has committed, and keeps in memory what it knew by then, with the log at that position. If others have
    /// gone on meanwhile and were heard of first, that is old already.
    pub(crate) fn publish(
        &self,
        held: impl IntoIterator<Item = (RecordId, Held)>,
        committed: &[Committed],
        (position, at): (u64, Option<Moment>),
    ) {
        let turn = locked(&self.telling);
        if *self.end.borrow() > position {
            held.into_iter().for_each(|(record, _)| self.cache.forget(record));
        } else {
            self.cache.publish(held);
        }
        if let Some(at) = at {
            self.tell(&turn, committed, End { position, at });
        }
    }

    /// Tells what others have committed: what memory holds of those records is old; if not all is said, everything is.
    pub(crate) fn hear(&self, news: &[News], end: End) {
        let turn = locked(&self.telling);
        let told = *self.end.borrow();
        if news.last().map_or(told, |last| last.position) < end.position {
            self.cache.clear();
        }
        let committed = news.iter().map(|news| {
            self.cache.forget_before(news.record, news.version);
            Committed {
                position: news.position,
                // A kind that only a newer server knows.
                kind: self.kind(&news.kind).unwrap_or("unknown"),
                record: news.record,
                version: news.version,
            }
        });
        let committed: Vec<_> = committed.collect();
        self.tell(&turn, &committed, end);
    }

    /// In the order of the log and no event twice, whoever brings the news.
    fn tell(&self, _turn: &MutexGuard<'_, ()>, committed: &[Committed], end: End) {
        let known = *self.end.borrow();
        self.last_event_at.fetch_max(end.at.0, Ordering::SeqCst);
        self.end.send_if_modified(|position| {
            let is_further = end.position > *position;
            *position = end.position.max(*position);
            is_further
        });
        for committed in committed.iter().filter(|committed| committed.position > known) {
            self.onlookers.tell(committed);
            // Nobody need be watching.
            let _ = self.committed.send(*committed);
        }
    }

    /// A kind that the ledger was told of, by its name.
    fn kind(&self, name: &str) -> Option<&'static str> {
        self.kinds.read().unwrap_or_else(PoisonError::into_inner).get(name).copied()
    }

    pub(crate) fn standing(&self) -> Arc<Standing> {
        Arc::clone(&self.standing.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set_almanac(&self, almanac: Arc<Almanac>) {
        let mut standing = self.standing.write().unwrap_or_else(PoisonError::into_inner);
        *standing = Arc::new(Standing {
            almanac,
            release: Arc::clone(&standing.release),
        });
    }

    pub(crate) fn set_release(&self, release: Arc<str>) {
        let mut standing = self.standing.write().unwrap_or_else(PoisonError::into_inner);
        *standing = Arc::new(Standing {
            almanac: Arc::clone(&standing.almanac),
            release,
        });
    }

    pub(crate) fn add_kind(&self, kind: &'static str) {
        self.kinds.write().unwrap_or_else(PoisonError::into_inner).insert(kind);
    }

    pub(crate) fn kinds(&self) -> Vec<&'static str> {
        let kinds = self.kinds.read().unwrap_or_else(PoisonError::into_inner);
        kinds.iter().copied().collect()
    }

    pub(crate) fn knows_kind(&self, kind: &str) -> bool {
        self.kinds.read().unwrap_or_else(PoisonError::into_inner).contains(kind)
    }
}

/// The content of a mutex; a panic elsewhere does not make it unusable, as nothing is ever left half changed.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Progress;
    use crate::clock::SystemClock;

    const RECORD: RecordId = RecordId::from_bytes([7; 16]);

    fn shared() -> Shared {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(folder.path(), None, true).unwrap().keys;
        let city = RegionCode::fixed(371_600);
        Shared::new(city, Suite::Sha256, keys, Epochs::default(), Arc::new(SystemClock))
    }

    fn held(version: u64) -> Held {
        let progress = Progress {
            origin: 1,
            version,
            position: version,
            bytes: 0,
        };
        Held::new("society", progress, Arc::new(version))
    }

    fn news(version: u64) -> News {
        News {
            position: version,
            kind: "society".to_owned(),
            record: RECORD,
            version,
        }
    }

    fn end(position: u64) -> End {
        End { position, at: Moment(0) }
    }

    fn known(shared: &Shared) -> Option<u64> {
        shared.cache.get(RECORD).map(|held| held.progress.version)
    }

    #[test]
    fn what_this_server_committed_is_not_kept_when_others_went_on_and_were_heard_of_first() {
        let shared = shared();
        shared.hear(&[news(6), news(7)], end(7));
        shared.publish([(RECORD, held(6))], &[], (6, Some(Moment(0))));
        assert_eq!(known(&shared), None);
        assert_eq!(*shared.end.borrow(), 7);
    }

    #[test]
    fn a_server_that_hears_of_its_own_commit_keeps_what_it_knows() {
        let shared = shared();
        shared.publish([(RECORD, held(6))], &[], (6, Some(Moment(0))));
        shared.hear(&[news(6)], end(6));
        assert_eq!(known(&shared), Some(6));
        shared.hear(&[news(7)], end(7));
        assert_eq!(known(&shared), None);
    }
}
