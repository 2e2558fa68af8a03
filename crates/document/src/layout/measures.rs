//! The sizes of type and paper for each form.

use crate::{Border, Form, Paper, Sheet};

/// A point, in millimetres.
const POINT: f64 = 25.4 / 72.0;

/// Sizes in millimetres; leading is the height of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measures {
    pub form: Form,
    pub page_width: f64,
    pub page_height: f64,
    pub top: f64,
    pub bottom: f64,
    pub left: f64,
    pub right: f64,
    pub framed: bool,
    pub body: Type,
    pub title: Type,
    pub over_title: Type,
    pub number: Type,
    pub facts: Type,
    pub table: Type,
    pub small: Type,
    pub masthead: Type,
    pub row_min: f64,
}

/// A size of type with its line height.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Type {
    pub size: f64,
    pub leading: f64,
}

impl Type {
    const fn points(size: f64, leading: f64) -> Type {
        Type {
            size: size * POINT,
            leading: size * leading * POINT,
        }
    }
}

impl Measures {
    pub fn of(sheet: &Sheet) -> Measures {
        let (page_width, page_height) = match sheet.paper {
            Paper::Portrait => (210.0, 297.0),
            Paper::Landscape => (297.0, 210.0),
        };
        let framed = sheet.border == Border::Certificate;
        let page = Measures {
            page_width,
            page_height,
            framed,
            ..Measures::plain()
        };
        match sheet.form {
            Form::Plain => page,
            Form::Official => page.official(),
            Form::Certificate => page.certificate(sheet.paper),
        }
    }

    /// Smaller sizes to try, largest first. An official document has the size that its standard gives it.
    pub fn smaller(&self) -> Vec<Measures> {
        match self.form {
            Form::Official => Vec::new(),
            Form::Certificate | Form::Plain => [0.95, 0.9, 0.85].map(|scale| self.scaled(scale)).to_vec(),
        }
    }

    fn scaled(self, scale: f64) -> Measures {
        let smaller = |kind: Type| Type {
            size: kind.size * scale,
            leading: kind.leading * scale,
        };
        Measures {
            body: smaller(self.body),
            title: smaller(self.title),
            over_title: smaller(self.over_title),
            number: smaller(self.number),
            facts: smaller(self.facts),
            table: smaller(self.table),
            small: smaller(self.small),
            row_min: self.row_min * scale * scale,
            ..self
        }
    }

    /// The type of captions and page numbers.
    pub fn caption(&self) -> Type {
        Type::points(9.0, 1.5)
    }

    /// Width of the text.
    pub fn width(&self) -> f64 {
        self.page_width - self.left - self.right
    }

    /// Height of the text.
    pub fn height(&self) -> f64 {
        self.page_height - self.top - self.bottom
    }

    fn plain() -> Measures {
        Measures {
            form: Form::Plain,
            page_width: 210.0,
            page_height: 297.0,
            top: 22.0,
            bottom: 25.0,
            left: 26.0,
            right: 26.0,
            framed: false,
            body: Type::points(12.0, 1.65),
            title: Type::points(22.0, 1.4),
            over_title: Type::points(14.0, 1.6),
            number: Type::points(12.0, 1.7),
            facts: Type::points(11.0, 1.5),
            table: Type::points(10.0, 1.45),
            small: Type::points(9.5, 1.55),
            masthead: Type::points(30.0, 1.3),
            row_min: 8.5,
        }
    }

    /// GB/T 9704-2012: margins 37, 28, 35 and 26 mm, text of 16 points, 22 lines on 225 mm, title of 22 points.
    fn official(self) -> Measures {
        Measures {
            form: Form::Official,
            top: 37.0,
            bottom: 35.0,
            left: 28.0,
            right: 26.0,
            body: Type {
                size: 16.0 * POINT,
                leading: 225.0 / 22.0,
            },
            title: Type::points(22.0, 1.55),
            over_title: Type::points(16.0, 1.6),
            number: Type::points(16.0, 1.6),
            facts: Type::points(12.0, 1.5),
            table: Type::points(11.0, 1.45),
            small: Type::points(10.5, 1.6),
            masthead: Type::points(36.0, 1.2),
            row_min: 10.0,
            ..self
        }
    }

    fn certificate(self, paper: Paper) -> Measures {
        let (top, bottom, side) = match paper {
            Paper::Portrait => (29.0, 25.0, 29.0),
            Paper::Landscape => (23.0, 23.0, 32.0),
        };
        Measures {
            form: Form::Certificate,
            top,
            bottom,
            left: side,
            right: side,
            body: Type::points(13.0, 1.75),
            title: Type::points(30.0, 1.35),
            over_title: Type::points(17.0, 1.7),
            number: Type::points(13.0, 1.7),
            facts: Type::points(12.0, 1.5),
            table: Type::points(10.5, 1.45),
            small: Type::points(9.5, 1.55),
            masthead: Type::points(30.0, 1.3),
            row_min: 10.0,
            ..self
        }
    }
}
