//! The gate: a diamond in the closing lane, with its name.

use super::{
    GateMark,
    measure::width,
    rows::{AIR, Paper},
    scale::Scale,
    word::{BASE, Word, round},
};

/// A gate before its lane has a height.
pub(super) struct Gate {
    x: f32,
    open: bool,
    word: Word,
}

/// A gate with its place.
#[derive(Debug)]
pub(super) struct DrawnGate {
    pub path: String,
    pub check: String,
    pub open: bool,
    pub word: Word,
}

/// From the middle of the diamond to its corners.
pub(super) const GATE: f32 = 11.0;

impl Gate {
    /// Its name stands to its left, or to its right where the left has no room.
    pub(super) fn new(gate: &GateMark, scale: &Scale, paper: Paper) -> Gate {
        let x = scale.x(gate.day);
        let (left, right) = (x - GATE - AIR, x + GATE + AIR);
        let word = match left - width(&gate.label, paper.size) >= paper.left {
            true => Word::until(left, 0.0, &gate.label, paper.size),
            false => Word::from(right, 0.0, &gate.label, paper.size),
        };
        Gate {
            x,
            open: gate.open,
            word,
        }
    }

    /// What bars and words keep free of.
    pub(super) fn extent(&self) -> (f32, f32) {
        (self.word.from.min(self.x - GATE) - AIR, self.word.to.max(self.x + GATE) + 2.0)
    }

    /// Where a bar that follows the gate may begin.
    pub(super) fn after(&self) -> f32 {
        self.x + GATE + 4.0
    }

    /// The gate at a height.
    pub(super) fn drawn(self, y: f32, paper: Paper) -> DrawnGate {
        let (x, y) = (round(self.x), round(y));
        DrawnGate {
            path: format!("M{x} {}l{GATE} {GATE}l-{GATE} {GATE}l-{GATE}-{GATE}z", round(y - GATE)),
            check: format!("M{} {y}l3 3.5l5-7", round(x - 4.0)),
            open: self.open,
            word: Word {
                y: round(y + paper.size * BASE),
                ..self.word
            },
        }
    }
}
