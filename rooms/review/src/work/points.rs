//! The review points of a step: what must be true, by which law, and which of it was ticked.

use applications::record::Event;

use super::Sight;
use crate::history::History;

/// One thing that a reviewer checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// Its place, as opinions name it.
    pub(crate) index: u8,
    /// What must be true.
    pub(crate) text: String,
    /// The law it comes from; may be empty.
    pub(crate) law: String,
    /// Whether it was ticked with the last opinion.
    pub(crate) was_ticked: bool,
}

/// The points of the step, with what was ticked last as far as the history is at hand.
pub(crate) fn points(sight: &Sight<'_>, history: Option<&History>) -> Vec<Point> {
    let planned = &sight.step.planned;
    let Some(step) = sight.words.release.step(&planned.item, planned.step.as_str()) else {
        return Vec::new();
    };
    let ticked = history.map(|history| last_ticks(sight, history)).unwrap_or_default();
    let point = |(index, point): (u8, &procedure::definition::ReviewPoint)| Point {
        index,
        text: point.text.clone(),
        law: point.law.clone().unwrap_or_default(),
        was_ticked: ticked.contains(&index),
    };
    (0..=u8::MAX).zip(&step.points).map(point).collect()
}

fn last_ticks(sight: &Sight<'_>, history: &History) -> Vec<u8> {
    let id = &sight.step.planned.step;
    let ticks = |event: &Event| {
        if let Event::OpinionDrafted { step, points, .. } | Event::OpinionGiven { step, points, .. } = event
            && step == id
            && !points.is_empty()
        {
            Some(points.clone())
        } else {
            None
        }
    };
    history
        .happenings
        .iter()
        .rev()
        .find_map(|happening| ticks(&happening.event))
        .unwrap_or_default()
}
