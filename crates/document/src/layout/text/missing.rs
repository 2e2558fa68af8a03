//! A character that no font has, made visible: a frame with its code point, which is still copied as the character.

use super::Style;
use crate::{
    Face, Fonts,
    layout::page::{Glyph, Item, Manner, Point, Rect, Run},
};

/// Size of the digits, as a part of the type size.
const DIGITS: f64 = 0.36;

pub(crate) fn frame(character: char, at: Point, style: &Style, fonts: &Fonts) -> Vec<Item> {
    let size = style.kind.size;
    let frame = Rect::new(at.x + 0.06 * size, at.y - 0.82 * size, 0.88 * size, 0.88 * size);
    let outline = Item::Stroke {
        lines: vec![frame.outline()],
        width: 0.03 * size,
        ink: style.ink,
    };
    let code = format!("{:04X}", u32::from(character));
    let columns = code.len().div_ceil(2);
    let text = character.to_string();
    let glyphs = code.chars().enumerate().filter_map(|(index, digit)| {
        let (row, column) = (index / columns, index % columns);
        let advance = frame.width / columns as f64;
        let drawn = fonts.draw(digit, Face::Regular)?;
        let centred = (advance - drawn.advance * DIGITS * size).max(0.0) / 2.0;
        let x = 0.06 * size + column as f64 * advance + centred;
        let y = (row as f64 - 1.0) * 0.42 * size;
        Some(Glyph {
            id: drawn.glyph,
            x,
            y,
            bytes: 0..text.len(),
        })
    });
    let glyphs = glyphs.collect();
    let run = Run {
        at,
        size: DIGITS * size,
        face: Face::Regular,
        ink: style.ink,
        manner: Manner::Text,
        text,
        glyphs,
    };
    vec![outline, Item::Run(run)]
}
