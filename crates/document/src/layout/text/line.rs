use super::{Style, breaks, letters::Letter, missing, squeeze};
use crate::{
    Fonts,
    layout::page::{Glyph, Item, Point, Run},
};
use std::ops::Range;

/// The letters of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub letters: Range<usize>,
    pub first: bool,
    pub last: bool,
}

/// Divides letters into lines: as many as fit, and back to the last place where a line may end. Where there is none, it
/// ends anyway; a long number in a narrow column must go somewhere.
pub(crate) fn spans(letters: &[Letter], first_width: f64, other_width: f64) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    while start < letters.len() || spans.is_empty() {
        let first = spans.is_empty();
        let fitting = fitting(&letters[start..], if first { first_width } else { other_width }, first);
        let end = if start + fitting == letters.len() {
            letters.len()
        } else {
            let ends = (start + 1..=start + fitting).rev();
            ends.into_iter()
                .find(|end| breaks::may_break(letters[end - 1].character, letters[*end].character))
                .unwrap_or(start + fitting)
        };
        spans.push(Span {
            letters: start..trimmed(letters, start, end),
            first,
            last: end == letters.len(),
        });
        start = end;
    }
    keep_company(&mut spans, letters);
    spans
}

/// A character does not stand alone on the last line of a paragraph (孤字不成行): the line before gives it company.
fn keep_company(spans: &mut [Span], letters: &[Letter]) {
    let [.., before, last] = spans else { return };
    let said = letters[last.letters.clone()]
        .iter()
        .filter(|letter| !breaks::never_first(letter.character))
        .count();
    let room = before.letters.start + 2..before.letters.end;
    let earlier = room
        .rev()
        .find(|end| breaks::may_break(letters[end - 1].character, letters[*end].character));
    if let (1, Some(end)) = (said, earlier) {
        last.letters.start = end;
        before.letters.end = trimmed(letters, before.letters.start, end);
    }
}

/// How many letters fit, at least one. A line that ends here gives back the half of its last mark, so each length is
/// measured as if it were the line; widths grow nearly steadily, and one letter beyond the column decides.
fn fitting(letters: &[Letter], column: f64, first: bool) -> usize {
    let mut longest = 1;
    let mut width = 0.0;
    for (count, letter) in letters.iter().enumerate().map(|(index, letter)| (index + 1, letter)) {
        width += letter.advance;
        if width <= column || squeeze::placed(&letters[..count], first).width <= column + 1e-9 {
            longest = count;
        } else if squeeze::placed(&letters[..count], first).width > column + 1.0 {
            break;
        }
    }
    longest.min(letters.len())
}

/// A space at the end of a line is not drawn.
fn trimmed(letters: &[Letter], start: usize, end: usize) -> usize {
    let spaces = letters[start..end]
        .iter()
        .rev()
        .take_while(|letter| letter.character == ' ')
        .count();
    end - spaces
}

/// What a line draws: a run for each stretch of one face, a frame for each character that no font has.
pub(crate) fn items(letters: &[Letter], places: &[f64], style: &Style, at: Point, fonts: &Fonts) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open: Option<Run> = None;
    for (letter, place) in letters.iter().zip(places) {
        let point = Point::new(at.x + place * style.kind.size, at.y);
        let Some(drawn) = letter.drawn else {
            items.extend(open.take().map(Item::Run));
            items.extend(missing::frame(letter.character, point, style, fonts));
            continue;
        };
        if open.as_ref().is_some_and(|run| run.face != drawn.face) {
            items.extend(open.take().map(Item::Run));
        }
        let run = open.get_or_insert_with(|| style.run(point, drawn.face));
        let start = run.text.len();
        run.text.push(letter.character);
        run.glyphs.push(Glyph {
            id: drawn.glyph,
            x: point.x - run.at.x,
            y: 0.0,
            bytes: start..run.text.len(),
        });
    }
    items.extend(open.map(Item::Run));
    items
}
