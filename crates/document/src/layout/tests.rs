use super::*;
use crate::{
    Border, Closing, Code, Date, DateStyle, Face, Fact, FactRow, Form, List, Numbering, Paper, Signature, SignatureLine, Table,
    Title,
};
use std::{iter::repeat_n, sync::LazyLock};

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

fn sheet(form: Form, blocks: Vec<Block>) -> Sheet {
    Sheet {
        name: "样张".into(),
        number: Some("示例〔2026〕1号".into()),
        date: Date::new(2026, 11, 30).unwrap(),
        form,
        paper: Paper::Portrait,
        border: Border::None,
        watermark: None,
        blocks,
    }
}

fn title(text: &str) -> Block {
    Block::Title(Title {
        above: None,
        text: text.into(),
        below: None,
    })
}

fn fact(label: &str, value: &str) -> FactRow {
    FactRow::One(Fact {
        label: label.into(),
        value: value.into(),
    })
}

fn table(rows: usize) -> Block {
    let row = |row: usize| vec![row.to_string(), format!("第{row}份材料")];
    Block::Table(Table {
        head: vec!["序号".into(), "材料".into()],
        widths: vec![1, 9],
        rows: (1..=rows).map(row).collect(),
    })
}

fn closing() -> Block {
    let lines = vec![SignatureLine {
        label: None,
        text: "滨州市行政审批服务局".into(),
    }];
    let signature = Signature {
        lines,
        date: Date::new(2026, 11, 30),
        style: DateStyle::Arabic,
        sealed: true,
    };
    let code = Code::new("https://zhoudao.example/check/1", "扫码核验").unwrap();
    Block::Closing(Closing {
        signature: Some(signature),
        code: Some(code),
    })
}

fn set(form: Form, blocks: Vec<Block>) -> Vec<PageLayout> {
    layout(&sheet(form, blocks), &FONTS).pages
}

fn runs(page: &PageLayout) -> impl Iterator<Item = &Run> {
    page.items.iter().filter_map(|item| match item {
        Item::Run(run) => Some(run),
        Item::Stroke { .. } | Item::Fill { .. } => None,
    })
}

/// Everything stays on the paper, with a margin.
fn assert_within(pages: &[PageLayout]) {
    for page in pages {
        for run in runs(page) {
            let end = run.glyphs.last().map_or(0.0, |glyph| glyph.x) + run.size;
            assert!(run.at.x >= 10.0 && run.at.x + end <= page.width - 10.0, "{}", run.text);
            assert!(run.at.y >= 10.0 && run.at.y <= page.height - 10.0, "{}", run.text);
        }
    }
}

#[test]
fn a_name_of_two_hundred_characters_breaks_and_stays_on_the_page() {
    let long: String = repeat_n("年产一百二十万件铝合金轮毂智能制造项目", 11)
        .collect::<String>()
        .chars()
        .take(200)
        .collect();
    for form in [Form::Certificate, Form::Official, Form::Plain] {
        let pages = set(
            form,
            vec![
                title(&long),
                Block::Facts(vec![fact("项目名称", &long)]),
                Block::Paragraph(long.clone()),
            ],
        );
        assert_within(&pages);
        let told: String = pages.iter().map(PageLayout::text).collect();
        assert_eq!(told.matches("铝合金").count(), 3 * long.matches("铝合金").count());
    }
}

#[test]
fn a_long_table_goes_over_pages_with_its_head() {
    let pages = set(Form::Plain, vec![title("收件回执"), table(40), closing()]);
    assert!(pages.len() > 1);
    assert_within(&pages);
    let last = pages.iter().rposition(|page| page.text().contains("第40份材料")).unwrap();
    for page in &pages[..=last] {
        assert!(page.text().contains("序号材料"), "a page of the table has no head");
    }
    let told: String = pages.iter().map(PageLayout::text).collect();
    for row in 1..=40 {
        assert_eq!(told.matches(&format!("第{row}份材料")).count(), 1);
    }
}

#[test]
fn a_cell_taller_than_a_page_goes_over_pages() {
    let long: String = repeat_n("水", 6_000).collect();
    let pages = set(Form::Certificate, vec![Block::Facts(vec![fact("备注", &long)])]);
    assert!(pages.len() > 1);
    assert_within(&pages);
    assert_eq!(
        pages.iter().map(|page| page.text().matches('水').count()).sum::<usize>(),
        6_000
    );
}

#[test]
fn pages_are_numbered_and_carry_the_documents_number() {
    let pages = set(Form::Plain, vec![title("收件回执"), table(60)]);
    for (index, page) in pages.iter().enumerate() {
        let foot = runs(page).last().unwrap();
        assert_eq!(
            foot.text,
            format!("示例〔2026〕1号　第 {} 页 共 {} 页", index + 1, pages.len())
        );
    }
    assert_eq!(
        runs(&set(Form::Plain, vec![title("收件回执")])[0]).last().unwrap().text,
        "第 1 页 共 1 页"
    );
    assert_eq!(
        runs(&set(Form::Certificate, vec![title("许可证")])[0]).last().unwrap().text,
        "许可证"
    );
}

