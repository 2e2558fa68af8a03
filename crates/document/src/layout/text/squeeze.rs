//! Full-width marks carry half an em of nothing; two of them together, or one at an edge, give half of it back.

use super::{breaks::in_word, letters::Letter};

/// Marks whose right half is empty.
const CLOSING: &str = "，。、；：？！）》〉”’】〕〗」』";

/// Marks whose left half is empty.
const OPENING: &str = "（《〈“‘【〔〖「『";

/// The gap between two dashes that should be one stroke, in ems: the side bearings of the dash in both fonts.
const DASH_GAP: f64 = 0.087;

/// More than this between two characters looks worse than an uneven edge, and readers of the file would take it for a
/// space; in ems.
const GAP_MAX: f64 = 0.1;

/// Where the letters of a line stand, in ems.
pub(crate) struct Placed {
    pub places: Vec<f64>,
    pub width: f64,
}

/// Places letters one after the other. The first line of a paragraph keeps the room before an opening mark, because it
/// is indented.
pub(crate) fn placed(letters: &[Letter], first: bool) -> Placed {
    let mut places = Vec::with_capacity(letters.len());
    let mut width = 0.0;
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| letters[index].character);
        let after = letters.get(index + 1).map(|letter| letter.character);
        width -= given_back_before(letter.character, before, first);
        places.push(width);
        width += letter.advance - given_back_behind(letter.character, after);
    }
    Placed { places, width }
}

fn given_back_before(character: char, before: Option<char>, first: bool) -> f64 {
    let edge = before.map_or(!first, |before| OPENING.contains(before));
    if OPENING.contains(character) && edge { 0.5 } else { 0.0 }
}

fn given_back_behind(character: char, after: Option<char>) -> f64 {
    let edge = after.is_none_or(|after| CLOSING.contains(after) || OPENING.contains(after));
    match character {
        '—' if after == Some('—') => DASH_GAP,
        _ if CLOSING.contains(character) && edge => 0.5,
        _ => 0.0,
    }
}

impl Placed {
    /// Spreads free room over the gaps of a line, except inside words and dashes.
    pub fn fill(&mut self, letters: &[Letter], free: f64) {
        let gaps: Vec<bool> = letters
            .windows(2)
            .map(|pair| stretches(pair[0].character, pair[1].character))
            .collect();
        let count = gaps.iter().filter(|gap| **gap).count();
        if count == 0 || free <= 0.0 || free / count as f64 > GAP_MAX {
            return;
        }
        let share = free / count as f64;
        let mut moved = 0.0;
        for (place, gap) in self.places.iter_mut().skip(1).zip(gaps) {
            moved += if gap { share } else { 0.0 };
            *place += moved;
        }
        self.width += free;
    }
}

fn stretches(before: char, after: char) -> bool {
    let word = in_word(before) && in_word(after);
    let stroke = before == after && "—…".contains(before);
    !word && !stroke
}
