//! The measures of each kind of picture, in units of its paper.

use super::AxisKind;

/// How large things are.
pub(super) struct Measures {
    pub width: f32,
    pub bar: f32,
    pub pitch: f32,
    pub padding: f32,
    pub size: f32,
    pub inner: f32,
    pub organ_size: f32,
    pub organ_room: f32,
    pub head: f32,
}

/// Air at the right, into which the word for the promise reaches.
pub(super) const MARGIN_RIGHT: f32 = 22.0;

impl Measures {
    pub(super) fn of(kind: AxisKind) -> Measures {
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

    /// The height of that many rows of bars.
    pub(super) fn rows(&self, rows: usize) -> f32 {
        rows as f32 * self.pitch - (self.pitch - self.bar)
    }

    /// The height of a lane with that many rows of bars and lines of its name.
    pub(super) fn lane(&self, rows: usize, lines: usize) -> f32 {
        self.rows(rows).max(lines as f32 * self.organ_line()) + 2.0 * self.padding
    }

    /// The height of a line of a name.
    pub(super) fn organ_line(&self) -> f32 {
        self.organ_size + 2.5
    }
}
