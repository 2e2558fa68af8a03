//! The picture as HTML: wide, narrow, legend, table; the style sheet shows the one that fits.

use super::{
    Axis, AxisKind, BarState, GateMark,
    days::{self, whole},
    drawing::Drawing,
    narrow::Narrow,
};
use crate::Texts;
use askama::{Template, filters::HtmlSafe};
use std::fmt;

/// The picture, ready for a page.
#[derive(Debug)]
pub struct Picture {
    html: String,
}

#[derive(Template)]
#[template(path = "axis/picture.html")]
struct PictureTemplate<'a> {
    id: &'a str,
    title: &'a str,
    summary: String,
    class: &'static str,
    linked: bool,
    drawing: Drawing,
    narrow: Narrow,
    legend: Vec<(BarState, String)>,
    critical: bool,
    rows: Vec<TableRow>,
    t: &'a Texts,
}

/// A step as a row of the table.
struct TableRow {
    organ: String,
    label: String,
    link: Option<String>,
    from: u32,
    to: u32,
    word: String,
    critical: bool,
}

impl Picture {
    pub(super) fn of(axis: &Axis, texts: &Texts) -> Picture {
        let template = PictureTemplate {
            id: &axis.id,
            title: &axis.title,
            summary: summary(axis, texts),
            class: match axis.kind {
                AxisKind::Progress => "axis",
                AxisKind::Compact => "axis compact",
                AxisKind::Guide => "axis compact guide",
            },
            linked: axis
                .all_lanes()
                .iter()
                .flat_map(|lane| &lane.bars)
                .any(|bar| bar.link.is_some()),
            legend: legend(axis, texts),
            critical: axis.all_lanes().iter().flat_map(|lane| &lane.bars).any(|bar| bar.critical),
            rows: rows(axis, texts),
            narrow: Narrow::of(axis, texts),
            drawing: Drawing::of(axis, texts),
            t: texts,
        };
        match template.render() {
            Ok(html) => Picture { html },
            Err(error) => {
                tracing::error!(%error, "the axis could not be drawn");
                Picture { html: String::new() }
            }
        }
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.html)
    }
}

impl HtmlSafe for Picture {}

/// The picture in one sentence.
fn summary(axis: &Axis, texts: &Texts) -> String {
    let mut parts = vec![axis.title.clone()];
    let mut say = |key: &str, day: f32| parts.push(texts.say(key).with("day", whole(day)).to_string());
    if let Some(today) = axis.today {
        say("axis-says-today", today);
    }
    if axis.promise_days > 0 {
        say("axis-says-promise", axis.promise_days as f32);
    }
    if let Some(forecast) = axis.forecast {
        say("axis-says-forecast", forecast);
    }
    if let Some(gate) = &axis.gate {
        parts.push(gate_told(gate, texts));
    }
    parts.join(&texts.say("axis-comma").to_string())
}

/// The gate in words: 拿地还没有完成，预计第 30 个工作日.
pub(super) fn gate_told(gate: &GateMark, texts: &Texts) -> String {
    let key = if gate.open { "axis-says-gate-open" } else { "axis-says-gate" };
    texts
        .say(key)
        .with("gate", &gate.label)
        .with("day", whole(gate.day))
        .to_string()
}

/// The states that occur, with their words. A guide has none: everything is still to come.
fn legend(axis: &Axis, texts: &Texts) -> Vec<(BarState, String)> {
    let lanes = axis.all_lanes();
    let occurs = |state: &BarState| lanes.iter().flat_map(|lane| &lane.bars).any(|bar| bar.state == *state);
    match axis.kind {
        AxisKind::Guide => Vec::new(),
        AxisKind::Progress | AxisKind::Compact => BarState::ALL
            .into_iter()
            .filter(occurs)
            .map(|state| (state, axis.word(state, texts)))
            .collect(),
    }
}

fn rows(axis: &Axis, texts: &Texts) -> Vec<TableRow> {
    let lanes = axis.all_lanes();
    let row = |organ: &str, bar: &super::Bar| TableRow {
        organ: organ.to_owned(),
        label: bar.label.clone(),
        link: bar.link.clone(),
        from: days::first(bar.from),
        to: days::last(bar.from, bar.to),
        word: axis.word(bar.state, texts),
        critical: bar.critical,
    };
    lanes
        .iter()
        .flat_map(|lane| lane.bars.iter().map(|bar| row(&lane.organ, bar)))
        .collect()
}
