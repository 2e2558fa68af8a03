//! What is counted, and how it is said.

use std::collections::BTreeSet;
use std::fmt;

use ledger::Point;

use super::End;

/// What became of the acts.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    kills: u32,
    cuts: u32,
    /// The points at which a server is to be struck, and those at which one was.
    points: BTreeSet<Point>,
    struck: BTreeSet<Point>,
    blows: u32,
    acknowledged: u64,
    unknown: u64,
    unanswered: u64,
    lost: u64,
    half_done: u64,
    doubled: u64,
}

/// How an act came to harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// It was acknowledged, and is not there.
    Lost,
    /// A part of it is there.
    HalfDone,
    /// It is there twice.
    Doubled,
}

impl Tally {
    /// Nothing yet; a server is to be struck at these points.
    pub fn of(points: impl Iterator<Item = Point>) -> Self {
        Self {
            points: points.collect(),
            ..Self::default()
        }
    }

    /// A server has ended.
    pub fn ended(&mut self, end: End) {
        match end {
            End::Killed => self.kills += 1,
            End::Cut => self.cuts += 1,
        }
    }

    /// A server was struck there.
    pub fn struck(&mut self, point: Point) {
        self.blows += 1;
        self.struck.insert(point);
    }

    /// Acts were acknowledged.
    pub fn acknowledged(&mut self, acts: u64) {
        self.acknowledged += acts;
    }

    /// Acts were not answered before their server ended.
    pub fn unknown(&mut self, acts: u64) {
        self.unknown += acts;
    }

    /// So many of all that were unknown have no answer yet.
    pub fn still_unanswered(&mut self, acts: u64) {
        self.unanswered = acts;
    }

    /// Something came to harm; it is said at once.
    pub fn harm(&mut self, harm: Harm, what: &str) {
        eprintln!("zhoudao: {harm:?}: {what}");
        match harm {
            Harm::Lost => self.lost += 1,
            Harm::HalfDone => self.half_done += 1,
            Harm::Doubled => self.doubled += 1,
        }
    }

    /// Whether nothing came to harm, and anything was looked at: acts were acknowledged, and a server was struck at each point.
    pub fn is_clean(&self) -> bool {
        let is_whole = (self.lost, self.half_done, self.doubled, self.unanswered) == (0, 0, 0, 0);
        is_whole && self.acknowledged > 0 && self.struck.len() == self.points.len()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "acknowledged {}, lost {}, half done {}, doubled {}, unknown {} ({} of them answered by their key; {} kills, {} power cuts, {} blows at {} of {} points)",
            self.acknowledged,
            self.lost,
            self.half_done,
            self.doubled,
            self.unknown,
            self.unknown - self.unanswered.min(self.unknown),
            self.kills,
            self.cuts,
            self.blows,
            self.struck.len(),
            self.points.len()
        )
    }
}
