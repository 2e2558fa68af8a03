//! Strips onto pages.

use super::{
    measures::Measures,
    page::{PageLayout, Point},
    strip::Strip,
};
use crate::Form;

/// Puts strips on as many pages as they need; what must stay together stays together unless it is taller than a page.
pub(crate) fn flow(strips: Vec<Strip>, measures: &Measures) -> Vec<PageLayout> {
    let mut pages: Vec<Vec<Strip>> = vec![Vec::new()];
    for group in groups(strips) {
        let room = measures.height() - pages.last().map_or(0.0, |page| height(page));
        let fresh = pages.last().is_none_or(Vec::is_empty);
        if !fresh && height_below(&group) > room {
            pages.push(Vec::new());
        }
        for strip in group {
            place(strip, &mut pages, measures);
        }
    }
    let single = pages.len() == 1;
    pages.into_iter().map(|strips| page(strips, single, measures)).collect()
}

/// Strips up to and including the first that lets go of the next.
fn groups(strips: Vec<Strip>) -> Vec<Vec<Strip>> {
    let mut groups: Vec<Vec<Strip>> = Vec::new();
    let mut open = false;
    for strip in strips {
        let keeps = strip.keep;
        match groups.last_mut() {
            Some(group) if open => group.push(strip),
            Some(_) | None => groups.push(vec![strip]),
        }
        open = keeps;
    }
    groups
}

/// Puts one strip on the last page, or on a new one under the head of its table.
fn place(strip: Strip, pages: &mut Vec<Vec<Strip>>, measures: &Measures) {
    let used = pages.last().map_or(0.0, |page| height(page));
    if used > 0.0 && used + strip.above + strip.height > measures.height() + ROUNDING {
        pages.push(Vec::new());
    }
    if let Some(page) = pages.last_mut() {
        if page.is_empty()
            && let Some(head) = &strip.head
        {
            page.push(Strip::clone(head));
        }
        page.push(strip);
    }
}

/// Sums of millimetres are not exact; this much over is none.
const ROUNDING: f64 = 1e-6;

/// Height of strips at the head of a page.
fn height(strips: &[Strip]) -> f64 {
    height_below(strips) - strips.first().map_or(0.0, |first| first.above)
}

/// Height of strips below others.
fn height_below(strips: &[Strip]) -> f64 {
    strips.iter().map(|strip| strip.above + strip.height).sum()
}

fn page(strips: Vec<Strip>, single: bool, measures: &Measures) -> PageLayout {
    let free = (measures.height() - height(&strips)).max(0.0);
    let shares: f64 = strips.iter().map(|strip| strip.stretch).sum();
    let spread = single && measures.form == Form::Certificate && shares > 0.0;
    let share = if spread { free / shares } else { 0.0 };
    let mut page = PageLayout {
        width: measures.page_width,
        height: measures.page_height,
        items: Vec::new(),
        seal: None,
    };
    let mut y = measures.top;
    for (place, strip) in strips.into_iter().enumerate() {
        y += if place == 0 { 0.0 } else { strip.above } + strip.stretch * share;
        let at = Point::new(measures.left, y);
        page.items.extend(strip.items_at(at));
        page.seal = page.seal.or(strip.seal.map(|seal| seal.moved(at)));
        y += strip.height;
    }
    page
}
