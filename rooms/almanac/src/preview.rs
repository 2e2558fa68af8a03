//! What a declaration would do: which open deadlines move, and where to.

use applications::views::due_days;
use calendar::Day;
use identity::RegionCode;
use ledger::{Almanac, Ledger, Unavailable};

use crate::record::changed_days;

/// What would follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preview {
    /// The days that would be worked and were not, or the other way round.
    pub(crate) changed: Vec<Day>,
    /// Due days that move, the earliest first.
    pub(crate) moves: Vec<Move>,
}

/// Deadlines that move together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Move {
    /// Where they are.
    pub(crate) from: Day,
    /// Where they would be.
    pub(crate) to: Day,
    /// How many.
    pub(crate) count: u32,
}

impl Preview {
    /// What would follow in a region if these calendars took the place of those. Deadlines are ordinals of working days.
    pub(crate) async fn of(ledger: &Ledger, region: RegionCode, now: &Almanac, then: &Almanac) -> Result<Self, Unavailable> {
        let changed = changed_days(now, then);
        let Some(first) = changed.first().copied() else {
            return Ok(Self::default());
        };
        let mut moves: Vec<Move> = Vec::new();
        for (place, from, count) in due_days(ledger, region, first).await? {
            let ordinal = now.calendar(place).ordinal(from);
            let to = then.calendar(place).day_of(ordinal);
            match moves.iter_mut().find(|known| known.from == from && known.to == to) {
                _ if from == to => {}
                Some(known) => known.count += count,
                None => moves.push(Move { from, to, count }),
            }
        }
        Ok(Self { changed, moves })
    }

    /// How many deadlines move.
    pub(crate) fn total(&self) -> u32 {
        self.moves.iter().map(|moved| moved.count).sum()
    }
}
