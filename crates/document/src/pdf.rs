//! Pages as PDF/A-2u (ISO 19005-2): fonts embedded, every glyph with its character, no clock and no chance in it.

use crate::{
    Date, Fonts,
    layout::{Glyph, Ink, Item, Manner, PageLayout, Pages, Point, RISING, Rect, Run},
};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Archival, ConfigurationBuilder},
    error::KrillaError,
    geom::{Path, PathBuilder, Transform},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    text::{GlyphId, KrillaGlyph},
};

/// The pages could not be written; a fault of the program, not of the document.
#[derive(Debug, thiserror::Error)]
#[error("the document could not be written: {0}")]
pub struct Unwritable(String);

/// Writes the pages. The file's identifier is a digest of its contents, and its date is the date that the document bears.
pub fn pdf(pages: &Pages, fonts: &Fonts) -> Result<Vec<u8>, Unwritable> {
    let archival = ConfigurationBuilder::new().with_archival_validator(Archival::A2_U).finish();
    let configuration = archival.map_err(|error| Unwritable(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(pages));
    for page in &pages.pages {
        let settings = PageSettings::from_wh(points(page.width), points(page.height));
        let settings = settings.ok_or_else(|| Unwritable("a page has no size".into()))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        draw(page, &mut surface, fonts);
        surface.finish();
        sheet.finish();
    }
    document
        .finish()
        .map_err(|error: KrillaError| Unwritable(format!("{error:?}")))
}

fn metadata(pages: &Pages) -> Metadata {
    let named = Metadata::new()
        .title(pages.name.clone())
        .language("zh-CN".into())
        .creation_date(midnight(pages.date));
    match &pages.author {
        Some(author) => named.authors(vec![author.clone()]),
        None => named,
    }
}

/// The beginning of a day in Shanghai.
fn midnight(date: Date) -> DateTime {
    let day = DateTime::new(date.year()).month(date.month()).day(date.day());
    day.hour(0).minute(0).second(0).utc_offset_hour(8).utc_offset_minute(0)
}

fn draw(page: &PageLayout, surface: &mut Surface, fonts: &Fonts) {
    for item in &page.items {
        match item {
            Item::Run(run) => draw_run(run, surface, fonts),
            Item::Stroke { lines, width, ink } => stroke(lines, *width, *ink, surface),
            Item::Fill { rects, ink } => fill(rects, *ink, surface),
        }
    }
}

fn draw_run(run: &Run, surface: &mut Surface, fonts: &Fonts) {
    surface.set_stroke(None);
    surface.set_fill(Some(ink_fill(run.ink)));
    let start = point(run.at);
    let size = points(run.size);
    let glyphs = glyphs(run);
    let font = fonts.font(run.face);
    match run.manner {
        Manner::Text => surface.draw_glyphs(start, &glyphs, font, &run.text, size, false),
        Manner::Watermark => {
            let (across, upward) = (RISING.0 as f32, RISING.1 as f32);
            surface.push_transform(&Transform::from_row(across, -upward, upward, across, start.x, start.y));
            surface.draw_glyphs(krilla::geom::Point::from_xy(0.0, 0.0), &glyphs, font, &run.text, size, true);
            surface.pop();
        }
    }
}

/// Places inside a line are kept to this part of an em, which a floating-point number holds exactly.
const EM_STEPS: f64 = 1024.0;

/// Glyphs with the way from each to the next, in ems.
fn glyphs(run: &Run) -> Vec<KrillaGlyph> {
    let ems = |length: f64| ((length / run.size * EM_STEPS).round() / EM_STEPS) as f32;
    let placed = |(index, glyph): (usize, &Glyph)| {
        let next = run.glyphs.get(index + 1);
        let advance = next.map_or(1.0, |next| ems(next.x) - ems(glyph.x));
        let id = GlyphId::new(u32::from(glyph.id));
        KrillaGlyph::new(id, advance, 0.0, -ems(glyph.y), 0.0, glyph.bytes.clone(), None)
    };
    run.glyphs.iter().enumerate().map(placed).collect()
}

fn stroke(lines: &[Vec<Point>], width: f64, ink: Ink, surface: &mut Surface) {
    let Some(path) = polylines(lines) else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: colour(ink).into(),
        width: points(width),
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

fn polylines(lines: &[Vec<Point>]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for line in lines {
        let closed = line.len() > 2 && line.first() == line.last();
        let open = if closed { &line[..line.len() - 1] } else { line };
        for (index, at) in open.iter().copied().map(point).enumerate() {
            if index == 0 {
                path.move_to(at.x, at.y)
            } else {
                path.line_to(at.x, at.y)
            }
        }
        if closed {
            path.close();
        }
    }
    path.finish()
}

/// Rectangles as one shape, counted from the first one's corner: the squares of a code are then multiples of one short
/// number.
fn fill(rects: &[Rect], ink: Ink, surface: &mut Surface) {
    let Some(first) = rects.first() else { return };
    let mut path = PathBuilder::new();
    let boxes = rects.iter().filter_map(|rect| {
        let (x, y) = (points(rect.x - first.x), points(rect.y - first.y));
        krilla::geom::Rect::from_xywh(x, y, points(rect.width), points(rect.height))
    });
    boxes.for_each(|rect| path.push_rect(rect));
    let Some(path) = path.finish() else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(ink_fill(ink)));
    surface.push_transform(&Transform::from_translate(points(first.x), points(first.y)));
    surface.draw_path(&path);
    surface.pop();
}

fn ink_fill(ink: Ink) -> Fill {
    Fill {
        paint: colour(ink).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }
}

fn colour(ink: Ink) -> rgb::Color {
    let [red, green, blue] = ink.rgb();
    rgb::Color::new(red, green, blue)
}

fn point(at: Point) -> krilla::geom::Point {
    krilla::geom::Point::from_xy(points(at.x), points(at.y))
}

/// Millimetres as points, to a two-hundredth of a millimetre: short numbers make small files.
fn points(millimetres: f64) -> f32 {
    ((millimetres * 72.0 / 25.4 * 100.0).round() / 100.0) as f32
}
