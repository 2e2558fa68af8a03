//! Who is looking at an application right now, and at which of its steps: in memory, by a heartbeat that expires. Nothing of
//! it is kept. Whoever looks at the same hears at once when somebody comes or goes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use identity::{OrganId, RecordId};
use tokio::sync::broadcast;

/// How long somebody counts as looking after the last heartbeat; the page beats every twenty seconds.
const LOOKING: Duration = Duration::from_secs(50);
/// The most applications that are watched over at once; beyond it those that nobody looks at are forgotten.
const APPLICATIONS_MAX: usize = 20_000;
/// How many comings and goings a slow listener may be behind.
const LISTENER_BEHIND_MAX: usize = 256;

/// Who looks at what.
#[derive(Clone, Debug)]
pub(crate) struct Onlookers {
    looked: Arc<Mutex<Looked>>,
    changed: broadcast::Sender<RecordId>,
    /// How long somebody counts as looking.
    lasts: Duration,
}

/// By application.
type Looked = HashMap<RecordId, Vec<(Glance, Instant)>>;

/// Somebody who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glance {
    pub(crate) account: RecordId,
    pub(crate) name: String,
    pub(crate) organ: OrganId,
    /// The step; empty for the page of the whole application.
    pub(crate) step: String,
}

impl Default for Onlookers {
    fn default() -> Self {
        Self::lasting(LOOKING)
    }
}

impl Onlookers {
    /// Somebody counts as looking for so long after the last heartbeat.
    fn lasting(lasts: Duration) -> Self {
        Self {
            looked: Arc::default(),
            changed: broadcast::Sender::new(LISTENER_BEHIND_MAX),
            lasts,
        }
    }

    /// Tells of every application at which the onlookers have changed.
    pub(crate) fn watch(&self) -> broadcast::Receiver<RecordId> {
        self.changed.subscribe()
    }

    /// Somebody looks; answers who else does. It ends by itself when the heartbeat stops.
    pub(crate) fn looks(&self, application: RecordId, glance: Glance) -> Vec<Glance> {
        let now = Instant::now();
        let mut all = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= APPLICATIONS_MAX {
            all.retain(|_, looking| looking.iter().any(|(_, last)| self.is_there(*last, now)));
        }
        let looking = all.entry(application).or_default();
        let is_new = !looking
            .iter()
            .any(|(known, last)| *known == glance && self.is_there(*last, now));
        looking.retain(|(known, last)| known.account != glance.account && self.is_there(*last, now));
        let others = looking.iter().map(|(known, _)| known.clone()).collect();
        looking.push((glance, now));
        drop(all);
        if is_new {
            self.tell(application);
        }
        self.forget_later(application);
        others
    }

    /// Somebody has turned to something else.
    pub(crate) fn leaves(&self, application: RecordId, account: RecordId) {
        self.keep(application, |glance, _| glance.account != account);
    }

    /// Who looks now.
    pub(crate) fn now(&self, application: RecordId) -> Vec<Glance> {
        let now = Instant::now();
        let all = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let looking = all.get(&application).into_iter().flatten();
        looking
            .filter(|(_, last)| self.is_there(*last, now))
            .map(|(glance, _)| glance.clone())
            .collect()
    }

    /// When a heartbeat would have had to come, those without one are gone, and the others hear of it.
    fn forget_later(&self, application: RecordId) {
        let onlookers = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(onlookers.lasts).await;
            let now = Instant::now();
            onlookers.keep(application, |_, last| onlookers.is_there(last, now));
        });
    }

    fn keep(&self, application: RecordId, stays: impl Fn(&Glance, Instant) -> bool) {
        let mut all = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(looking) = all.get_mut(&application) else {
            return;
        };
        let before = looking.len();
        looking.retain(|(glance, last)| stays(glance, *last));
        let has_changed = looking.len() != before;
        if looking.is_empty() {
            all.remove(&application);
        }
        drop(all);
        if has_changed {
            self.tell(application);
        }
    }

    fn tell(&self, application: RecordId) {
        // Nobody may be listening.
        let _ = self.changed.send(application);
    }

    fn is_there(&self, last: Instant, now: Instant) -> bool {
        now.duration_since(last) < self.lasts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glance(account: u8, name: &str, step: &str) -> Glance {
        Glance {
            account: RecordId::from_bytes([account; 16]),
            name: name.to_owned(),
            organ: OrganId::fixed("water-371625"),
            step: step.to_owned(),
        }
    }

    #[tokio::test]
    async fn whoever_looks_is_seen_and_comings_and_goings_are_heard_of() {
        let (onlookers, application) = (Onlookers::default(), RecordId::from_bytes([1; 16]));
        let (li, wang) = (glance(2, "李工", "water"), glance(3, "王工", "water"));
        let mut heard = onlookers.watch();
        assert!(onlookers.looks(application, li.clone()).is_empty());
        assert_eq!(heard.recv().await, Ok(application), "李工 has come");
        assert_eq!(onlookers.looks(application, wang.clone()), std::slice::from_ref(&li));
        assert_eq!(heard.recv().await, Ok(application), "王工 has come");
        assert_eq!(onlookers.looks(application, li.clone()), std::slice::from_ref(&wang));
        assert!(heard.try_recv().is_err(), "a heartbeat is no news");
        onlookers.leaves(application, wang.account);
        assert_eq!(heard.recv().await, Ok(application), "王工 has left");
        assert_eq!(onlookers.now(application), [li]);
    }

    #[tokio::test]
    async fn whoever_goes_without_a_word_is_gone_when_the_heartbeat_stays_out() {
        let (onlookers, application) = (Onlookers::lasting(Duration::from_millis(30)), RecordId::from_bytes([1; 16]));
        let mut heard = onlookers.watch();
        onlookers.looks(application, glance(2, "李工", "water"));
        assert_eq!(heard.recv().await, Ok(application), "李工 has come");
        assert_eq!(heard.recv().await, Ok(application), "and is gone by itself");
        assert!(onlookers.now(application).is_empty());
    }
}
