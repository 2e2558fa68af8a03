use super::grid::{Cell, PADDING, row};
use crate::{
    Fact, FactRow, Form,
    layout::{Setting, strip::Strip, text::Style},
};

/// Characters of a label on one line, at most; longer ones take two lines.
const LABEL_MAX: f64 = 8.0;

/// Labels and values, one or two of them a row; all labels of a table are equally wide, and so are its halves.
pub(super) fn strips(rows: &[FactRow], setting: &Setting) -> Vec<Strip> {
    let columns = Columns::of(rows, setting);
    let strips = rows
        .iter()
        .flat_map(|facts| row(&columns.cells(facts, setting), setting.measures.row_min, setting));
    let mut strips: Vec<Strip> = strips.collect();
    let certificate = setting.measures.form == Form::Certificate;
    if let Some(first) = strips.first_mut() {
        (first.above, first.stretch) = (3.0, if certificate { 0.7 } else { 0.0 });
    }
    strips.push(Strip::new(3.0, Vec::new()));
    strips
}

/// Widths shared by all rows of a table.
struct Columns {
    label: f64,
    /// Where the second fact of a row begins.
    half: f64,
}

impl Columns {
    fn of(rows: &[FactRow], setting: &Setting) -> Columns {
        let label = label_width(rows, setting);
        Columns {
            label,
            half: half(rows, label, setting),
        }
    }

    fn cells<'a>(&self, row: &'a FactRow, setting: &Setting) -> Vec<Cell<'a>> {
        let full = setting.measures.width();
        match row {
            FactRow::One(fact) => self.pair(fact, full, setting).to_vec(),
            FactRow::Two(left, right) => [
                self.pair(left, self.half, setting),
                self.pair(right, full - self.half, setting),
            ]
            .concat(),
        }
    }

    fn pair<'a>(&self, fact: &'a Fact, width: f64, setting: &Setting) -> [Cell<'a>; 2] {
        let style = Style::new(setting.measures.facts);
        let tinted = setting.measures.form != Form::Official;
        [
            Cell {
                text: &fact.label,
                style: style.center(),
                width: self.label,
                tinted,
            },
            Cell {
                text: &fact.value,
                style: style.justify(),
                width: width - self.label,
                tinted: false,
            },
        ]
    }
}

fn label_width(rows: &[FactRow], setting: &Setting) -> f64 {
    let style = Style::new(setting.measures.facts);
    let labels = rows
        .iter()
        .flat_map(FactRow::facts)
        .map(|fact| style.width(&fact.label, setting));
    let widest = labels.fold(4.0 * style.kind.size, f64::max).min(LABEL_MAX * style.kind.size);
    widest + 7.0
}

/// The middle, unless the values on one side need more room and those on the other leave it to them.
fn half(rows: &[FactRow], label: f64, setting: &Setting) -> f64 {
    let style = Style::new(setting.measures.facts);
    let need = |fact: &Fact| label + style.width(&fact.value, setting) + 2.0 * PADDING + 0.5;
    let needs = rows.iter().filter_map(|row| match row {
        FactRow::One(_) => None,
        FactRow::Two(left, right) => Some((need(left), need(right))),
    });
    let (left, right) = needs.fold((0.0, 0.0), |most: (f64, f64), row| (most.0.max(row.0), most.1.max(row.1)));
    let full = setting.measures.width();
    let fits = left + right <= full;
    let even = left.max(right) <= full / 2.0;
    if fits && !even {
        left + (full - left - right) / 2.0
    } else {
        full / 2.0
    }
}
