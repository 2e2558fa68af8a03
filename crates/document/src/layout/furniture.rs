//! What surrounds the text of every page: frame, watermark, number.

use super::{
    Setting, meander,
    page::{Ink, Item, Manner, PageLayout, Point, Rect},
    text::Style,
};
use crate::{Form, Sheet};

/// Distance of the frame from the edge of the paper.
const FRAME_MARGIN: f64 = 11.0;

/// Distance of the foot line's top from the edge of the paper.
const FOOT: f64 = 22.0;

/// Distance of the foot line of a framed page: inside the frame.
const FOOT_FRAMED: f64 = 22.6;

pub(crate) fn furnish(pages: &mut [PageLayout], sheet: &Sheet, setting: &Setting) {
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        let mut behind = watermark(sheet, page, setting);
        if setting.measures.framed {
            let paper = Rect::new(0.0, 0.0, page.width, page.height);
            behind.extend(meander::frame(paper.shrunk(FRAME_MARGIN)));
        }
        page.items.splice(0..0, behind);
        if count > 1 || sheet.form != Form::Certificate {
            page.items.extend(foot(index + 1, count, sheet, setting));
        }
    }
}

/// 第 1 页 共 2 页, with the document's number before it, so that a page that has gone astray finds home.
fn foot(page: usize, count: usize, sheet: &Sheet, setting: &Setting) -> Vec<Item> {
    let measures = &setting.measures;
    let pages = format!("第 {page} 页 共 {count} 页");
    let number = sheet.number.as_ref().filter(|_| count > 1);
    let text = number.map_or(pages.clone(), |number| format!("{number}　{pages}"));
    let style = Style::new(measures.caption()).ink(Ink::Grey).center();
    let up = if measures.framed { FOOT_FRAMED } else { FOOT };
    let at = Point::new(measures.left, measures.page_height - up);
    let lines = style.lines(&text, measures.width(), setting);
    lines.into_iter().take(1).flatten().map(|item| item.moved(at)).collect()
}

/// The largest type of a watermark.
const WATERMARK_MAX: f64 = 56.0;

/// Words rising across the page, as large as they fit, behind everything.
fn watermark(sheet: &Sheet, page: &PageLayout, setting: &Setting) -> Vec<Item> {
    let Some(text) = &sheet.watermark else { return Vec::new() };
    let one = Style::new(setting.measures.body).ink(Ink::Mist);
    let span = 0.95 * page.width.min(page.height);
    let scale = (span / one.width(text, setting)).min(WATERMARK_MAX / one.kind.size);
    let mut style = one;
    style.kind.size *= scale;
    style.kind.leading *= scale;
    let width = style.width(text, setting);
    let size = style.kind.size;
    // The middle of the text onto the middle of the page: half its length back along the slope, a third of its height down.
    let (across, upward) = RISING;
    let at = Point::new(
        page.width / 2.0 - width / 2.0 * across + size * 0.35 * upward,
        page.height / 2.0 + width / 2.0 * upward + size * 0.35 * across,
    );
    let runs = style
        .lines(text, 2.0 * page.width + page.height, setting)
        .into_iter()
        .flatten();
    runs.map(|item| rising(item, at)).collect()
}

/// Cosine and sine of the slope, 30°.
pub(crate) const RISING: (f64, f64) = (0.866_025_403_784_438_6, 0.5);

fn rising(item: Item, at: Point) -> Item {
    match item {
        Item::Run(mut run) => {
            // Behind the first run of a line stand others, further along the slope.
            let along = run.at.x;
            run.at = Point::new(at.x + along * RISING.0, at.y - along * RISING.1);
            run.manner = Manner::Watermark;
            Item::Run(run)
        }
        other @ (Item::Stroke { .. } | Item::Fill { .. }) => other.moved(at),
    }
}
