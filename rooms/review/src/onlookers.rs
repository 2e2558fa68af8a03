//! Who is looking at a step right now: in memory, by a heartbeat that expires. Nothing of it is kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use identity::RecordId;

/// How long somebody counts as looking after the last heartbeat; the page beats every twenty seconds.
const LOOKING: Duration = Duration::from_secs(50);
/// The most steps that are watched over at once; beyond it the oldest are forgotten.
const STEPS_MAX: usize = 20_000;

/// Who looks at what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Onlookers {
    steps: Arc<Mutex<Looked>>,
}

/// By application and step.
type Looked = HashMap<(RecordId, String), Vec<Onlooker>>;

#[derive(Clone, Debug)]
struct Onlooker {
    account: RecordId,
    name: String,
    last: Instant,
}

impl Onlookers {
    /// Somebody looks at a step; answers who else does.
    pub(crate) fn looks(&self, application: RecordId, step: &str, account: RecordId, name: &str) -> Vec<String> {
        self.looks_at(application, step, account, name, Instant::now())
    }

    fn looks_at(&self, application: RecordId, step: &str, account: RecordId, name: &str, now: Instant) -> Vec<String> {
        let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        if steps.len() >= STEPS_MAX {
            steps.retain(|_, onlookers| onlookers.iter().any(|onlooker| onlooker.is_there(now)));
        }
        if steps.len() >= STEPS_MAX {
            steps.clear();
        }
        let onlookers = steps.entry((application, step.to_owned())).or_default();
        onlookers.retain(|onlooker| onlooker.account != account && onlooker.is_there(now));
        let others = onlookers.iter().map(|onlooker| onlooker.name.clone()).collect();
        onlookers.push(Onlooker {
            account,
            name: name.to_owned(),
            last: now,
        });
        others
    }
}

impl Onlooker {
    fn is_there(&self, now: Instant) -> bool {
        now.duration_since(self.last) < LOOKING
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_seen_by_others_until_the_heartbeat_stops() {
        let (onlookers, application) = (Onlookers::default(), RecordId::from_bytes([1; 16]));
        let (li, wang) = (RecordId::from_bytes([2; 16]), RecordId::from_bytes([3; 16]));
        let start = Instant::now();
        let looks = |account, name: &str, seconds| {
            onlookers.looks_at(application, "water", account, name, start + Duration::from_secs(seconds))
        };
        assert!(looks(li, "李工", 0).is_empty());
        assert_eq!(looks(wang, "王工", 10), ["李工"]);
        assert_eq!(looks(li, "李工", 20), ["王工"]);
        assert!(looks(li, "李工", 70).is_empty(), "nobody has heard of 王工 for a minute");
        assert!(
            onlookers.looks(application, "noise", wang, "王工").is_empty(),
            "another step has its own onlookers"
        );
    }
}
