//! The working-day axis: departments as lanes, today as a line, the promise as a red line, the forecast as a dotted one.
//!
//! One module draws it everywhere: in a case, at a desk, in a guide, in print. Time runs in working days from receipt.
//! Wide, it is an SVG (`drawing` places, `wide.svg` writes); narrow, one short strip a department, under each other;
//! and always the same facts as a table.
//!
//! ```ignore
//! let axis = Axis::new("progress", "各部门办理进度", 45).lane(Lane::new("生态环境局").bar(bar)).on_day(15.0).forecast(36.0);
//! ```
//! ```html
//! {{ axis.picture(t) }}
//! ```

mod bars;
mod days;
mod drawing;
mod gate;
mod marks;
mod measure;
mod measures;
mod narrow;
mod organ;
mod picture;
mod rows;
pub mod sample;
mod scale;
mod word;

#[cfg(test)]
mod tests;

use crate::Texts;
pub use picture::Picture;

/// What the picture shows.
#[derive(Clone, Debug)]
pub struct Axis {
    /// Its id, once on a page, in ASCII.
    pub id: String,
    /// What it shows, in a few words: 各部门办理进度.
    pub title: String,
    /// The departments, in order.
    pub lanes: Vec<Lane>,
    /// The last lane, where everything comes together: 十证联发 with its gate and what is issued.
    pub closing: Option<Lane>,
    /// What must happen before the end: 拿地.
    pub gate: Option<GateMark>,
    /// Today, in working days from receipt.
    pub today: Option<f32>,
    /// The promise in working days; 0 for none.
    pub promise_days: u32,
    /// When it will be done as things stand.
    pub forecast: Option<f32>,
    /// Whether it tells what is, or what will be.
    pub kind: AxisKind,
    /// Words for states other than the usual ones: (Paused, 等您完善，不计时).
    pub words: Vec<(BarState, String)>,
}

/// Whether the picture tells what is, or what will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisKind {
    /// How a case stands.
    Progress,
    /// The same, small: beside other things.
    Compact,
    /// What will happen, small: in guides and before submission.
    Guide,
}

/// A department with its steps.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Its name; a long one is broken or shortened in the picture, never in the table.
    pub organ: String,
    /// Its steps.
    pub bars: Vec<Bar>,
}

/// A step from one working day to another.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Its short name.
    pub label: String,
    /// Where it begins, in working days from receipt.
    pub from: f32,
    /// Where it ends or is expected to.
    pub to: f32,
    /// How it stands.
    pub state: BarState,
    /// Whether the whole waits for it: on the longest chain.
    pub critical: bool,
    /// Where its people, materials and limits are shown.
    pub link: Option<String>,
    /// More about it, said when pointed at; may be empty.
    pub title: String,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BarState {
    /// Finished.
    Done,
    /// Being worked on.
    Running,
    /// Its clock stands still.
    Paused,
    /// Past its limit.
    Late,
    /// Not begun: waits for another step.
    Waiting,
    /// Not begun: where it is expected.
    Forecast,
}

/// What must happen before the end.
#[derive(Clone, Debug)]
pub struct GateMark {
    /// When, in working days from receipt, as far as known.
    pub day: f32,
    /// Its name: 拿地.
    pub label: String,
    /// Whether it has happened.
    pub open: bool,
}

impl BarState {
    /// All of them, in the order of the legend.
    pub const ALL: [BarState; 6] = [
        BarState::Done,
        BarState::Running,
        BarState::Paused,
        BarState::Late,
        BarState::Waiting,
        BarState::Forecast,
    ];

    /// As the style sheet and the texts know it.
    pub fn name(self) -> &'static str {
        match self {
            BarState::Done => "done",
            BarState::Running => "running",
            BarState::Paused => "paused",
            BarState::Late => "late",
            BarState::Waiting => "waiting",
            BarState::Forecast => "forecast",
        }
    }
}

