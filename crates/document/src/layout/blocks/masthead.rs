use crate::layout::{
    Setting,
    page::{Ink, Item, Point},
    strip::Strip,
    text::Style,
};

/// The organ in red as large as it fits, the number below it, and the red line (GB/T 9704-2012 §7.2.4–7.2.7).
pub(super) fn strip(organ: &str, number: Option<&str>, setting: &Setting) -> Strip {
    let measures = &setting.measures;
    let width = measures.width();
    let style = fitting(Style::new(measures.masthead).bold().ink(Ink::Red).center(), organ, setting);
    let mut y = 0.0;
    let mut items = Vec::new();
    let number = number.map(|number| (Style::new(measures.number).center(), number));
    let texts = [(style, organ)].into_iter().chain(number);
    for (style, text) in texts {
        for line in style.lines(text, width, setting) {
            items.extend(line.into_iter().map(|item| item.moved(Point::new(0.0, y))));
            y += style.kind.leading;
        }
        y += 6.0;
    }
    y -= 2.0;
    items.push(Item::rule(Point::new(0.0, y), Point::new(width, y), 0.6, Ink::Red));
    Strip::new(y + 1.0, items).kept()
}

/// The style made small enough for the text to stand on one line, down to half its size.
fn fitting(style: Style, text: &str, setting: &Setting) -> Style {
    let shrink = (setting.measures.width() / style.width(text, setting)).clamp(0.5, 1.0);
    let mut smaller = style;
    smaller.kind.size *= shrink;
    smaller.kind.leading *= shrink;
    smaller
}
