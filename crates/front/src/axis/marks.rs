//! Today, the promise and the forecast: lines through the whole picture, with words that never lie over each other.

use super::{Axis, days::whole};
use crate::Texts;

/// A line and its word, before it has a place.
#[derive(Debug)]
pub(super) struct Mark {
    pub class: &'static str,
    pub day: f32,
    pub text: String,
}

/// The marks of a picture, the most important first: it gets the first line of words.
pub(super) fn marks(axis: &Axis, texts: &Texts) -> Vec<Mark> {
    let promise = (axis.promise_days > 0).then_some(axis.promise_days as f32);
    let late = axis
        .forecast
        .zip(promise)
        .is_some_and(|(forecast, promise)| forecast > promise);
    let forecast = if late { "forecast late" } else { "forecast" };
    [
        ("today", "axis-today", axis.today),
        ("promise", "axis-promise", promise),
        (forecast, "axis-forecast-day", axis.forecast),
    ]
    .into_iter()
    .filter_map(|(class, key, day)| {
        let day = day.filter(|day| day.is_finite())?;
        Some(Mark {
            class,
            day,
            text: texts.say(key).with("day", whole(day)).to_string(),
        })
    })
    .collect()
}

/// Lines of words under each other; each word goes into the first line with room.
#[derive(Debug, Default)]
pub(super) struct Lines {
    taken: Vec<Vec<(f32, f32)>>,
}

/// Air between two words in a line.
const AIR: f32 = 7.0;

impl Lines {
    /// The line for a word that reaches from `from` to `to`, counted from 0.
    pub(super) fn take(&mut self, from: f32, to: f32) -> usize {
        let free = |line: &Vec<(f32, f32)>| line.iter().all(|(left, right)| to + AIR <= *left || from >= *right + AIR);
        let line = self.taken.iter().position(free).unwrap_or(self.taken.len());
        if line == self.taken.len() {
            self.taken.push(Vec::new());
        }
        self.taken[line].push((from, to));
        line
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.taken.len()
    }
}
