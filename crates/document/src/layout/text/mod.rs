//! Text into lines: which characters stand together, where a line may end, and how it is filled.

mod breaks;
mod letters;
mod line;
mod missing;
mod squeeze;

#[cfg(test)]
mod tests;

use super::{
    Setting,
    measures::Type,
    page::{Ink, Item, Manner, Point, Run},
};
use crate::{Face, Fonts};
use letters::Letter;
use line::Span;

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub face: Face,
    pub kind: Type,
    pub ink: Ink,
    pub align: Align,
    /// Room before the first line, in ems.
    pub indent: f64,
    /// Room before the other lines, in ems.
    pub hang: f64,
}

/// Where the lines of a text stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Start,
    Center,
    /// Both edges, except the last line.
    Justify,
}

/// The height of the font's em box above the baseline (its typographic ascender).
const ASCENT: f64 = 0.88;

impl Style {
    pub fn new(kind: Type) -> Style {
        Style {
            face: Face::Regular,
            kind,
            ink: Ink::Black,
            align: Align::Start,
            indent: 0.0,
            hang: 0.0,
        }
    }

    pub fn bold(self) -> Style {
        Style {
            face: Face::Bold,
            ..self
        }
    }

    pub fn ink(self, ink: Ink) -> Style {
        Style { ink, ..self }
    }

    pub fn center(self) -> Style {
        Style {
            align: Align::Center,
            ..self
        }
    }

    pub fn justify(self) -> Style {
        Style {
            align: Align::Justify,
            ..self
        }
    }

    pub fn indent(self, indent: f64) -> Style {
        Style { indent, ..self }
    }

    pub fn hang(self, hang: f64) -> Style {
        Style { hang, ..self }
    }

    /// The lines of a text in a column of this width, each as what it draws from its own upper left corner. Line breaks
    /// in the text begin a paragraph.
    pub fn lines(&self, text: &str, width: f64, setting: &Setting) -> Vec<Vec<Item>> {
        text.lines()
            .flat_map(|paragraph| self.paragraph(paragraph, width, setting.fonts))
            .collect()
    }

    /// How wide the text is on one line.
    pub fn width(&self, text: &str, setting: &Setting) -> f64 {
        let letters = letters::letters(text, self.face, setting.fonts);
        squeeze::placed(&letters, true).width * self.kind.size
    }

    /// An empty run in this style.
    fn run(&self, at: Point, face: Face) -> Run {
        let (size, ink) = (self.kind.size, self.ink);
        Run {
            at,
            size,
            face,
            ink,
            manner: Manner::Text,
            text: String::new(),
            glyphs: Vec::new(),
        }
    }

    fn paragraph(&self, text: &str, width: f64, fonts: &Fonts) -> Vec<Vec<Item>> {
        let letters = letters::letters(text, self.face, fonts);
        let column = width / self.kind.size;
        let spans = line::spans(&letters, column - self.indent, column - self.hang);
        spans
            .iter()
            .map(|span| self.line(&letters[span.letters.clone()], span, column, fonts))
            .collect()
    }

    fn line(&self, letters: &[Letter], span: &Span, column: f64, fonts: &Fonts) -> Vec<Item> {
        let before = if span.first { self.indent } else { self.hang };
        let mut placed = squeeze::placed(letters, span.first);
        let free = column - before - placed.width;
        let start = match self.align {
            Align::Start => before,
            Align::Center => before + free / 2.0,
            Align::Justify => {
                if !span.last {
                    placed.fill(letters, free);
                }
                before
            }
        };
        let size = self.kind.size;
        let baseline = (self.kind.leading - size) / 2.0 + ASCENT * size;
        line::items(letters, &placed.places, self, Point::new(start * size, baseline), fonts)
    }
}
