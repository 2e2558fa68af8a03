//! States in memory: what was last committed, for the writer and for readers.

use std::any::Any;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use identity::RecordId;
use lru::LruCache;

/// How many records are kept in memory; the least recently used go first.
const RECORDS_MAX: usize = 8_192;
/// How many bytes of leaves have made these states: some hundred and fifty joint cases that have ended. In memory a state takes two to five
/// times as many bytes as its leaves.
const BYTES_MAX: u64 = 8 << 20;
const SHARDS: usize = 16;

/// A record's state at a version, of whichever type its kind has.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) kind: &'static str,
    pub(crate) progress: Progress,
    state: Arc<dyn Any + Send + Sync>,
}

/// How far a record has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    /// The position of its first event; 0 if it has none.
    pub(crate) origin: u64,
    /// Its version.
    pub(crate) version: u64,
    /// The position of its last event.
    pub(crate) position: u64,
    /// The bytes of its leaves.
    pub(crate) bytes: u64,
}

impl Held {
    pub(crate) fn new<S: Send + Sync + 'static>(kind: &'static str, progress: Progress, state: Arc<S>) -> Self {
        Self { kind, progress, state }
    }

    /// The state, if it is of that type.
    pub(crate) fn state<S: Send + Sync + 'static>(&self) -> Option<Arc<S>> {
        Arc::clone(&self.state).downcast().ok()
    }
}

/// The states last committed. A reader that has folded a record may leave it here only if nothing was published in the
/// meantime that could have made it old: see [`Cache::generation`].
pub(crate) struct Cache {
    shards: Vec<Mutex<Shard>>,
}

struct Shard {
    generation: u64,
    records: LruCache<RecordId, Held>,
    /// The bytes of the leaves of all of them.
    bytes: u64,
}

impl Shard {
    fn put(&mut self, record: RecordId, held: Held) {
        self.bytes += held.progress.bytes;
        if let Some((_, old)) = self.records.push(record, held) {
            self.bytes -= old.progress.bytes;
        }
        // What was just put there stays, however large it is.
        while self.bytes > BYTES_MAX / SHARDS as u64
            && self.records.len() > 1
            && let Some((_, oldest)) = self.records.pop_lru()
        {
            self.bytes -= oldest.progress.bytes;
        }
    }

    fn pop(&mut self, record: RecordId) {
        if let Some(held) = self.records.pop(&record) {
            self.bytes -= held.progress.bytes;
        }
    }

    fn clear(&mut self) {
        self.records.clear();
        self.bytes = 0;
    }
}

/// What [`Cache::generation`] answered, to be shown to [`Cache::offer`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Generation(u64);

impl Cache {
    pub(crate) fn new() -> Self {
        let capacity = NonZeroUsize::new(RECORDS_MAX / SHARDS).unwrap_or(NonZeroUsize::MIN);
        let shard = || {
            Mutex::new(Shard {
                generation: 0,
                records: LruCache::new(capacity),
                bytes: 0,
            })
        };
        Self {
            shards: std::iter::repeat_with(shard).take(SHARDS).collect(),
        }
    }

    pub(crate) fn get(&self, record: RecordId) -> Option<Held> {
        self.shard(record).records.get(&record).cloned()
    }

    /// Taken by a reader before it opens its snapshot of the database.
    pub(crate) fn generation(&self, record: RecordId) -> Generation {
        Generation(self.shard(record).generation)
    }

    /// Keeps what a reader folded, unless something near it was published since.
    pub(crate) fn offer(&self, record: RecordId, held: &Held, generation: Generation) {
        let mut shard = self.shard(record);
        if Generation(shard.generation) == generation {
            shard.put(record, held.clone());
        }
    }

    /// Keeps what the writer has committed.
    pub(crate) fn publish(&self, committed: impl IntoIterator<Item = (RecordId, Held)>) {
        for (record, held) in committed {
            let mut shard = self.shard(record);
            shard.generation += 1;
            shard.put(record, held);
        }
    }

