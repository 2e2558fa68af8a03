//! A sheet as part of a page: classes only, everything escaped. [`STYLE`] is the style sheet for those classes.

use crate::{Block, Border, Closing, Fact, Form, List, Notes, Numbering, Paper, Sheet, Signature, Table, Title};
use std::fmt::Write;

/// The style of the classes that [`html`] uses, for screen and print.
pub const STYLE: &str = include_str!("sheet.css");

/// The sheet as one `article`.
pub fn html(sheet: &Sheet) -> String {
    let mut out = String::new();
    let form = match sheet.form {
        Form::Certificate => "certificate",
        Form::Official => "official",
        Form::Plain => "plain",
    };
    let paper = match sheet.paper {
        Paper::Portrait => "portrait",
        Paper::Landscape => "landscape",
    };
    let framed = if sheet.border == Border::Certificate {
        " sheet-framed"
    } else {
        ""
    };
    // The watermark is paint behind the text; what it says is said with the name.
    let name = match &sheet.watermark {
        Some(watermark) => escape(&format!("{}（{watermark}）", sheet.name)),
        None => escape(&sheet.name),
    };
    let _ = write!(
        out,
        r#"<article class="sheet sheet-{form} sheet-{paper}{framed}" lang="zh-CN" aria-label="{name}">"#
    );
    if let Some(watermark) = &sheet.watermark {
        let _ = write!(
            out,
            r#"<div class="sheet-watermark" data-words="{}"></div>"#,
            escape(watermark)
        );
    }
    for block in &sheet.blocks {
        write_block(&mut out, block);
    }
    out.push_str("</article>");
    out
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Masthead { organ, number } => masthead(out, organ, number.as_deref()),
        Block::Title(title) => write_title(out, title),
        Block::Number(text) => element(out, "p", "sheet-number", text),
        Block::Addressee(text) => element(out, "p", "sheet-addressee", text),
        Block::Heading(text) => element(out, "h3", "sheet-heading", text),
        Block::Paragraph(text) => text.lines().for_each(|line| element(out, "p", "sheet-paragraph", line)),
        Block::Facts(rows) => {
            out.push_str(r#"<table class="sheet-facts"><tbody>"#);
            for row in rows {
                let facts = row.facts();
                let span = if facts.len() == 1 { " colspan=\"3\"" } else { "" };
                out.push_str("<tr>");
                facts.into_iter().for_each(|fact| write_fact(out, fact, span));
                out.push_str("</tr>");
            }
            out.push_str("</tbody></table>");
        }
        Block::List(List { numbering, items }) => write_items(out, "sheet-list", *numbering, items),
        Block::Table(table) => write_table(out, table),
        Block::Closing(closing) => write_closing(out, closing),
        Block::Notes(Notes { title, numbering, items }) => {
            out.push_str(r#"<section class="sheet-notes">"#);
            if let Some(title) = title {
                element(out, "h3", "sheet-notes-title", title);
            }
            write_items(out, "sheet-list", *numbering, items);
            out.push_str("</section>");
        }
    }
}

fn masthead(out: &mut String, organ: &str, number: Option<&str>) {
    out.push_str(r#"<header class="sheet-masthead">"#);
    element(out, "p", "sheet-organ", organ);
    if let Some(number) = number {
        element(out, "p", "sheet-number", number);
    }
    out.push_str("</header>");
}

fn write_title(out: &mut String, title: &Title) {
    if let Some(above) = &title.above {
        element(out, "p", "sheet-title-above", above);
    }
    element(out, "h2", "sheet-title", &title.text);
    if let Some(below) = &title.below {
        element(out, "p", "sheet-title-below", below);
    }
}

fn write_fact(out: &mut String, fact: &Fact, span: &str) {
    let (label, value) = (escape(&fact.label), broken(&fact.value));
    let _ = write!(out, r#"<th scope="row">{label}</th><td{span}>{value}</td>"#);
}

fn write_items(out: &mut String, class: &str, numbering: Numbering, items: &[String]) {
    let _ = write!(out, r#"<ol class="{class}">"#);
    for (index, item) in items.iter().enumerate() {
        let (mark, item) = (escape(&numbering.mark(index + 1)), broken(item));
        let _ = write!(out, r#"<li><span class="sheet-mark">{mark}</span>{item}</li>"#);
    }
    out.push_str("</ol>");
}

fn write_table(out: &mut String, table: &Table) {
    out.push_str(r#"<table class="sheet-table"><thead><tr>"#);
    for cell in &table.head {
        let _ = write!(out, r#"<th scope="col">{}</th>"#, escape(cell));
    }
    out.push_str("</tr></thead><tbody>");
    for row in &table.rows {
        out.push_str("<tr>");
        for (head, cell) in table.head.iter().zip(row) {
            let _ = write!(out, r#"<td data-label="{}">{}</td>"#, escape(head), broken(cell));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
}

fn write_closing(out: &mut String, closing: &Closing) {
    out.push_str(r#"<div class="sheet-closing">"#);
    if let Some(code) = &closing.code {
        let (picture, caption) = (code.matrix().svg(code.caption()), broken(code.caption()));
        let _ = write!(
            out,
            r#"<figure class="sheet-code">{picture}<figcaption>{caption}</figcaption></figure>"#
        );
    }
    if let Some(signature) = &closing.signature {
        write_signature(out, signature);
    }
    out.push_str("</div>");
}

fn write_signature(out: &mut String, signature: &Signature) {
    out.push_str(r#"<div class="sheet-signature">"#);
    for line in &signature.lines {
        let label = line
            .label
            .as_ref()
            .map(|label| format!("{}：", escape(label)))
            .unwrap_or_default();
        let text = escape(&line.text);
        let hand = if text.is_empty() { " sheet-signed" } else { "" };
        let _ = write!(out, r#"<p class="sheet-signer{hand}">{label}{text}</p>"#);
    }
    if let Some(date) = signature.date {
        let _ = write!(
            out,
            r#"<p><time datetime="{date}">{}</time></p>"#,
            signature.style.write(date)
        );
    }
    out.push_str("</div>");
}

fn element(out: &mut String, tag: &str, class: &str, text: &str) {
    let _ = write!(out, r#"<{tag} class="{class}">{}</{tag}>"#, escape(text));
}

/// Escaped, with its line breaks.
fn broken(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("<br>")
}

/// Text that can stand in an element or a quoted attribute. Marks that turn the direction of text are shown as what
/// they are, because a name must not be able to rewrite the line it stands in.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(out, "[U+{:04X}]", u32::from(character));
            }
            _ if character.is_control() => {}
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, FactRow};

    fn sheet(value: &str) -> Sheet {
        let fact = Fact {
            label: "项目名称".into(),
            value: value.into(),
        };
        Sheet {
            name: "样张".into(),
            number: None,
            date: Date::new(2026, 11, 30).unwrap(),
            form: Form::Plain,
            paper: Paper::Portrait,
            border: Border::None,
            watermark: None,
            blocks: vec![Block::Facts(vec![FactRow::One(fact)]), Block::Paragraph(value.into())],
        }
    }

    #[test]
    fn a_value_is_text_and_never_markup() {
        let page = html(&sheet(r#"<img src=x onerror="alert('1')">&"#));
        assert!(page.contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;"));
        assert!(!page.contains("<img"));
    }

    #[test]
    fn a_name_cannot_turn_the_direction_of_its_line() {
        assert!(html(&sheet("甲\u{202E}乙")).contains("甲[U+202E]乙"));
    }

    #[test]
    fn a_page_carries_classes_and_no_styles() {
        let page = html(&sheet("甲"));
        assert!(page.contains("class=") && !page.contains("style=") && !page.contains("<style"));
    }
}
