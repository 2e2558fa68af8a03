//! Ruled rows of cells: facts and tables.

use crate::layout::{
    Setting,
    page::{Ink, Item, Point, Rect},
    strip::Strip,
    text::Style,
};

/// Room inside a cell, left and right.
pub(super) const PADDING: f64 = 2.6;

/// Room inside a cell, above and below.
const PADDING_UPRIGHT: f64 = 1.4;

/// Thickness of the rules.
const RULE: f64 = 0.2;

/// A cell: its text, how it is set, and how wide it is.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub text: &'a str,
    pub style: Style,
    pub width: f64,
    pub tinted: bool,
}

/// The strips of one row: one, unless it is so tall that it must go over pages in parts.
pub(super) fn row(cells: &[Cell], height_min: f64, setting: &Setting) -> Vec<Strip> {
    let set: Vec<Vec<Vec<Item>>> = cells.iter().map(|cell| lines(cell, setting)).collect();
    let leading = cells.iter().map(|cell| cell.style.kind.leading).fold(0.0, f64::max);
    let part = ((setting.measures.height() * 0.8 / leading) as usize).max(1);
    let parts = set.iter().map(|lines| lines.len().div_ceil(part)).max().unwrap_or(1).max(1);
    let parts = (0..parts).map(|index| {
        let cut = set
            .iter()
            .map(|lines| lines.chunks(part).nth(index).unwrap_or_default())
            .collect::<Vec<_>>();
        boxes(cells, &cut, height_min)
    });
    parts.collect()
}

fn lines(cell: &Cell, setting: &Setting) -> Vec<Vec<Item>> {
    cell.style.lines(cell.text, cell.width - 2.0 * PADDING, setting)
}

/// Cells beside each other, their lines in the middle of the row's height, and the rules around them.
fn boxes(cells: &[Cell], lines: &[&[Vec<Item>]], height_min: f64) -> Strip {
    let tall = |(cell, lines): (&Cell, &&[Vec<Item>])| lines.len() as f64 * cell.style.kind.leading;
    let height = cells
        .iter()
        .zip(lines)
        .map(tall)
        .fold(height_min - 2.0 * PADDING_UPRIGHT, f64::max)
        + 2.0 * PADDING_UPRIGHT;
    let (mut tints, mut rules, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let mut x = 0.0;
    for (cell, lines) in cells.iter().zip(lines) {
        let frame = Rect::new(x, 0.0, cell.width, height);
        if cell.tinted {
            tints.push(frame);
        }
        rules.push(frame.outline());
        let mut y = (height - tall((cell, lines))) / 2.0;
        for line in *lines {
            texts.extend(line.iter().cloned().map(|item| item.moved(Point::new(x + PADDING, y))));
            y += cell.style.kind.leading;
        }
        x += cell.width;
    }
    let ground = (!tints.is_empty()).then_some(Item::Fill {
        rects: tints,
        ink: Ink::Tint,
    });
    let rules = Item::Stroke {
        lines: rules,
        width: RULE,
        ink: Ink::Black,
    };
    Strip::new(height, ground.into_iter().chain([rules]).chain(texts).collect())
}