    /// Forgets a record unless it is known as of that version: what was heard of it is no news then.
    pub(crate) fn forget_before(&self, record: RecordId, version: u64) {
        let mut shard = self.shard(record);
        shard.generation += 1;
        if shard
            .records
            .peek(&record)
            .is_some_and(|held| held.progress.version < version)
        {
            shard.pop(record);
        }
    }

    /// Forgets one record.
    pub(crate) fn forget(&self, record: RecordId) {
        let mut shard = self.shard(record);
        shard.generation += 1;
        shard.pop(record);
    }

    /// Forgets everything: the disk alone knows.
    pub(crate) fn clear(&self) {
        for shard in &self.shards {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.generation += 1;
            shard.clear();
        }
    }

    fn shard(&self, record: RecordId) -> MutexGuard<'_, Shard> {
        let number = usize::from(record.as_bytes()[0]) % SHARDS;
        self.shards[number].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(version: u64) -> Held {
        held_of(version, 0)
    }

    fn held_of(version: u64, bytes: u64) -> Held {
        Held::new(
            "society",
            Progress {
                origin: 1,
                version,
                position: version,
                bytes,
            },
            Arc::new(version),
        )
    }

    fn version(cache: &Cache, record: RecordId) -> Option<u64> {
        cache.get(record).map(|held| held.progress.version)
    }

    #[test]
    fn a_reader_never_replaces_what_was_committed_meanwhile() {
        let (cache, record) = (Cache::new(), RecordId::from_bytes([7; 16]));
        let before_the_commit = cache.generation(record);
        cache.publish([(record, held(6))]);
        cache.offer(record, &held(5), before_the_commit);
        assert_eq!(version(&cache, record), Some(6));
        let before_it_was_forgotten = cache.generation(record);
        cache.forget(record);
        cache.offer(record, &held(6), before_it_was_forgotten);
        assert_eq!(version(&cache, record), None);
        cache.offer(record, &held(7), cache.generation(record));
        assert_eq!(version(&cache, record), Some(7));
        cache.clear();
        assert_eq!(version(&cache, record), None);
    }

    #[test]
    fn what_is_known_already_is_no_reason_to_forget() {
        let (cache, record) = (Cache::new(), RecordId::from_bytes([7; 16]));
        cache.publish([(record, held(6))]);
        let before_the_news = cache.generation(record);
        cache.forget_before(record, 6);
        assert_eq!(version(&cache, record), Some(6));
        cache.forget_before(record, 7);
        assert_eq!(version(&cache, record), None);
        cache.offer(record, &held(6), before_the_news);
        assert_eq!(version(&cache, record), None);
    }

    #[test]
    fn large_records_leave_room_for_fewer() {
        let cache = Cache::new();
        // All of one shard.
        let record = |number: u8| {
            let mut bytes = [7; 16];
            bytes[1] = number;
            RecordId::from_bytes(bytes)
        };
        let of_a_shard = BYTES_MAX / SHARDS as u64;
        cache.publish((0..8).map(|number| (record(number), held_of(1, of_a_shard / 4))));
        let kept: Vec<u8> = (0..8).filter(|number| version(&cache, record(*number)).is_some()).collect();
        assert_eq!(kept, [4, 5, 6, 7]);
        cache.publish([(record(7), held_of(2, of_a_shard / 4 + 1))]);
        assert_eq!(version(&cache, record(4)), None, "what it has gained, another has lost");
        cache.publish([(record(0), held_of(3, 2 * of_a_shard))]);
        assert_eq!(version(&cache, record(0)), Some(3), "what was just used stays");
        cache.forget(record(0));
        cache.publish((0..4).map(|number| (record(number), held_of(1, of_a_shard / 4))));
        assert!((0..4).all(|number| version(&cache, record(number)).is_some()));
    }
}
