//! The end of a document: who signs and when at the right, the code at the left, and room for a seal over the date.

use crate::{
    Closing, Code, Form, Signature, SignatureLine,
    layout::{
        Setting,
        page::{Ink, Item, Point, Rect},
        strip::Strip,
        text::Style,
    },
    qr::QUIET_ZONE_MODULES,
};

/// Side of the code, quiet zone included. A module of a code of 33 is then 0.7 mm, which a phone reads from a page
/// held at arm's length.
const CODE: f64 = 30.0;

/// Squares are whole tenths of a point, so that they fall on the same fractions of a printer's dots.
const TENTH_OF_A_POINT: f64 = 25.4 / 720.0;

/// Width of the words under the code.
const CAPTION: f64 = 46.0;

/// Diameter of an organ's round seal (42 mm for a city's bureaus), with a little room.
const SEAL: f64 = 43.0;

/// Length of a line to sign on.
const SIGNING_LINE: f64 = 42.0;

/// One strip, so that name, date and code are never parted.
pub(super) fn strip(closing: &Closing, setting: &Setting) -> Strip {
    let (code, code_height) = closing
        .code
        .as_ref()
        .map_or((Vec::new(), 0.0), |code| code_items(code, setting));
    let signature = closing
        .signature
        .as_ref()
        .map(|signature| SignatureBox::set(signature, setting));
    let signature_height = signature.as_ref().map_or(0.0, |signature| signature.height);
    let height = code_height.max(signature_height);
    let mut items: Vec<Item> = lowered(code, (height - code_height).max(0.0) / 2.0);
    let mut seal = None;
    if let Some(signature) = signature {
        let down = (height - signature.height) / 2.0;
        items.extend(lowered(signature.items, down));
        seal = signature.seal.map(|seal| seal.moved(Point::new(0.0, down)));
    }
    let (above, stretch) = match setting.measures.form {
        Form::Certificate => (4.0, 1.6),
        Form::Official => (2.0, 0.0),
        Form::Plain => (6.0, 0.0),
    };
    Strip {
        seal,
        ..Strip::new(height, items).above(above).stretching(stretch)
    }
}

fn lowered(items: Vec<Item>, by: f64) -> Vec<Item> {
    items.into_iter().map(|item| item.moved(Point::new(0.0, by))).collect()
}

/// The code and the words under it, with their height.
fn code_items(code: &Code, setting: &Setting) -> (Vec<Item>, f64) {
    let matrix = code.matrix();
    let module = CODE / (matrix.size() + 2 * QUIET_ZONE_MODULES) as f64;
    let module = (module / TENTH_OF_A_POINT).floor() * TENTH_OF_A_POINT;
    let quiet = QUIET_ZONE_MODULES as f64 * module;
    let (left, top) = ((CAPTION - CODE) / 2.0 + quiet, quiet);
    let bars = matrix.bars().into_iter().map(|(row, column, count)| {
        Rect::new(
            left + column as f64 * module,
            top + row as f64 * module,
            count as f64 * module,
            module,
        )
    });
    let squares = Item::Fill {
        rects: bars.collect(),
        ink: Ink::Black,
    };
    let style = Style::new(setting.measures.caption()).ink(Ink::Grey).center();
    let lines = style.lines(code.caption(), CAPTION, setting);
    let mut y = CODE - quiet / 2.0;
    let mut items = vec![squares];
    for line in lines {
        items.extend(lowered(line, y));
        y += style.kind.leading;
    }
    (items, y)
}

struct SignatureBox {
    items: Vec<Item>,
    height: f64,
    seal: Option<Rect>,
}

impl SignatureBox {
    fn set(signature: &Signature, setting: &Setting) -> SignatureBox {
        let style = Style::new(setting.measures.body);
        let date = signature.date.map(|date| signature.style.write(date));
        let labelled = signature.lines.iter().any(|line| line.label.is_some());
        let mut rows: Vec<SignatureRow> = signature.lines.iter().map(SignatureRow::of).collect();
        rows.extend(date.map(|date| SignatureRow {
            text: date,
            signed: false,
        }));
        let widths = rows.iter().map(|row| row.width(&style, setting));
        let room = setting.measures.width() - CAPTION - 4.0;
        let width = widths.fold(0.0, f64::max).min(room);
        let x = setting.measures.width() - width - indent(setting.measures.form, style.kind.size, labelled);
        let style = if labelled { style } else { style.center() };
        let (mut items, mut height) = (Vec::new(), 0.0);
        for row in &rows {
            for line in style.lines(&row.text, width, setting) {
                items.extend(line.into_iter().map(|item| item.moved(Point::new(x, height))));
                height += style.kind.leading;
            }
            if row.signed {
                let (from, y) = (x + style.width(&row.text, setting), height - 0.2 * style.kind.leading);
                items.push(Item::rule(
                    Point::new(from, y),
                    Point::new(from + SIGNING_LINE, y),
                    0.2,
                    Ink::Black,
                ));
            }
        }
        let tall = if signature.sealed { height.max(SEAL) } else { height };
        let seal = Rect::new(x + (width - SEAL) / 2.0, (tall - SEAL) / 2.0, SEAL, SEAL);
        SignatureBox {
            items: lowered(items, (tall - height) / 2.0),
            height: tall,
            seal: signature.sealed.then_some(seal),
        }
    }
}

/// A line of a signature: with its text, or to be signed by hand.
struct SignatureRow {
    text: String,
    signed: bool,
}

impl SignatureRow {
    fn of(line: &SignatureLine) -> SignatureRow {
        let label = line.label.as_ref().map(|label| format!("{label}：")).unwrap_or_default();
        SignatureRow {
            text: format!("{label}{}", line.text),
            signed: line.text.is_empty(),
        }
    }

    fn width(&self, style: &Style, setting: &Setting) -> f64 {
        style.width(&self.text, setting) + if self.signed { SIGNING_LINE } else { 0.0 }
    }
}

/// Room right of the signature: four characters in an official document (GB/T 9704-2012 §7.3.5.1).
fn indent(form: Form, size: f64, labelled: bool) -> f64 {
    match form {
        Form::Official => 4.0 * size,
        Form::Certificate | Form::Plain if labelled => 0.0,
        Form::Certificate | Form::Plain => 2.0 * size,
    }
}
