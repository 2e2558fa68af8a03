//! Days as numbers: which are told, which is the last on the paper.

use super::{Axis, Lane};

/// Days are told whole; a forecast of 35.2 is day 36.
pub(super) fn whole(day: f32) -> u32 {
    if day.is_finite() { day.max(0.0).ceil() as u32 } else { 0 }
}

/// A bar from 5.0 is worked on from the sixth day on.
pub(super) fn first(from: f32) -> u32 {
    if from.is_finite() {
        from.max(0.0).floor() as u32 + 1
    } else {
        1
    }
}

/// The day on which a bar ends, never before the one on which it begins.
pub(super) fn last(from: f32, to: f32) -> u32 {
    whole(to).max(first(from))
}

/// The last day that must be on the paper.
pub(super) fn last_on_paper(axis: &Axis, lanes: &[Lane]) -> f32 {
    let ends = lanes.iter().flat_map(|lane| &lane.bars).flat_map(|bar| [bar.from, bar.to]);
    let gate = axis.gate.as_ref().map(|gate| gate.day);
    let marks = [Some(axis.promise_days as f32), axis.today, axis.forecast, gate]
        .into_iter()
        .flatten();
    ends.chain(marks).filter(|day| day.is_finite()).fold(1.0, f32::max)
}
