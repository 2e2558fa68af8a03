//! A light: how a case stands with its time, as a shape and a word.

use crate::{Texts, texts::escaped};
use askama::filters::HtmlSafe;
use calendar::Light;
use std::fmt;

/// The shapes of lights; each has its colour, none is only a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// ● in time
    Green,
    /// ▲ soon due, or something is asked
    Yellow,
    /// ■ late
    Red,
    /// ‖ the clock stands still
    Blue,
    /// ✓ finished
    Done,
    /// ○ not yet begun
    Open,
}

/// A light with its word; draws itself in a template: `{{ lamp }}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lamp {
    shape: Shape,
    word: String,
}

impl Lamp {
    /// A light with a word of its own.
    pub fn new(shape: Shape, word: impl ToString) -> Lamp {
        Lamp {
            shape,
            word: word.to_string(),
        }
    }

    /// No light.
    pub fn none() -> Lamp {
        Lamp {
            shape: Shape::Open,
            word: String::new(),
        }
    }

    /// The light of a running clock: 剩 4 天, 超 1 天, 暂停计时.
    pub fn of(texts: &Texts, light: Light, days_left: Option<u32>) -> Lamp {
        let left = |texts: &Texts| match days_left {
            Some(0) => texts.say("light-today").to_string(),
            Some(days) => texts.say("light-days-left").with("days", days).to_string(),
            None => texts.say("light-in-time").to_string(),
        };
        match light {
            Light::Green => Lamp::new(Shape::Green, left(texts)),
            Light::Yellow => Lamp::new(Shape::Yellow, left(texts)),
            Light::Red { late_by } => Lamp::new(Shape::Red, texts.say("light-late").with("days", late_by)),
            Light::Blue => Lamp::new(Shape::Blue, texts.say("light-paused")),
        }
    }

    /// The light of something finished.
    pub fn done(texts: &Texts) -> Lamp {
        Lamp::new(Shape::Done, texts.say("light-done"))
    }
}

impl Shape {
    fn class(self) -> &'static str {
        match self {
            Shape::Green => "green",
            Shape::Yellow => "yellow",
            Shape::Red => "red",
            Shape::Blue => "blue",
            Shape::Done => "done",
            Shape::Open => "open",
        }
    }
}

impl fmt::Display for Lamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.word.is_empty() {
            return Ok(());
        }
        write!(
            formatter,
            "<span class=\"light {}\">{}</span>",
            self.shape.class(),
            escaped(&self.word)
        )
    }
}

impl HtmlSafe for Lamp {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{House, Language};

    #[test]
    fn every_light_has_a_shape_and_a_word() {
        let texts = House::sample().texts(Language::Chinese);
        for (light, left, expected) in [
            (Light::Green, Some(4), r#"<span class="light green">剩 4 天</span>"#),
            (Light::Green, None, r#"<span class="light green">按期</span>"#),
            (Light::Yellow, Some(0), r#"<span class="light yellow">今天到期</span>"#),
            (Light::Red { late_by: 1 }, None, r#"<span class="light red">超 1 天</span>"#),
            (Light::Blue, Some(3), r#"<span class="light blue">暂停计时</span>"#),
        ] {
            assert_eq!(Lamp::of(&texts, light, left).to_string(), expected);
        }
    }

    #[test]
    fn a_word_is_escaped() {
        assert_eq!(
            Lamp::new(Shape::Done, "<b>").to_string(),
            r#"<span class="light done">&#60;b&#62;</span>"#
        );
    }
}