impl Lane {
    /// A department without steps yet.
    pub fn new(organ: impl Into<String>) -> Lane {
        Lane {
            organ: organ.into(),
            bars: Vec::new(),
        }
    }

    /// With a step.
    #[must_use]
    pub fn bar(mut self, bar: Bar) -> Lane {
        self.bars.push(bar);
        self
    }
}

impl Bar {
    /// A step of a state.
    pub fn new(label: impl Into<String>, from: f32, to: f32, state: BarState) -> Bar {
        Bar {
            label: label.into(),
            from,
            to,
            state,
            critical: false,
            link: None,
            title: String::new(),
        }
    }

    /// On the longest chain.
    #[must_use]
    pub fn critical(mut self) -> Bar {
        self.critical = true;
        self
    }

    /// With a way to its page.
    #[must_use]
    pub fn leading_to(mut self, address: impl Into<String>) -> Bar {
        self.link = Some(address.into());
        self
    }

    /// With more about it.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Bar {
        self.title = title.into();
        self
    }
}

impl Axis {
    /// A picture of how things stand.
    pub fn new(id: impl Into<String>, title: impl Into<String>, promise_days: u32) -> Axis {
        Axis {
            id: id.into(),
            title: title.into(),
            lanes: Vec::new(),
            closing: None,
            gate: None,
            today: None,
            promise_days,
            forecast: None,
            kind: AxisKind::Progress,
            words: Vec::new(),
        }
    }

    /// A picture of what will happen.
    pub fn guide(id: impl Into<String>, title: impl Into<String>, promise_days: u32) -> Axis {
        Axis {
            kind: AxisKind::Guide,
            ..Axis::new(id, title, promise_days)
        }
    }

    /// With a department.
    #[must_use]
    pub fn lane(mut self, lane: Lane) -> Axis {
        self.lanes.push(lane);
        self
    }

    /// With the lane where everything comes together.
    #[must_use]
    pub fn closing(mut self, lane: Lane) -> Axis {
        self.closing = Some(lane);
        self
    }

    /// With a gate before the end.
    #[must_use]
    pub fn gate(mut self, day: f32, label: impl Into<String>, open: bool) -> Axis {
        self.gate = Some(GateMark {
            day,
            label: label.into(),
            open,
        });
        self
    }

    /// On that working day.
    #[must_use]
    pub fn on_day(mut self, today: f32) -> Axis {
        self.today = Some(today);
        self
    }

    /// With the day on which it will be done as things stand.
    #[must_use]
    pub fn forecast(mut self, day: f32) -> Axis {
        self.forecast = Some(day);
        self
    }

    /// With a word of its own for a state.
    #[must_use]
    pub fn calling(mut self, state: BarState, word: impl ToString) -> Axis {
        self.words.push((state, word.to_string()));
        self
    }

    /// The picture in the reader's language: wide, narrow and as a table; `{{ axis.picture(t) }}`.
    pub fn picture(&self, texts: &Texts) -> Picture {
        Picture::of(self, texts)
    }

    /// The lanes with the closing one, which exists also for a gate alone.
    fn all_lanes(&self) -> Vec<Lane> {
        let closing = match (&self.closing, &self.gate) {
            (Some(lane), _) => Some(lane.clone()),
            (None, Some(gate)) => Some(Lane::new(gate.label.clone())),
            (None, None) => None,
        };
        self.lanes.iter().cloned().chain(closing).collect()
    }

    /// Where the closing lane is among all lanes.
    fn closing_index(&self) -> Option<usize> {
        (self.closing.is_some() || self.gate.is_some()).then_some(self.lanes.len())
    }

    /// The word for a state.
    fn word(&self, state: BarState, texts: &Texts) -> String {
        let own = self
            .words
            .iter()
            .find(|(other, _)| *other == state)
            .map(|(_, word)| word.clone());
        own.unwrap_or_else(|| texts.say(&format!("axis-{}", state.name())).to_string())
    }
}
