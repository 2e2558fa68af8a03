//! The narrow picture, for phones: the axis turned by a quarter. One short strip a department, under each other;
//! places in per cent, words beside the strip as text that wraps. Nothing is ever cut off.

use super::{
    Axis, BarState,
    days::last_on_paper,
    marks::{self, Lines},
    measure::width,
    picture::gate_told,
};
use crate::Texts;

/// The whole picture.
#[derive(Debug)]
pub(super) struct Narrow {
    /// Today, forecast and promise, where and in which line.
    pub marks: Vec<NarrowMark>,
    /// The height of the lines with their words.
    pub head: f32,
    /// One a department.
    pub strips: Vec<Strip>,
}

#[derive(Debug)]
pub(super) struct NarrowMark {
    pub class: &'static str,
    pub percent: f32,
    pub text: String,
    pub anchor: &'static str,
    pub y: f32,
}

#[derive(Debug)]
pub(super) struct Strip {
    pub organ: String,
    pub closing: bool,
    pub height: f32,
    pub elapsed: f32,
    pub pieces: Vec<Piece>,
    pub steps: Vec<StripStep>,
    /// The gate: where, and whether it is open.
    pub gate: Option<(f32, bool)>,
    /// The gate in words.
    pub gate_told: Option<String>,
}

#[derive(Debug)]
pub(super) struct Piece {
    pub percent: f32,
    pub width: f32,
    pub y: f32,
    pub state: BarState,
    pub critical: bool,
}

#[derive(Debug)]
pub(super) struct StripStep {
    pub label: String,
    pub state: BarState,
    pub word: String,
    pub critical: bool,
    pub link: Option<String>,
}

/// The narrowest strip we expect, in CSS pixels: a phone of 360 with the margins of page and card.
const STRIP_WIDTH_MIN: f32 = 292.0;
const MARK_SIZE: f32 = 13.0;
const MARK_LINE: f32 = 18.0;
const PIECE_HEIGHT: f32 = 12.0;
const PIECE_PITCH: f32 = 15.0;

impl Narrow {
    pub(super) fn of(axis: &Axis, texts: &Texts) -> Narrow {
        let lanes = axis.all_lanes();
        let last = last_on_paper(axis, &lanes);
        let percent = |day: f32| {
            if day.is_finite() {
                round(day.clamp(0.0, last) / last * 100.0)
            } else {
                0.0
            }
        };
        let (marks, head) = marks(axis, texts, &percent);
        let strips = lanes
            .iter()
            .enumerate()
            .map(|(index, lane)| {
                let closing = axis.closing_index() == Some(index);
                let (pieces, rows) = pieces(&lane.bars, &percent);
                Strip {
                    organ: lane.organ.clone(),
                    closing,
                    height: PIECE_PITCH * rows.max(1) as f32 + 3.0,
                    elapsed: axis.today.map_or(0.0, percent),
                    pieces,
                    gate: axis
                        .gate
                        .as_ref()
                        .filter(|_| closing)
                        .map(|gate| (percent(gate.day), gate.open)),
                    gate_told: axis.gate.as_ref().filter(|_| closing).map(|gate| gate_told(gate, texts)),
                    steps: lane
                        .bars
                        .iter()
                        .map(|bar| StripStep {
                            label: bar.label.clone(),
                            state: bar.state,
                            word: axis.word(bar.state, texts),
                            critical: bar.critical,
                            link: bar.link.clone(),
                        })
                        .collect(),
                }
            })
            .collect();
        Narrow { marks, head, strips }
    }
}

/// Today, promise and forecast: words above the strips, each in the first line with room.
fn marks(axis: &Axis, texts: &Texts, percent: &dyn Fn(f32) -> f32) -> (Vec<NarrowMark>, f32) {
    let mut lines = Lines::default();
    let placed = marks::marks(axis, texts).into_iter().map(|mark| {
        let (place, needed) = (percent(mark.day), width(&mark.text, MARK_SIZE));
        let x = place / 100.0 * STRIP_WIDTH_MIN;
        let (anchor, from) = match x {
            x if x < needed / 2.0 => ("start", x),
            x if x > STRIP_WIDTH_MIN - needed / 2.0 => ("end", x - needed),
            x => ("middle", x - needed / 2.0),
        };
        let line = lines.take(from, from + needed);
        NarrowMark {
            class: mark.class,
            percent: place,
            text: mark.text,
            anchor,
            y: MARK_LINE * (line + 1) as f32 - 4.0,
        }
    });
    let placed: Vec<NarrowMark> = placed.collect();
    (placed, MARK_LINE * lines.len() as f32 + 4.0)
}

/// Bars as pieces of the strip; those that run at the same time lie under each other.
fn pieces(bars: &[super::Bar], percent: &dyn Fn(f32) -> f32) -> (Vec<Piece>, usize) {
    let mut order: Vec<&super::Bar> = bars.iter().collect();
    order.sort_by(|one, other| one.from.total_cmp(&other.from));
    let mut ends: Vec<f32> = Vec::new();
    let mut pieces = Vec::new();
    for bar in order {
        let (from, to) = (percent(bar.from), percent(bar.to.max(bar.from)));
        let width = (to - from).max(1.5);
        let from = from.min(100.0 - width);
        let row = ends.iter().position(|end| from >= *end - 0.1).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0.0);
        }
        ends[row] = from + width;
        pieces.push(Piece {
            percent: round(from),
            width: round((width - 0.4).max(1.2)),
            y: 3.0 + PIECE_PITCH * row as f32,
            state: bar.state,
            critical: bar.critical,
        });
    }
    (pieces, ends.len())
}

fn round(number: f32) -> f32 {
    (number * 100.0).round() / 100.0
}

impl Strip {
    /// The height of a piece.
    pub(super) fn piece_height(&self) -> f32 {
        PIECE_HEIGHT
    }
}
