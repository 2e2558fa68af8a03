//! The wide picture on paper: every line, bar and word with its place. Pure geometry; `wide.svg` writes it down.

use super::{
    Axis, Lane,
    bars::{self, DrawnBar},
    days::last_on_paper,
    gate::{DrawnGate, Gate},
    marks::{Lines, marks},
    measure::width,
    measures::{MARGIN_RIGHT, Measures},
    organ,
    rows::{self, Block, Paper, Words},
    scale::Scale,
    word::{BASE, Word, round},
};
use crate::Texts;

/// The whole picture.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
    pub elapsed: f32,
    pub ticks: Vec<Word>,
    pub lanes: Vec<DrawnLane>,
    pub chain: Vec<String>,
    pub bars: Vec<DrawnBar>,
    pub gate: Option<DrawnGate>,
    pub marks: Vec<DrawnMark>,
    pub size: f32,
    pub organ_size: f32,
}

/// A department's name and where its lane ends.
#[derive(Debug)]
pub(super) struct DrawnLane {
    pub organ: String,
    pub lines: Vec<Word>,
    pub shortened: bool,
    pub bottom: f32,
    pub closing: bool,
}

/// A line from top to bottom with a word under it.
#[derive(Debug)]
pub(super) struct DrawnMark {
    pub class: &'static str,
    pub x: f32,
    pub word: Word,
}

/// The height of a line of words under the picture.
const LINE: f32 = 18.0;
/// The least room for a number of a day.
const TICK_ROOM: f32 = 44.0;

/// What a lane is drawn from.
struct Sheet<'a> {
    axis: &'a Axis,
    texts: &'a Texts,
    scale: Scale,
    measures: Measures,
    paper: Paper,
}

impl Drawing {
    pub(super) fn of(axis: &Axis, texts: &Texts) -> Drawing {
        let measures = Measures::of(axis.kind);
        let lanes = axis.all_lanes();
        let (left, right) = (organ_column(&lanes, &measures), measures.width - MARGIN_RIGHT);
        let scale = Scale::new(left, right, last_on_paper(axis, &lanes));
        let paper = Paper {
            size: measures.size,
            padding: measures.inner,
            left: left + 2.0,
            right: measures.width - 2.0,
        };
        let sheet = Sheet {
            axis,
            texts,
            scale,
            measures,
            paper,
        };
        let today = axis.today.filter(|day| day.is_finite());

        let mut drawing = Drawing {
            width: sheet.measures.width,
            left,
            right,
            top: sheet.measures.head,
            size: sheet.measures.size,
            organ_size: sheet.measures.organ_size,
            elapsed: today.map_or(0.0, |today| round(scale.x(today) - left)),
            ticks: sheet.ticks(),
            ..Drawing::default()
        };
        drawing.bottom = lanes
            .iter()
            .fold(drawing.top + 4.0, |top, lane| drawing.lane(&sheet, lane, top));
        drawing.chain = bars::chain(&drawing.bars);
        drawing.marks(&sheet);
        drawing
    }

    /// One lane from `top`; returns where it ends.
    fn lane(&mut self, sheet: &Sheet<'_>, lane: &Lane, top: f32) -> f32 {
        let (measures, paper) = (&sheet.measures, sheet.paper);
        let closing = sheet.axis.closing_index() == Some(self.lanes.len());
        let gate = sheet
            .axis
            .gate
            .as_ref()
            .filter(|_| closing)
            .map(|gate| Gate::new(gate, &sheet.scale, paper));

        let labels: Vec<String> = lane.bars.iter().map(bars::label).collect();
        let block = |(bar, label)| {
            let (left, right) = bars::edges(bar, &sheet.scale, gate.as_ref().map(Gate::after));
            Block { left, right, label }
        };
        let blocks: Vec<Block<'_>> = lane.bars.iter().zip(labels.iter().map(String::as_str)).map(block).collect();
        let (places, rows) = rows::placed(&blocks, paper, gate.as_ref().map(Gate::extent));

        let names = organ::lines(&lane.organ, measures.organ_size, measures.organ_room);
        let bottom = top + measures.lane(rows, names.len());
        let middle = (top + bottom) / 2.0;
        let rows_top = middle - measures.rows(rows) / 2.0;

        for ((bar, block), place) in lane.bars.iter().zip(&blocks).zip(&places) {
            let y = rows_top + place.row as f32 * measures.pitch;
            let word = bars::word(block, &place.words, y + measures.bar / 2.0 + measures.size * BASE, paper);
            self.bars.push(DrawnBar {
                x: round(block.left),
                y: round(y),
                width: round(block.right - block.left),
                height: measures.bar,
                state: bar.state,
                closing,
                critical: bar.critical,
                inside: matches!(place.words, Words::Inside(_)),
                past: word.as_ref().is_some_and(|word| word.to < self.left + self.elapsed),
                word,
                link: bar.link.clone(),
                told: bars::told(sheet.axis, lane, bar, sheet.texts),
                from_day: bar.from,
                to_day: bar.to,
            });
        }
        self.gate = gate
            .map(|gate| gate.drawn(rows_top + measures.bar / 2.0, paper))
            .or(self.gate.take());
        self.lanes.push(DrawnLane {
            shortened: names.concat().contains('…'),
            lines: organ_words(&names, middle, measures),
            organ: lane.organ.clone(),
            bottom: round(bottom),
            closing,
        });
        bottom
    }

    /// Today, promise and forecast with their words, in as many lines as they need.
    fn marks(&mut self, sheet: &Sheet<'_>) {
        let mut lines = Lines::default();
        for mark in marks(sheet.axis, sheet.texts) {
            let size = self.size * if mark.class == "today" { 1.05 } else { 1.0 };
            let half = width(&mark.text, size) / 2.0 + 1.0;
            let x = sheet.scale.x(mark.day);
            let middle = x.min(self.width - half).max(half);
            let line = lines.take(middle - half, middle + half);
            let word = Word::around(middle, self.bottom + 7.0 + LINE * (line + 1) as f32, &mark.text, size);
            self.marks.push(DrawnMark {
                class: mark.class,
                x: round(x),
                word,
            });
        }
        self.height = round(self.bottom + 12.0 + LINE * lines.len() as f32);
    }
}

impl Sheet<'_> {
    /// 收到, then the numbers of days.
    fn ticks(&self) -> Vec<Word> {
        let word = |day: f32, text: &str| Word::around(self.scale.x(day), self.measures.head - 10.0, text, self.measures.size);
        let received = word(0.0, &self.texts.say("axis-received").to_string());
        let days = self
            .scale
            .ticks(TICK_ROOM)
            .into_iter()
            .map(|day| word(day as f32, &day.to_string()));
        std::iter::once(received).chain(days).collect()
    }
}

/// The column for the names of departments: as wide as the widest, within reason.
fn organ_column(lanes: &[Lane], measures: &Measures) -> f32 {
    let lines = lanes
        .iter()
        .flat_map(|lane| organ::lines(&lane.organ, measures.organ_size, measures.organ_room));
    let widest = lines.map(|line| width(&line, measures.organ_size)).fold(60.0, f32::max);
    round(widest + 18.0)
}

fn organ_words(names: &[String], middle: f32, measures: &Measures) -> Vec<Word> {
    let line = measures.organ_line();
    let first = middle - line * (names.len() as f32 - 1.0) / 2.0 + measures.organ_size * BASE;
    let word = |(index, name): (usize, &String)| Word::from(0.0, first + line * index as f32, name, measures.organ_size);
    names.iter().enumerate().map(word).collect()
}
