//! What furniture shows: small values that rooms fill and the macros in `templates/furniture` draw.
//!
//! `ask.html` asks (fields, choices, uploads, error summary); `show.html` shows (now-box, facts, timeline, table, …).
//! A [`Lamp`] draws itself: `{{ lamp }}`.

mod choice;
mod figure;
mod happening;
mod lamp;
mod pager;
mod receipt;
mod stage;
mod svg;

pub use choice::{Choice, ChoiceGroup};
pub use figure::{Figure, share_width};
pub use happening::Happening;
pub use lamp::{Lamp, Shape};
pub use pager::{Leaf, Pager};
pub use receipt::Receipt;
pub use stage::{Stage, StageState};
pub use svg::Svg;
