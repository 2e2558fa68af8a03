//! Which bars of a lane share a row, and where their words go: inside, beside, or clipped. Nothing ever overlaps.

use super::measure::{clipped, width};

/// A bar on paper, before its words are placed.
#[derive(Clone, Debug)]
pub(super) struct Block<'a> {
    pub left: f32,
    pub right: f32,
    pub label: &'a str,
}

/// Where a bar stands and where its words are.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// The row in its lane, from 0.
    pub row: usize,
    /// Where its words are.
    pub words: Words,
}

/// Where a bar's words are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Words {
    /// Inside, perhaps clipped.
    Inside(String),
    /// To its right, whole.
    After,
    /// To its left, whole.
    Before,
    /// Nowhere: only said when pointed at, and in the table.
    Unsaid,
}

/// The type and the paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paper {
    /// The size of the words.
    pub size: f32,
    /// Air between the edge of a bar and words inside it.
    pub padding: f32,
    /// Where words may begin.
    pub left: f32,
    /// Where words must end.
    pub right: f32,
}

/// Air between a bar and words beside it, and between what follows each other in a row.
pub(super) const AIR: f32 = 6.0;
/// Clipped words are only worth showing if that many characters stay.
const CLIPPED_CHARACTERS_MIN: usize = 3;

/// What is taken in a row: from, to.
type Taken = Vec<(f32, f32)>;

/// A place for every block, in their order, and the number of rows. `kept_free` is taken in the first row (a gate).
pub(super) fn placed(blocks: &[Block<'_>], paper: Paper, kept_free: Option<(f32, f32)>) -> (Vec<Place>, usize) {
    let mut rows: Vec<Taken> = vec![kept_free.into_iter().collect()];
    let mut places = vec![
        Place {
            row: 0,
            words: Words::Unsaid
        };
        blocks.len()
    ];
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|one, other| {
        let key = |index: usize| (blocks[index].left, blocks[index].right);
        key(*one).partial_cmp(&key(*other)).unwrap_or(std::cmp::Ordering::Equal)
    });
    for index in &order {
        places[*index] = place(&blocks[*index], paper, &mut rows);
    }
    for index in &order {
        unclip(&blocks[*index], paper, &mut rows, &mut places[*index]);
    }
    (places, rows.len())
}

/// The first row with room for the bar and its words, in the best of the ways to write them; else a new row.
fn place(block: &Block<'_>, paper: Paper, rows: &mut Vec<Taken>) -> Place {
    let ways = ways(block, paper);
    for (row, taken) in rows.iter_mut().enumerate() {
        if let Some((words, extent)) = ways.iter().find(|(_, extent)| is_free(taken, *extent)) {
            taken.push(*extent);
            return Place {
                row,
                words: words.clone(),
            };
        }
    }
    let (words, extent) = ways[0].clone();
    rows.push(vec![extent]);
    Place {
        row: rows.len() - 1,
        words,
    }
}

/// The ways to write a bar's words, best first, with the paper each takes; at least one.
fn ways(block: &Block<'_>, paper: Paper) -> Vec<(Words, (f32, f32))> {
    let (bar, needed) = ((block.left, block.right), width(block.label, paper.size));
    let room = block.right - block.left - 2.0 * paper.padding;
    if block.label.is_empty() || needed <= room {
        return vec![(Words::Inside(block.label.to_owned()), bar)];
    }
    let mut ways = Vec::new();
    if let Some(short) = clipped(block.label, paper.size, room).filter(|short| is_worth_showing(short, block.label)) {
        ways.push((Words::Inside(short), bar));
    }
    if block.right + AIR + needed <= paper.right {
        ways.push((Words::After, (block.left, block.right + AIR + needed)));
    }
    if block.left - AIR - needed >= paper.left {
        ways.push((Words::Before, (block.left - AIR - needed, block.right)));
    }
    if ways.is_empty() {
        ways.push((Words::Unsaid, bar));
    }
    ways
}

fn is_worth_showing(short: &str, label: &str) -> bool {
    let kept = short.chars().count() - 1;
    kept >= CLIPPED_CHARACTERS_MIN && kept * 2 >= label.chars().count()
}

/// Words that were clipped go beside the bar after all if that room stayed free.
fn unclip(block: &Block<'_>, paper: Paper, rows: &mut [Taken], place: &mut Place) {
    let clipped = matches!(&place.words, Words::Inside(short) if short != block.label);
    let after = block.right + AIR + width(block.label, paper.size);
    let taken = &mut rows[place.row];
    if clipped && after <= paper.right && is_free_beyond(taken, block, after) {
        taken.push((block.right + f32::EPSILON, after));
        place.words = Words::After;
    }
}

fn is_free_beyond(taken: &Taken, block: &Block<'_>, to: f32) -> bool {
    taken
        .iter()
        .filter(|(_, right)| *right > block.right)
        .all(|(left, _)| *left >= to + AIR)
}

/// Bars may stand next to each other; words keep their distance.
fn is_free(taken: &Taken, (from, to): (f32, f32)) -> bool {
    taken
        .iter()
        .all(|(left, right)| to <= *left + TOUCH || from >= *right - TOUCH)
}

/// Rounding lets neighbours overlap by that much.
const TOUCH: f32 = 0.5;
