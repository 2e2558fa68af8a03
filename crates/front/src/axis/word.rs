//! Words at a place on the paper.

use super::measure::width;

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

impl Word {
    /// Words that begin at `x`.
    pub(super) fn from(x: f32, y: f32, text: &str, size: f32) -> Word {
        Word {
            x: round(x),
            y: round(y),
            text: text.to_owned(),
            anchor: "start",
            from: x,
            to: x + width(text, size),
        }
    }

    /// Words that end at `x`.
    pub(super) fn until(x: f32, y: f32, text: &str, size: f32) -> Word {
        Word {
            x: round(x),
            y: round(y),
            text: text.to_owned(),
            anchor: "end",
            from: x - width(text, size),
            to: x,
        }
    }

    /// Words around `x`.
    pub(super) fn around(x: f32, y: f32, text: &str, size: f32) -> Word {
        let half = width(text, size) / 2.0;
        Word {
            x: round(x),
            y: round(y),
            text: text.to_owned(),
            anchor: "middle",
            from: x - half,
            to: x + half,
        }
    }
}

/// Where the base line of words lies below their middle, as a share of their size.
pub(super) const BASE: f32 = 0.36;

/// To a tenth: nobody sees more, and the page stays small.
pub(super) fn round(number: f32) -> f32 {
    (number * 10.0).round() / 10.0
}
