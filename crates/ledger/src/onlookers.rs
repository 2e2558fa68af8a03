//! Who looks at which record: told of its events and of no others, so that a crowd around one record costs the others nothing.

use std::collections::HashMap;
use std::sync::Mutex;

use identity::RecordId;
use tokio::sync::broadcast;

use crate::receipt::Committed;
use crate::shared::locked;

/// How many events a slow onlooker may be behind before it loses some.
const BEHIND_MAX: usize = 64;

/// The onlookers of all records. Those of one record share a channel.
#[derive(Default)]
pub(crate) struct Onlookers(Mutex<HashMap<RecordId, broadcast::Sender<Committed>>>);

impl Onlookers {
    /// Joins those of a record.
    pub(crate) fn join(&self, record: RecordId) -> broadcast::Receiver<Committed> {
        let mut channels = locked(&self.0);
        channels.retain(|_, channel| channel.receiver_count() > 0);
        channels
            .entry(record)
            .or_insert_with(|| broadcast::Sender::new(BEHIND_MAX))
            .subscribe()
    }

    /// Tells those who are concerned.
    pub(crate) fn tell(&self, committed: &Committed) {
        if let Some(channel) = locked(&self.0).get(&committed.record) {
            // They may all have left.
            let _ = channel.send(*committed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn committed(record: u8, position: u64) -> Committed {
        Committed {
            position,
            kind: "society",
            record: RecordId::from_bytes([record; 16]),
            version: 1,
        }
    }

    #[test]
    fn onlookers_of_one_record_hear_nothing_of_another() {
        let onlookers = Onlookers::default();
        let mut mine = onlookers.join(RecordId::from_bytes([1; 16]));
        let mut same = onlookers.join(RecordId::from_bytes([1; 16]));
        onlookers.tell(&committed(2, 7));
        onlookers.tell(&committed(1, 8));
        assert_eq!(mine.try_recv().map(|heard| heard.position), Ok(8));
        assert_eq!(same.try_recv().map(|heard| heard.position), Ok(8));
        assert!(mine.try_recv().is_err());
    }

    #[test]
    fn those_who_have_left_are_forgotten() {
        let onlookers = Onlookers::default();
        drop(onlookers.join(RecordId::from_bytes([1; 16])));
        let _here = onlookers.join(RecordId::from_bytes([2; 16]));
        assert_eq!(locked(&onlookers.0).len(), 1);
    }
}
