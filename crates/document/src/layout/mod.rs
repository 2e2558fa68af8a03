//! From a sheet to pages: where every glyph and every line goes, in millimetres.

mod blocks;
mod flow;
mod furniture;
mod meander;
mod measures;
mod page;
mod strip;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use furniture::RISING;
pub use page::{Glyph, Ink, Item, Manner, PageLayout, Pages, Point, Rect, Run};

use crate::{Block, Fonts, Sheet};
use measures::Measures;

/// What the setting of a block depends on.
pub(crate) struct Setting<'a> {
    pub fonts: &'a Fonts,
    pub measures: Measures,
}

/// Sets a sheet. It cannot fail: what does not fit goes to the next page, and a character that no font has is drawn as a
/// frame with its code point.
pub fn layout(sheet: &Sheet, fonts: &Fonts) -> Pages {
    let (mut pages, setting) = on_one_page(sheet, fonts);
    furniture::furnish(&mut pages, sheet, &setting);
    Pages {
        name: sheet.name.clone(),
        author: author(sheet),
        date: sheet.date,
        pages,
    }
}

/// Set as large as it fits on one page. What needs more than two at full size would need too small a type; it is set at
/// full size, like what fits on one page in no size.
fn on_one_page<'a>(sheet: &Sheet, fonts: &'a Fonts) -> (Vec<PageLayout>, Setting<'a>) {
    let full = Measures::of(sheet);
    let large = set(sheet, Setting { fonts, measures: full });
    if large.0.len() != 2 {
        return large;
    }
    let smaller = full
        .smaller()
        .into_iter()
        .map(|measures| set(sheet, Setting { fonts, measures }));
    smaller.into_iter().find(|(pages, _)| pages.len() == 1).unwrap_or(large)
}

fn set<'a>(sheet: &Sheet, setting: Setting<'a>) -> (Vec<PageLayout>, Setting<'a>) {
    let strips = blocks::strips(&sheet.blocks, &setting);
    (flow::flow(strips, &setting.measures), setting)
}

/// Who the document is from: the organ in its masthead, or whoever signs first.
fn author(sheet: &Sheet) -> Option<String> {
    sheet.blocks.iter().find_map(|block| match block {
        Block::Masthead { organ, .. } => Some(organ.clone()),
        Block::Closing(closing) => Some(closing.signature.as_ref()?.lines.first()?.text.clone()),
        Block::Title(_)
        | Block::Number(_)
        | Block::Addressee(_)
        | Block::Heading(_)
        | Block::Paragraph(_)
        | Block::Facts(_)
        | Block::List(_)
        | Block::Table(_)
        | Block::Notes(_) => None,
    })
}
