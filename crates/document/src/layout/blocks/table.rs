use super::grid::{Cell, row};
use crate::{
    Table,
    layout::{Setting, strip::Strip, text::Style},
};
use std::rc::Rc;

/// Columns narrower than this part of the table hold numbers and are centred.
const NARROW: f64 = 0.12;

/// A table whose head stands again on every page it goes on to.
pub(super) fn strips(table: &Table, setting: &Setting) -> Vec<Strip> {
    let style = Style::new(setting.measures.table);
    let widths = widths(table, setting.measures.width());
    let head = table.head.iter().zip(&widths);
    let head: Vec<Cell> = head
        .map(|(text, width)| Cell {
            text,
            style: style.bold().center(),
            width: *width,
            tinted: true,
        })
        .collect();
    let head: Vec<Strip> = row(&head, 0.0, setting);
    let repeated = head.first().cloned().map(Rc::new);
    let mut strips: Vec<Strip> = head.into_iter().map(Strip::kept).collect();
    if let Some(first) = strips.first_mut() {
        first.above = 2.0;
    }
    for cells in &table.rows {
        let cells = cells.iter().zip(&widths).map(|(text, width)| {
            let style = if *width < NARROW * setting.measures.width() {
                style.center()
            } else {
                style
            };
            Cell {
                text,
                style,
                width: *width,
                tinted: false,
            }
        });
        let strips_of_row = row(&cells.collect::<Vec<_>>(), 0.0, setting);
        strips.extend(strips_of_row.into_iter().map(|strip| Strip {
            head: repeated.clone(),
            ..strip
        }));
    }
    strips.push(Strip::new(3.0, Vec::new()));
    strips
}

fn widths(table: &Table, full: f64) -> Vec<f64> {
    let parts = table
        .head
        .iter()
        .enumerate()
        .map(|(column, _)| f64::from(table.widths.get(column).copied().unwrap_or(1).max(1)));
    let parts: Vec<f64> = parts.collect();
    let sum: f64 = parts.iter().sum();
    parts.into_iter().map(|part| full * part / sum).collect()
}
