//! The wide picture on paper: every line, bar and word with its place. Pure geometry; `wide.svg` writes it down.

use super::{
    Axis, AxisKind, Bar, BarState, Lane,
    measure::width,
    organ,
    rows::{self, AIR, Block, Paper, Words},
    scale::Scale,
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
    pub marks: Vec<Mark>,
    pub size: f32,
    pub organ_size: f32,
}

/// Words at a place; `y` is their base line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub x: f32,
    pub y: f32,
    pub text: String,
    pub anchor: &'static str,
    /// Where they begin and end.
    pub from: f32,
    pub to: f32,
}

#[derive(Debug)]
pub(super) struct DrawnLane {
    pub organ: String,
    pub lines: Vec<Word>,
    pub shortened: bool,
    pub bottom: f32,
    pub closing: bool,
}

#[derive(Debug)]
pub(super) struct DrawnBar {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub state: BarState,
    pub closing: bool,
    pub critical: bool,
    pub word: Option<Word>,
    pub inside: bool,
    /// Whether its words stand before today.
    pub past: bool,
    pub link: Option<String>,
    pub told: String,
    pub from_day: f32,
    pub to_day: f32,
}

#[derive(Debug)]
pub(super) struct DrawnGate {
    pub path: String,
    pub check: String,
    pub open: bool,
    pub word: Word,
}

/// A line from top to bottom with a word under it: today, forecast, promise.
#[derive(Debug)]
pub(super) struct Mark {
    pub class: &'static str,
    pub x: f32,
    pub word: Word,
}

/// The measures of a kind of picture.
struct Measures {
    width: f32,
    bar: f32,
    pitch: f32,
    padding: f32,
    size: f32,
    inner: f32,
    organ_size: f32,
    organ_room: f32,
    head: f32,
}

const MARGIN_RIGHT: f32 = 22.0;
const LINE: f32 = 18.0;
const GATE: f32 = 11.0;

impl Measures {
    fn of(kind: AxisKind) -> Measures {
        match kind {
            AxisKind::Progress => Measures {
                width: 860.0,
                bar: 26.0,
                pitch: 31.0,
                padding: 7.0,
                size: 13.0,
                inner: 7.0,
                organ_size: 14.0,
                organ_room: 122.0,
                head: 30.0,
            },
            AxisKind::Compact | AxisKind::Guide => Measures {
                width: 720.0,
                bar: 22.0,
                pitch: 26.0,
                padding: 5.0,
                size: 12.0,
                inner: 5.0,
                organ_size: 13.0,
                organ_room: 112.0,
                head: 27.0,
            },
        }
    }

    fn lane(&self, rows: usize, lines: usize) -> f32 {
        let bars = rows as f32 * self.pitch - (self.pitch - self.bar);
        let words = lines as f32 * (self.organ_size + 2.5);
        bars.max(words) + 2.0 * self.padding
    }
}

impl Drawing {
    pub(super) fn of(axis: &Axis, texts: &Texts) -> Drawing {
        let measures = Measures::of(axis.kind);
        let lanes = axis.all_lanes();
        let left = organ_column(&lanes, &measures);
        let scale = Scale::new(left, measures.width - MARGIN_RIGHT, last_day(axis, &lanes));
        let mut drawing = Drawing {
            width: measures.width,
            left,
            right: measures.width - MARGIN_RIGHT,
            top: measures.head,
            size: measures.size,
            organ_size: measures.organ_size,
            elapsed: axis.today.map_or(0.0, |today| round(scale.x(today) - left)),
            ticks: ticks(&scale, &measures, texts),
            ..Drawing::default()
        };
        let mut y = measures.head + 4.0;
        for lane in &lanes {
            y = drawing.lane((axis, texts), lane, y, &scale, &measures);
        }
        drawing.bottom = y;
        drawing.chain = chain(&drawing.bars);
        drawing.marks(axis, &scale, &measures, texts);
        drawing
    }

