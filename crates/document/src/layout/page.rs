use crate::{Date, Face};
use std::ops::Range;

/// A document, set: its pages and what its file says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Pages {
    /// What it is called.
    pub name: String,
    /// Who it is from.
    pub author: Option<String>,
    /// The day it bears.
    pub date: Date,
    /// Its pages in order.
    pub pages: Vec<PageLayout>,
}

/// One page. All lengths are millimetres, from the upper left corner, rightwards and downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLayout {
    /// Width of the paper.
    pub width: f64,
    /// Height of the paper.
    pub height: f64,
    /// What is drawn, from back to front.
    pub items: Vec<Item>,
    /// Where a seal belongs, if one does on this page.
    pub seal: Option<Rect>,
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text.
    Run(Run),
    /// Lines through points.
    Stroke {
        /// The points of each line.
        lines: Vec<Vec<Point>>,
        /// How thick.
        width: f64,
        /// Its colour.
        ink: Ink,
    },
    /// Filled rectangles, one shape together.
    Fill {
        /// The rectangles.
        rects: Vec<Rect>,
        /// Their colour.
        ink: Ink,
    },
}

/// A line of glyphs in one face and size.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Where the baseline begins.
    pub at: Point,
    /// Type size.
    pub size: f64,
    /// Which font.
    pub face: Face,
    /// Its colour.
    pub ink: Ink,
    /// How it is written.
    pub manner: Manner,
    /// What it says.
    pub text: String,
    /// Its glyphs.
    pub glyphs: Vec<Glyph>,
}

/// A glyph of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u16,
    /// Where it stands, counted from the beginning of the run.
    pub x: f64,
    /// How far below the baseline.
    pub y: f64,
    /// The bytes of the run's text that it stands for.
    pub bytes: Range<usize>,
}

/// How a run is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Level, and as text that can be searched and copied.
    Text,
    /// Rising by 30° about the beginning of its baseline, and as outlines, so that nobody copies it with the text.
    Watermark,
}

/// The inks of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Text and rules.
    Black,
    /// Page numbers and captions.
    Grey,
    /// The name of an organ over its document, as GB/T 9704-2012 wants it.
    Red,
    /// The frame of a certificate.
    Bronze,
    /// The ground of a table's labels.
    Tint,
    /// A watermark.
    Mist,
}

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left edge.
    pub x: f64,
    /// From the upper edge.
    pub y: f64,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl PageLayout {
    /// What the page says, run by run.
    pub fn text(&self) -> String {
        let runs = self.items.iter().filter_map(|item| match item {
            Item::Run(run) if run.manner == Manner::Text => Some(run.text.as_str()),
            Item::Run(_) | Item::Stroke { .. } | Item::Fill { .. } => None,
        });
        runs.collect()
    }
}

impl Ink {
    /// Red, green and blue, 0 to 255.
    pub fn rgb(self) -> [u8; 3] {
        match self {
            Ink::Black => [0x16, 0x16, 0x16],
            Ink::Grey => [0x5a, 0x5a, 0x5a],
            Ink::Red => [0xc3, 0x1c, 0x1c],
            Ink::Bronze => [0x8a, 0x6a, 0x34],
            Ink::Tint => [0xf7, 0xf3, 0xea],
            Ink::Mist => [0xe8, 0xe8, 0xe8],
        }
    }
}

impl Item {
    /// The same, elsewhere.
    pub(crate) fn moved(mut self, by: Point) -> Item {
        match &mut self {
            Item::Run(run) => run.at = run.at.moved(by),
            Item::Stroke { lines, .. } => lines.iter_mut().flatten().for_each(|point| *point = point.moved(by)),
            Item::Fill { rects, .. } => rects.iter_mut().for_each(|rect| *rect = rect.moved(by)),
        }
        self
    }

    /// A straight line.
    pub(crate) fn rule(from: Point, to: Point, width: f64, ink: Ink) -> Item {
        Item::Stroke {
            lines: vec![vec![from, to]],
            width,
            ink,
        }
    }
}

impl Point {
    pub(crate) fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    fn moved(self, by: Point) -> Point {
        Point {
            x: self.x + by.x,
            y: self.y + by.y,
        }
    }
}

impl Rect {
    pub(crate) fn new(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect { x, y, width, height }
    }

    pub(crate) fn moved(self, by: Point) -> Rect {
        Rect {
            x: self.x + by.x,
            y: self.y + by.y,
            ..self
        }
    }

    /// The four corners as a closed line.
    pub(crate) fn outline(self) -> Vec<Point> {
        let (right, bottom) = (self.x + self.width, self.y + self.height);
        let corners = [
            (self.x, self.y),
            (right, self.y),
            (right, bottom),
            (self.x, bottom),
            (self.x, self.y),
        ];
        corners.map(|(x, y)| Point { x, y }).to_vec()
    }

    /// The same, smaller by so much on every side.
    pub(crate) fn shrunk(self, by: f64) -> Rect {
        Rect::new(self.x + by, self.y + by, self.width - 2.0 * by, self.height - 2.0 * by)
    }
}
