use crate::{
    Form,
    layout::{Setting, strip::Strip, text::Style},
};

/// Running text, each paragraph indented by two characters.
pub(super) fn strips(text: &str, setting: &Setting) -> Vec<Strip> {
    let style = Style::new(setting.measures.body).justify().indent(2.0);
    let paragraphs = text.lines().flat_map(|paragraph| whole(lines(&style, paragraph, setting)));
    let mut strips: Vec<Strip> = paragraphs.collect();
    if let (Form::Certificate, Some(first)) = (setting.measures.form, strips.first_mut()) {
        (first.above, first.stretch) = (3.0, 0.7);
    }
    strips
}

/// To whom: a line of its own, not indented, with the text that follows it.
pub(super) fn addressee(text: &str, setting: &Setting) -> Vec<Strip> {
    let style = Style::new(setting.measures.body).justify();
    lines(&style, text, setting).into_iter().map(Strip::kept).collect()
}

/// A heading, with the text that follows it.
pub(super) fn heading(text: &str, setting: &Setting) -> Vec<Strip> {
    let indent = if setting.measures.form == Form::Official { 2.0 } else { 0.0 };
    let style = Style::new(setting.measures.body).bold().indent(indent);
    let above = if setting.measures.form == Form::Official { 0.0 } else { 2.5 };
    let strips = lines(&style, text, setting).into_iter().map(Strip::kept);
    strips
        .enumerate()
        .map(|(line, strip)| if line == 0 { strip.above(above) } else { strip })
        .collect()
}

/// A strip a line.
pub(super) fn lines(style: &Style, text: &str, setting: &Setting) -> Vec<Strip> {
    let lines = style.lines(text, setting.measures.width(), setting).into_iter();
    lines.map(|items| Strip::new(style.kind.leading, items)).collect()
}

/// A paragraph that leaves neither its first line alone at the foot of a page nor its last at the head of one.
pub(super) fn whole(mut strips: Vec<Strip>) -> Vec<Strip> {
    let count = strips.len();
    for (line, strip) in strips.iter_mut().enumerate() {
        strip.keep = count > 1 && (line == 0 || line + 2 == count);
    }
    strips
}
