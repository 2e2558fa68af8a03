use super::paragraph;
use crate::{
    Form, List, Notes, Numbering,
    layout::{Setting, strip::Strip, text::Style},
};

/// Numbered sentences: in an official document as paragraphs, elsewhere with the number in front.
pub(super) fn strips(list: &List, setting: &Setting) -> Vec<Strip> {
    let style = Style::new(setting.measures.body);
    match setting.measures.form {
        Form::Official => paragraphs(&list.items, list.numbering, style.indent(2.0), setting),
        Form::Certificate | Form::Plain => items(&list.items, list.numbering, style, setting),
    }
}

/// Small print under a heading of its own.
pub(super) fn notes(notes: &Notes, setting: &Setting) -> Vec<Strip> {
    let style = Style::new(setting.measures.small);
    let title = notes
        .title
        .iter()
        .flat_map(|title| paragraph::lines(&style.bold(), title, setting));
    let mut strips: Vec<Strip> = title.map(Strip::kept).collect();
    strips.extend(items(&notes.items, notes.numbering, style, setting));
    if let Some(first) = strips.first_mut() {
        let above = if setting.measures.form == Form::Official { 1.0 } else { 4.0 };
        (first.above, first.stretch) = (above, 0.5);
    }
    strips
}

fn paragraphs(items: &[String], numbering: Numbering, style: Style, setting: &Setting) -> Vec<Strip> {
    let numbered = items
        .iter()
        .enumerate()
        .map(|(index, item)| format!("{}{item}", numbering.mark(index + 1)));
    numbered
        .flat_map(|item| paragraph::whole(paragraph::lines(&style.justify(), &item, setting)))
        .collect()
}

fn items(items: &[String], numbering: Numbering, style: Style, setting: &Setting) -> Vec<Strip> {
    let marks: Vec<String> = (1..=items.len()).map(|item| numbering.mark(item)).collect();
    let widest = marks.iter().map(|mark| style.width(mark, setting)).fold(0.0, f64::max);
    let gap = if numbering == Numbering::Arabic { 0.35 } else { 0.0 };
    let hang = widest / style.kind.size + if widest > 0.0 { gap } else { 0.0 };
    let style = style.justify().indent(hang).hang(hang);
    let numbered = items.iter().zip(&marks);
    numbered
        .flat_map(|(item, mark)| {
            let mut strips = paragraph::whole(paragraph::lines(&style, item, setting));
            if let Some(first) = strips.first_mut() {
                first.items.splice(0..0, mark_items(mark, style, setting));
            }
            strips
        })
        .collect()
}

fn mark_items(mark: &str, style: Style, setting: &Setting) -> Vec<crate::layout::Item> {
    let plain = Style {
        align: crate::layout::text::Align::Start,
        ..style
    }
    .indent(0.0)
    .hang(0.0);
    plain
        .lines(mark, setting.measures.width(), setting)
        .into_iter()
        .flatten()
        .collect()
}
