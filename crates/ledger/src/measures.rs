//! What the ledger does and how long it takes, counted as it happens, for whoever watches over the city.
//!
//! Plain counters that the writer and those who submit touch in passing: nothing here waits for anything, or can fail.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use authority::ActName;

use crate::error::SubmitError;
use crate::shared::locked;

/// The upper ends of the ranges into which commits are sorted by what they took, in microseconds.
const COMMIT_MICROSECONDS: &[u64] = &[
    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000,
];
/// The upper ends of the ranges into which commits are sorted by what they held.
const COMMIT_WRITES: &[u64] = &[1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/// What became of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was committed.
    Written,
    /// It had been committed before under the same key.
    Replayed,
    /// The record refused it.
    Refused,
    /// Another holds what it claims, or has changed what it was based on, or its key was used for something else.
    Conflicting,
    /// The permit was for another record.
    NotPermitted,
    /// The ledger could not write, or does not know whether it has.
    Unavailable,
    /// It cannot be carried out: a fault of the program.
    Broken,
    /// Whoever had asked left before the answer; it may have been committed.
    Unheard,
}

impl Outcome {
    /// Every outcome there is.
    pub const ALL: [Self; 8] = [
        Self::Written,
        Self::Replayed,
        Self::Refused,
        Self::Conflicting,
        Self::NotPermitted,
        Self::Unavailable,
        Self::Broken,
        Self::Unheard,
    ];

    /// The outcome in a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Replayed => "replayed",
            Self::Refused => "refused",
            Self::Conflicting => "conflicting",
            Self::NotPermitted => "not-permitted",
            Self::Unavailable => "unavailable",
            Self::Broken => "broken",
            Self::Unheard => "unheard",
        }
    }
}

impl<Refusal> From<&SubmitError<Refusal>> for Outcome {
    fn from(error: &SubmitError<Refusal>) -> Self {
        match error {
            SubmitError::Refused(_) => Self::Refused,
            SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::KeyReused => Self::Conflicting,
            SubmitError::NotPermitted => Self::NotPermitted,
            SubmitError::Unavailable(_) => Self::Unavailable,
            SubmitError::Broken(_) => Self::Broken,
        }
    }
}

/// How often something was of which size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The upper end of each range; what is above the last belongs to the last count, which has no end.
    pub ends: &'static [u64],
    /// How often it was in each range: one more than there are ends.
    pub counts: Vec<u64>,
    /// Everything added up.
    pub sum: u64,
}

impl Distribution {
    /// How often it was at all.
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// A distribution that grows.
#[derive(Debug)]
struct Sizes {
    ends: &'static [u64],
    counts: Box<[AtomicU64]>,
    sum: AtomicU64,
}

impl Sizes {
    fn new(ends: &'static [u64]) -> Self {
        Self {
            ends,
            counts: (0..=ends.len()).map(|_| AtomicU64::new(0)).collect(),
            sum: AtomicU64::new(0),
        }
    }

    fn add(&self, size: u64) {
        let range = self.ends.partition_point(|end| *end < size);
        if let Some(count) = self.counts.get(range) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        self.sum.fetch_add(size, Ordering::Relaxed);
    }

    fn read(&self) -> Distribution {
        Distribution {
            ends: self.ends,
            counts: self.counts.iter().map(|count| count.load(Ordering::Relaxed)).collect(),
            sum: self.sum.load(Ordering::Relaxed),
        }
    }
}

/// The counters of one ledger.
#[derive(Debug)]
pub struct Measures {
    commands: Box<[AtomicU64]>,
    commit_microseconds: Sizes,
    commit_writes: Sizes,
    commits_failed: AtomicU64,
    is_last_commit_bad: AtomicBool,
    reactions_ended: AtomicU64,
    terms_failed: AtomicU64,
    /// How far each reaction has read: the cursor is written later, when it has read on through much that is not for it.
    read: Mutex<BTreeMap<&'static str, u64>>,
}

impl Default for Measures {
    fn default() -> Self {
        let commands = ActName::ALL.len() * Outcome::ALL.len();
        Self {
            commands: (0..commands).map(|_| AtomicU64::new(0)).collect(),
            commit_microseconds: Sizes::new(COMMIT_MICROSECONDS),
            commit_writes: Sizes::new(COMMIT_WRITES),
            commits_failed: AtomicU64::new(0),
            is_last_commit_bad: AtomicBool::new(false),
            reactions_ended: AtomicU64::new(0),
            terms_failed: AtomicU64::new(0),
            read: Mutex::default(),
        }
    }
}

impl Measures {
    /// The writer has committed so many commands and other writes at once.
    pub(crate) fn committed(&self, writes: usize, took: Duration) {
        self.commit_microseconds
            .add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        self.commit_writes.add(writes as u64);
        self.is_last_commit_bad.store(false, Ordering::Relaxed);
    }

    /// The writer could not commit.
    pub(crate) fn commit_failed(&self) {
        self.commits_failed.fetch_add(1, Ordering::Relaxed);
        self.is_last_commit_bad.store(true, Ordering::Relaxed);
    }

