//! Bars on paper: their edges, their words, what they say when pointed at, and the chain that joins the critical ones.

use super::{
    Axis, Bar, BarState, Lane, days,
    gate::GATE,
    rows::{AIR, Block, Paper, Words},
    scale::Scale,
    word::{Word, round},
};
use crate::Texts;

/// A bar with its place.
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

/// The thinnest bar that can be seen.
const BAR_MIN: f32 = 6.0;
/// The air at each end of a bar.
const HAIR: f32 = 1.5;

/// The left and right edge of a bar: a hair apart from its neighbours, never thinner than can be seen, beside the gate.
pub(super) fn edges(bar: &Bar, scale: &Scale, after_gate: Option<f32>) -> (f32, f32) {
    let sound = |day: f32| if day.is_finite() { day } else { 0.0 };
    let (from, to) = (sound(bar.from), sound(bar.to).max(sound(bar.from)));
    let left = scale.x(from) + HAIR;
    let right = (scale.x(to) - HAIR).max(left + BAR_MIN).min(scale.x(scale.days()));
    let left = left.min(right - BAR_MIN);
    match after_gate {
        Some(gate) if left < gate && left > gate - 2.0 * GATE - 8.0 && right - gate >= 3.0 * BAR_MIN => (gate, right),
        Some(_) | None => (left, right),
    }
}

/// What is written in a bar: lateness too, not only its colour.
pub(super) fn label(bar: &Bar) -> String {
    match bar.state {
        BarState::Late => format!("！{}", bar.label),
        BarState::Done | BarState::Running | BarState::Paused | BarState::Waiting | BarState::Forecast => bar.label.clone(),
    }
}

/// A bar's words where they were given room.
pub(super) fn word(block: &Block<'_>, words: &Words, base: f32, paper: Paper) -> Option<Word> {
    match words {
        Words::Inside(text) if text.is_empty() => None,
        Words::Inside(text) => Some(Word::from(block.left + paper.padding, base, text, paper.size)),
        Words::After => Some(Word::from(block.right + AIR - 1.0, base, block.label, paper.size)),
        Words::Before => Some(Word::until(block.left - AIR, base, block.label, paper.size)),
        Words::Unsaid => None,
    }
}

/// What a bar says when pointed at or read out: name, department, days, state, more.
pub(super) fn told(axis: &Axis, lane: &Lane, bar: &Bar, texts: &Texts) -> String {
    let told = texts
        .say("axis-says-bar")
        .with("label", &bar.label)
        .with("organ", &lane.organ)
        .with("from", days::first(bar.from))
        .with("to", days::last(bar.from, bar.to))
        .with("state", axis.word(bar.state, texts))
        .to_string();
    if bar.title.is_empty() {
        told
    } else {
        format!("{told} {}", bar.title)
    }
}

/// Lines that join the steps of the longest chain, from the end of one to the beginning of the next.
pub(super) fn chain(bars: &[DrawnBar]) -> Vec<String> {
    let mut critical: Vec<&DrawnBar> = bars.iter().filter(|bar| bar.critical).collect();
    critical.sort_by(|one, other| one.x.total_cmp(&other.x));
    let follow = |pair: &&[&DrawnBar]| pair[1].from_day + 0.01 >= pair[0].to_day;
    critical
        .windows(2)
        .filter(follow)
        .map(|pair| joined(pair[0], pair[1]))
        .collect()
}

fn joined(one: &DrawnBar, next: &DrawnBar) -> String {
    let (end, start) = (one.x + one.width, next.x);
    let middle = |bar: &DrawnBar| round(bar.y + bar.height / 2.0);
    let turn = if start - end > 10.0 {
        start - 5.0
    } else {
        (end + start) / 2.0
    };
    format!(
        "M{} {}H{}V{}H{}",
        round(end),
        middle(one),
        round(turn),
        middle(next),
        round(start)
    )
}