    /// One lane from `top`; returns where it ends.
    fn lane(&mut self, (axis, texts): (&Axis, &Texts), lane: &Lane, top: f32, scale: &Scale, measures: &Measures) -> f32 {
        let closing = axis.closing_index() == Some(self.lanes.len());
        let paper = Paper {
            size: measures.size,
            padding: measures.inner,
            left: self.left + 2.0,
            right: self.width - 2.0,
        };
        let gate = axis.gate.as_ref().filter(|_| closing);
        let gate_word = gate.map(|gate| gate_word(&gate.label, scale.x(gate.day), paper));
        let kept_free = gate.zip(gate_word.as_ref()).map(|(gate, word)| {
            let x = scale.x(gate.day);
            (word.from.min(x - GATE) - AIR, word.to.max(x + GATE) + 2.0)
        });
        let edges: Vec<(f32, f32)> = lane
            .bars
            .iter()
            .map(|bar| edges(bar.from, bar.to, scale, gate.map(|gate| scale.x(gate.day) + GATE + 4.0)))
            .collect();
        let labels: Vec<String> = lane.bars.iter().map(|bar| label(bar.state, &bar.label)).collect();
        let blocks: Vec<Block<'_>> = edges
            .iter()
            .zip(&labels)
            .map(|((left, right), label)| Block {
                left: *left,
                right: *right,
                label,
            })
            .collect();
        let (places, rows) = rows::placed(&blocks, paper, kept_free);
        let names = organ::lines(&lane.organ, measures.organ_size, measures.organ_room);
        let bottom = top + measures.lane(rows, names.len());
        let middle = (top + bottom) / 2.0;
        let rows_top = middle - (rows as f32 * measures.pitch - (measures.pitch - measures.bar)) / 2.0;

        for ((bar, block), place) in lane.bars.iter().zip(&blocks).zip(&places) {
            let y = rows_top + place.row as f32 * measures.pitch;
            let base = y + measures.bar / 2.0 + measures.size * 0.36;
            let word = bar_word(block, &place.words, base, paper);
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
                told: told(axis, lane, bar, texts),
                from_day: bar.from,
                to_day: bar.to,
            });
        }
        if let (Some(gate), Some(word)) = (gate, gate_word) {
            let y = rows_top + measures.bar / 2.0;
            self.gate = Some(drawn_gate(round(scale.x(gate.day)), round(y), gate.open, word, measures.size));
        }
        self.lanes.push(DrawnLane {
            shortened: names.concat().contains('…'),
            lines: organ_words(&names, middle, measures),
            organ: lane.organ.clone(),
            bottom: round(bottom),
            closing,
        });
        bottom
    }

    /// Today, forecast and promise with their words, in as many lines as they need.
    fn marks(&mut self, axis: &Axis, scale: &Scale, measures: &Measures, texts: &Texts) {
        let promise = (axis.promise_days > 0).then_some(axis.promise_days as f32);
        let late = axis
            .forecast
            .zip(promise)
            .is_some_and(|(forecast, promise)| forecast > promise);
        let lines = [
            (
                "today",
                axis.today
                    .map(|day| (day, texts.say("axis-today").with("day", whole(day)).to_string())),
            ),
            (
                "promise",
                promise.map(|day| (day, texts.say("axis-promise").with("day", whole(day)).to_string())),
            ),
            (
                if late { "forecast late" } else { "forecast" },
                axis.forecast
                    .map(|day| (day, texts.say("axis-forecast-day").with("day", whole(day)).to_string())),
            ),
        ];
        let mut taken: Vec<Vec<(f32, f32)>> = Vec::new();
        for (class, line) in lines {
            let Some((day, text)) = line else { continue };
            let size = measures.size * if class == "today" { 1.05 } else { 1.0 };
            let x = scale.x(day);
            let half = width(&text, size) / 2.0;
            let middle = x.clamp(half + 1.0, self.width - half - 1.0);
            let extent = (middle - half, middle + half);
            let free = |row: &Vec<(f32, f32)>| {
                row.iter()
                    .all(|(left, right)| extent.1 + AIR <= *left || extent.0 >= *right + AIR)
            };
            let row = taken.iter().position(free).unwrap_or(taken.len());
            if row == taken.len() {
                taken.push(Vec::new());
            }
            taken[row].push(extent);
            let y = self.bottom + 7.0 + LINE * (row + 1) as f32;
            let word = Word {
                x: round(middle),
                y: round(y),
                text,
                anchor: "middle",
                from: extent.0,
                to: extent.1,
            };
            self.marks.push(Mark {
                class,
                x: round(x),
                word,
            });
        }
        self.height = round(self.bottom + 12.0 + LINE * taken.len() as f32);
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

/// The last day that must be on the paper.
pub(super) fn last_day(axis: &Axis, lanes: &[Lane]) -> f32 {
    let ends = lanes.iter().flat_map(|lane| &lane.bars).flat_map(|bar| [bar.from, bar.to]);
    let marks = [
        Some(axis.promise_days as f32),
        axis.today,
        axis.forecast,
        axis.gate.as_ref().map(|gate| gate.day),
    ];
    ends.chain(marks.into_iter().flatten())
        .filter(|day| day.is_finite())
        .fold(1.0, f32::max)
}

fn ticks(scale: &Scale, measures: &Measures, texts: &Texts) -> Vec<Word> {
    let word = |day: f32, text: String| {
        let (x, half) = (round(scale.x(day)), width(&text, measures.size) / 2.0);
        Word {
            x,
            y: measures.head - 10.0,
            text,
            anchor: "middle",
            from: x - half,
            to: x + half,
        }
    };
    let days = scale.ticks(44.0).into_iter().map(|day| word(day as f32, day.to_string()));
    std::iter::once(word(0.0, texts.say("axis-received").to_string()))
        .chain(days)
        .collect()
}

/// The left and right edge of a bar: a hair apart from its neighbours, never thinner than can be seen.
fn edges(from: f32, to: f32, scale: &Scale, after_gate: Option<f32>) -> (f32, f32) {
    let sound = |day: f32| if day.is_finite() { day } else { 0.0 };
    let (from, to) = (sound(from), sound(to).max(sound(from)));
    let left = scale.x(from) + 1.5;
    let end = scale.x(scale.days());
    let right = (scale.x(to) - 1.5).max(left + BAR_MIN).min(end);
    let left = left.min(right - BAR_MIN);
    match after_gate {
        Some(gate) if left < gate && left > gate - 2.0 * GATE - 8.0 && right - gate >= BAR_MIN * 3.0 => (gate, right),
        Some(_) | None => (left, right),
    }
}

const BAR_MIN: f32 = 6.0;

/// What a bar says when pointed at or read out: name, department, days, state, more.
fn told(axis: &Axis, lane: &Lane, bar: &Bar, texts: &Texts) -> String {
    let told = texts
        .say("axis-says-bar")
        .with("label", &bar.label)
        .with("organ", &lane.organ)
        .with("from", first_day(bar.from))
        .with("to", whole(bar.to).max(first_day(bar.from)))
        .with("state", axis.word(bar.state, texts))
        .to_string();
    if bar.title.is_empty() {
        told
    } else {
        format!("{told} {}", bar.title)
    }
}

/// Lateness is also said in the bar, not only by its colour.
fn label(state: BarState, label: &str) -> String {
    match state {
        BarState::Late => format!("！{label}"),
        BarState::Done | BarState::Running | BarState::Paused | BarState::Waiting | BarState::Forecast => label.to_owned(),
    }
}

fn bar_word(block: &Block<'_>, words: &Words, base: f32, paper: Paper) -> Option<Word> {
    let size = paper.size;
    let full = width(block.label, size);
    let (x, anchor, text, from, to) = match words {
        Words::Inside(text) if text.is_empty() => return None,
        Words::Inside(text) => {
            let x = block.left + paper.padding;
            (x, "start", text.clone(), x, x + width(text, size))
        }
        Words::After => (
            block.right + AIR - 1.0,
            "start",
            block.label.to_owned(),
            block.right + AIR - 1.0,
            block.right + AIR - 1.0 + full,
        ),
        Words::Before => (
            block.left - AIR,
            "end",
            block.label.to_owned(),
            block.left - AIR - full,
            block.left - AIR,
        ),
        Words::Unsaid => return None,
    };
    Some(Word {
        x: round(x),
        y: round(base),
        text,
        anchor,
        from,
        to,
    })
}

fn organ_words(names: &[String], middle: f32, measures: &Measures) -> Vec<Word> {
    let line = measures.organ_size + 2.5;
    let first = middle - line * (names.len() as f32 - 1.0) / 2.0 + measures.organ_size * 0.36;
    let word = |(index, text): (usize, &String)| Word {
        x: 0.0,
        y: round(first + line * index as f32),
        text: text.clone(),
        anchor: "start",
        from: 0.0,
        to: width(text, measures.organ_size),
    };
    names.iter().enumerate().map(word).collect()
}

/// A gate's name stands to its left, or to its right where the left has no room.
fn gate_word(label: &str, x: f32, paper: Paper) -> Word {
    let needed = width(label, paper.size);
    let (left, right) = (x - GATE - AIR, x + GATE + AIR);
    if left - needed >= paper.left {
        Word {
            x: round(left),
            y: 0.0,
            text: label.to_owned(),
            anchor: "end",
            from: left - needed,
            to: left,
        }
    } else {
        Word {
            x: round(right),
            y: 0.0,
            text: label.to_owned(),
            anchor: "start",
            from: right,
            to: right + needed,
        }
    }
}

fn drawn_gate(x: f32, y: f32, open: bool, word: Word, size: f32) -> DrawnGate {
    DrawnGate {
        path: format!("M{x} {}l{GATE} {GATE}l-{GATE} {GATE}l-{GATE}-{GATE}z", round(y - GATE)),
        check: format!("M{} {y}l3 3.5l5-7", round(x - 4.0)),
        open,
        word: Word {
            y: round(y + size * 0.36),
            ..word
        },
    }
}

/// Lines that join the steps of the longest chain, from the end of one to the beginning of the next.
fn chain(bars: &[DrawnBar]) -> Vec<String> {
    let mut critical: Vec<&DrawnBar> = bars.iter().filter(|bar| bar.critical).collect();
    critical.sort_by(|one, other| one.x.total_cmp(&other.x));
    let joined = critical.windows(2).filter(|pair| pair[1].from_day + 0.01 >= pair[0].to_day);
    joined
        .map(|pair| {
            let (end, start) = (pair[0].x + pair[0].width, pair[1].x);
            let (y, to_y) = (pair[0].y + pair[0].height / 2.0, pair[1].y + pair[1].height / 2.0);
            let turn = if start - end > 10.0 {
                start - 5.0
            } else {
                (end + start) / 2.0
            };
            format!(
                "M{} {}H{}V{}H{}",
                round(end),
                round(y),
                round(turn),
                round(to_y),
                round(start)
            )
        })
        .collect()
}

/// Days are told whole; a forecast of 35.2 is day 36.
pub(super) fn whole(day: f32) -> u32 {
    if day.is_finite() { day.max(0.0).ceil() as u32 } else { 0 }
}

/// A bar from 5.0 is worked on from the sixth day on.
pub(super) fn first_day(from: f32) -> u32 {
    if from.is_finite() {
        from.max(0.0).floor() as u32 + 1
    } else {
        1
    }
}

/// To a tenth: nobody sees more, and the page stays small.
pub(super) fn round(number: f32) -> f32 {
    (number * 10.0).round() / 10.0
}