    /// A reaction, the timers or the signing of heads ended though the ledger is not closing.
    pub(crate) fn reaction_ended(&self) {
        self.reactions_ended.fetch_add(1, Ordering::Relaxed);
    }

    /// Terms were kept, all but so many.
    pub(crate) fn kept_terms(&self, failed: u64) {
        self.terms_failed.store(failed, Ordering::Relaxed);
    }

    /// A reaction has finished with everything through a position.
    pub(crate) fn has_read(&self, reaction: &'static str, position: u64) {
        locked(&self.read).insert(reaction, position);
    }

    /// Through which position a reaction has finished with everything; none if it has not begun here.
    pub(crate) fn read_through(&self, reaction: &str) -> Option<u64> {
        locked(&self.read).get(reaction).copied()
    }

    /// A command is on its way; what is returned counts it once, whatever becomes of it.
    pub(crate) fn command(&self, act: ActName) -> Counting<'_> {
        Counting {
            measures: self,
            act,
            outcome: Outcome::Unheard,
        }
    }

    /// How often commands of an act ended so.
    pub fn commands(&self, act: ActName, outcome: Outcome) -> u64 {
        self.counter(act, outcome).map_or(0, |count| count.load(Ordering::Relaxed))
    }

    /// What commits took, in microseconds.
    pub fn commit_microseconds(&self) -> Distribution {
        self.commit_microseconds.read()
    }

    /// How many commands and other writes shared a commit.
    pub fn commit_writes(&self) -> Distribution {
        self.commit_writes.read()
    }

    /// Commits that failed, or whose answer did not come: whether they were written is known when what they held is sent again.
    pub fn commits_failed(&self) -> u64 {
        self.commits_failed.load(Ordering::Relaxed)
    }

    /// Whether the last commit failed.
    pub fn is_last_commit_bad(&self) -> bool {
        self.is_last_commit_bad.load(Ordering::Relaxed)
    }

    /// Reactions that ended though the ledger is not closing: what they follow waits for a restart.
    pub fn reactions_ended(&self) -> u64 {
        self.reactions_ended.load(Ordering::Relaxed)
    }

    /// Values past their term of which nothing could be made when terms were last kept here.
    pub fn terms_failed(&self) -> u64 {
        self.terms_failed.load(Ordering::Relaxed)
    }

    fn counter(&self, act: ActName, outcome: Outcome) -> Option<&AtomicU64> {
        self.commands.get(act as usize * Outcome::ALL.len() + outcome as usize)
    }
}

/// A command on its way.
#[derive(Debug)]
pub(crate) struct Counting<'a> {
    measures: &'a Measures,
    act: ActName,
    outcome: Outcome,
}

impl Counting<'_> {
    /// What became of it is known.
    pub(crate) fn ends(&mut self, outcome: Outcome) {
        self.outcome = outcome;
    }
}

impl Drop for Counting<'_> {
    fn drop(&mut self) {
        if let Some(counter) = self.measures.counter(self.act, self.outcome) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_commit_is_in_the_range_that_ends_at_or_above_it() {
        let measures = Measures::default();
        for (writes, microseconds) in [(1, 250), (2, 251), (3, 20_000_000), (600, 0)] {
            measures.committed(writes, Duration::from_micros(microseconds));
        }
        let took = measures.commit_microseconds();
        assert_eq!((took.counts[0], took.counts[1], took.counts.last()), (2, 1, Some(&1)));
        assert_eq!((took.count(), took.sum), (4, 20_000_501));
        let held = measures.commit_writes();
        assert_eq!(
            (held.counts[0], held.counts[1], held.counts[2], held.counts.last()),
            (1, 1, 1, Some(&1))
        );
        assert_eq!(held.sum, 606);
    }

    #[test]
    fn a_commit_that_succeeds_makes_the_last_one_good_again() {
        let measures = Measures::default();
        measures.commit_failed();
        assert!(measures.is_last_commit_bad());
        measures.committed(1, Duration::ZERO);
        assert_eq!((measures.is_last_commit_bad(), measures.commits_failed()), (false, 1));
    }

    #[test]
    fn a_command_is_counted_once_by_its_act_and_outcome() {
        let measures = Measures::default();
        for (index, act) in ActName::ALL.iter().enumerate() {
            assert_eq!(*act as usize, index, "acts are counted by their place in the list");
        }
        measures.command(ActName::Submit).ends(Outcome::Written);
        measures.command(ActName::Submit).ends(Outcome::Refused);
        drop(measures.command(ActName::ExportList));
        let all = ActName::ALL
            .iter()
            .flat_map(|act| Outcome::ALL.map(|outcome| (*act, outcome)));
        let counted: Vec<_> = all.filter(|(act, outcome)| measures.commands(*act, *outcome) == 1).collect();
        assert_eq!(
            counted,
            [
                (ActName::Submit, Outcome::Written),
                (ActName::Submit, Outcome::Refused),
                (ActName::ExportList, Outcome::Unheard)
            ]
        );
    }
}