#[test]
fn nobody_signs_an_empty_page() {
    for lines in 1..60 {
        let text = repeat_n("办理", lines * 14).collect::<String>();
        let pages = set(Form::Official, vec![Block::Paragraph(text), closing()]);
        let signed = pages.last().unwrap().text();
        assert!(
            signed.contains("滨州市行政审批服务局") && signed.contains("办理"),
            "{lines} lines"
        );
    }
}

#[test]
fn nobody_signs_a_page_without_the_facts() {
    for rows in 1..60 {
        let facts = (0..rows).map(|row| fact("项目", &format!("第{row}行"))).collect();
        let pages = set(Form::Certificate, vec![title("许可证"), Block::Facts(facts), closing()]);
        assert!(
            pages.last().unwrap().text().contains(&format!("第{}行", rows - 1)),
            "{rows} rows"
        );
        assert_within(&pages);
    }
}

#[test]
fn a_paragraph_leaves_no_single_line_on_a_page() {
    for lines in 1..40 {
        let first = repeat_n("先", lines * 27).collect::<String>();
        let second = repeat_n("后", 27 * 5).collect::<String>();
        let pages = set(Form::Official, vec![Block::Paragraph(first), Block::Paragraph(second)]);
        for page in &pages {
            assert_ne!(
                runs(page).filter(|run| run.text.starts_with('后')).count(),
                1,
                "{lines} lines"
            );
        }
    }
}

#[test]
fn room_for_a_seal_is_kept_over_the_signature() {
    let pages = set(Form::Official, vec![Block::Paragraph("准予行政许可。".into()), closing()]);
    let seal = pages[0].seal.unwrap();
    let date = runs(&pages[0]).find(|run| run.text == "2026年11月30日").unwrap();
    assert!(seal.width >= 42.0 && seal.height >= 42.0);
    assert!(seal.x < date.at.x && date.at.x < seal.x + seal.width && seal.y < date.at.y && date.at.y < seal.y + seal.height);
    assert!(seal.x + seal.width <= pages[0].width - 10.0);
}

#[test]
fn a_character_that_no_font_has_is_drawn_with_its_code_point() {
    let sheet = sheet(Form::Plain, vec![Block::Paragraph("𠮷田".into())]);
    assert_eq!(FONTS.missing(&sheet).into_iter().collect::<String>(), "𠮷");
    let pages = layout(&sheet, &FONTS).pages;
    let frame = runs(&pages[0]).find(|run| run.text == "𠮷").unwrap();
    assert_eq!(frame.glyphs.len(), "20BB7".len());
    assert!(pages[0].items.iter().any(|item| matches!(item, Item::Stroke { .. })));
}

#[test]
fn a_mark_that_turns_direction_is_shown_to_be_there() {
    let sheet = sheet(Form::Plain, vec![Block::Paragraph("甲\u{202E}乙".into())]);
    assert!(FONTS.missing(&sheet).contains(&'\u{202E}'));
    assert!(runs(&layout(&sheet, &FONTS).pages[0]).any(|run| run.text == "\u{202E}" && run.glyphs.len() == 4));
}

#[test]
fn titles_are_bold_and_lines_of_a_title_are_even() {
    let pages = set(
        Form::Official,
        vec![title("关于年产120万件铝合金轮毂智能制造项目环境影响报告表的批复")],
    );
    let lines: Vec<&Run> = runs(&pages[0]).filter(|run| run.face == Face::Bold).collect();
    let lengths: Vec<usize> = lines.iter().map(|run| run.text.chars().count()).collect();
    assert_eq!(lengths.len(), 2);
    assert!(lengths[0].abs_diff(lengths[1]) <= 3, "{lengths:?}");
}

#[test]
fn a_list_is_numbered_in_front_of_its_sentences() {
    let items = vec!["一件".into(), "两件".into()];
    let list = |form| {
        let list = Block::List(List {
            numbering: Numbering::Chinese,
            items: Vec::clone(&items),
        });
        set(form, vec![list])[0].text()
    };
    assert!(list(Form::Official).starts_with("一、一件二、两件"));
    assert!(list(Form::Plain).starts_with("一、一件二、两件"));
}

#[test]
fn a_certificate_is_made_smaller_rather_than_put_on_two_pages() {
    let rows = (0..15).map(|row| fact("项目", &format!("第{row}行"))).collect();
    let pages = set(Form::Certificate, vec![title("许可证"), Block::Facts(rows), closing()]);
    assert_eq!(pages.len(), 1);
    assert_within(&pages);
}

#[test]
fn empty_texts_do_no_harm() {
    for form in [Form::Certificate, Form::Official, Form::Plain] {
        let blocks = vec![
            title(""),
            Block::Paragraph(String::new()),
            Block::Facts(vec![fact("", "")]),
            Block::List(List {
                numbering: Numbering::Plain,
                items: vec![String::new()],
            }),
            Block::Table(Table {
                head: vec![String::new()],
                widths: vec![],
                rows: vec![vec!["\u{200B}".into()]],
            }),
            Block::Masthead {
                organ: String::new(),
                number: None,
            },
        ];
        assert_eq!(set(form, blocks).len(), 1);
        assert_eq!(set(form, vec![]).len(), 1);
    }
}
