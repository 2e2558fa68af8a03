use crate::{
    Form, Title,
    layout::{Setting, measures::Type, strip::Strip, text::Style},
};

/// Title lines, centred, each about as long as the next.
pub(super) fn strips(title: &Title, setting: &Setting) -> Vec<Strip> {
    let measures = &setting.measures;
    let main = Style::new(measures.title).bold().center();
    let side = Style::new(measures.over_title).center();
    let mut strips = Vec::new();
    for (style, text) in [
        (side.bold(), &title.above),
        (main, &Some(title.text.clone())),
        (side, &title.below),
    ] {
        let Some(text) = text else { continue };
        let above = if strips.is_empty() { 0.0 } else { 1.5 };
        strips.extend(
            centred(&style, text, setting)
                .into_iter()
                .enumerate()
                .map(|(line, strip)| strip.above(if line == 0 { above } else { 0.0 }).kept()),
        );
    }
    let (above, stretch) = match measures.form {
        Form::Certificate => (0.0, 1.0),
        Form::Official => (9.0, 0.0),
        Form::Plain => (0.0, 0.0),
    };
    if let Some(first) = strips.first_mut() {
        (first.above, first.stretch) = (above, stretch);
    }
    strips.push(Strip::new(if measures.form == Form::Official { 7.0 } else { 3.0 }, Vec::new()).kept());
    strips
}

/// The number of a certificate.
pub(super) fn number(text: &str, setting: &Setting) -> Vec<Strip> {
    let style = Style::new(setting.measures.number).center();
    let mut strips: Vec<Strip> = centred(&style, text, setting).into_iter().map(Strip::kept).collect();
    strips.push(Strip::new(3.0, Vec::new()).kept());
    strips
}

/// Lines as even as their number allows: the narrowest column in which there are no more of them.
fn centred(style: &Style, text: &str, setting: &Setting) -> Vec<Strip> {
    let full = setting.measures.width();
    let Type { size, leading } = style.kind;
    let count = style.lines(text, full, setting).len();
    let mut column = full;
    while column > size && style.lines(text, column - size, setting).len() == count {
        column -= size;
    }
    let aside = crate::layout::page::Point::new((full - column) / 2.0, 0.0);
    let lines = style.lines(text, column, setting).into_iter();
    lines
        .map(|line| Strip::new(leading, line.into_iter().map(|item| item.moved(aside)).collect()))
        .collect()
}
