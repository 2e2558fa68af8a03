use super::*;
use crate::{Block, FactRow};
use std::collections::BTreeSet;

const HEAD: &str = "name = \"决定\"\nkind = \"decision\"\nform = \"official\"\ndate = \"{{ document.date }}\"\n";

fn read(blocks: &str) -> Result<Template, Fault> {
    Template::read("decision.toml", &format!("{HEAD}{blocks}"))
}

fn values(pairs: &[(&str, &str)]) -> Values {
    let date = [("document.date", "2026-11-30")];
    date.iter()
        .chain(pairs)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn fault(blocks: &str) -> String {
    read(blocks).unwrap_err().to_string()
}

fn paragraphs(blocks: &str, pairs: &[(&str, &str)]) -> Vec<String> {
    let sheet = read(blocks).unwrap().fill(&values(pairs)).unwrap();
    let text = |block: Block| {
        let Block::Paragraph(text) = block else {
            panic!("not a paragraph: {block:?}")
        };
        text
    };
    sheet.blocks.into_iter().map(text).collect()
}

#[test]
fn placeholders_take_their_values() {
    let block = "[[block]]\nparagraph = \"致{{ owner.name }}：项目{{project.name}}于{{ accepted | date }}（{{ accepted | long_date }}）受理，备注{{ note | default: 无 }}。\"";
    let given = [
        ("owner.name", "甲公司"),
        ("project.name", "乙项目"),
        ("accepted", "2026-11-02"),
    ];
    assert_eq!(
        paragraphs(block, &given),
        ["致甲公司：项目乙项目于2026年11月2日（二〇二六年十一月二日）受理，备注无。"]
    );
}

#[test]
fn a_digest_is_grouped_for_the_eye() {
    let block = "[[block]]\nparagraph = \"{{ digest | grouped }}\"";
    assert_eq!(
        paragraphs(block, &[("digest", "24f8b0135eb70ea18e")]),
        ["24f8b013 5eb70ea1 8e"]
    );
}

#[test]
fn a_value_is_never_read_as_a_placeholder() {
    let block = "[[block]]\nparagraph = \"{{ owner.name }}\"";
    assert_eq!(paragraphs(block, &[("owner.name", "{{ secret }}")]), ["{{ secret }}"]);
}

#[test]
fn a_block_stands_under_its_condition() {
    let block = "[[block]]\nwhen = \"conditions\"\nparagraph = \"条件：{{ conditions }}\"\n[[block]]\nunless = \"conditions\"\nparagraph = \"没有条件\"";
    assert_eq!(paragraphs(block, &[("conditions", "补充协议")]), ["条件：补充协议"]);
    assert_eq!(paragraphs(block, &[]), ["没有条件"]);
    assert_eq!(paragraphs(block, &[("conditions", " \n ")]), ["没有条件"], "blank is absent");
}

#[test]
fn a_missing_value_is_named_with_its_place() {
    let template = read("\n[[block]]\nparagraph = \"\"\"第一行\n第二行 {{ owner.name }}\"\"\"").unwrap();
    let unfilled = template.fill(&values(&[])).unwrap_err();
    assert_eq!(
        unfilled.to_string(),
        "decision.toml:8: block 1 paragraph: no value for `owner.name`"
    );
}

#[test]
fn a_value_that_should_be_a_date_and_is_none_is_refused() {
    let template = read("[[block]]\nparagraph = \"{{ accepted | date }}\"").unwrap();
    let unfilled = template.fill(&values(&[("accepted", "明天")])).unwrap_err();
    assert!(matches!(unfilled, Unfilled::NotADate { value, line: 6, .. } if value == "明天"));
}

#[test]
fn a_code_that_can_hold_no_such_text_is_refused() {
    let block = "[[block]]\nclosing = { code = { text = \"{{ address }}\", caption = \"核验\" } }";
    let long = "x".repeat(3000);
    let unfilled = read(block).unwrap().fill(&values(&[("address", &long)])).unwrap_err();
    assert!(matches!(unfilled, Unfilled::CodeTooLong { .. }));
}

#[test]
fn an_unknown_name_is_found_with_file_line_and_field() {
    let template = read(
        "[[block]]\nfacts = [\n  { label = \"项目\", value = \"{{ project.name }}\" },\n  { label = \"面积\", value = \"{{ land.aera }}\", when = \"land.area\" },\n]\n",
    )
    .unwrap();
    let known = BTreeSet::from(["document.date", "project.name", "land.area"].map(String::from));
    let faults: Vec<String> = template.check(&known).unwrap_err().iter().map(Fault::to_string).collect();
    assert_eq!(
        faults,
        ["decision.toml:8: block 1 facts 2 value: nothing supplies `land.aera`"]
    );
}

#[test]
fn a_family_of_names_can_be_known_at_once() {
    let template = read("[[block]]\nparagraph = \"{{ draft.measures }}{{ form.land.area }}\"").unwrap();
    let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert!(template.check(&known(&["document.*", "draft.*", "form.*"])).is_ok());
    assert!(template.check(&known(&["document.*", "draft.*", "form.sea.*"])).is_err());
}

#[test]
fn names_of_rows_are_known_by_their_pattern() {
    let table = "[[block]]\n[block.table]\neach = \"material\"\ncolumns = [{ head = \"序号\", cell = \"{{ row }}\" }, { head = \"材料\", cell = \"{{ material.name }}{{ owner.name }}\" }]";
    let template = read(table).unwrap();
    assert_eq!(
        template.names(),
        BTreeSet::from(["document.date", "material.*.name", "owner.name"].map(String::from))
    );
}

#[test]
fn a_table_has_a_line_for_each_row_of_values() {
    let table = "[[block]]\n[block.table]\neach = \"material\"\nempty = \"没有材料\"\ncolumns = [{ head = \"序号\", cell = \"{{ row }}\", width = 1 }, { head = \"材料\", cell = \"{{ material.name }}\", width = 9 }]";
    let template = read(table).unwrap();
    let given = [
        ("material.1.name", "营业执照"),
        ("material.2.name", "总平面图"),
        ("material.4.name", "断开的行"),
    ];
    let sheet = template.fill(&values(&given)).unwrap();
    let [Block::Table(table)] = sheet.blocks.as_slice() else {
        panic!("one table")
    };
    assert_eq!(table.rows, [["1", "营业执照"], ["2", "总平面图"]]);
    assert_eq!(
        template.fill(&values(&[])).unwrap().blocks,
        [Block::Paragraph("没有材料".into())]
    );
}

#[test]
fn each_line_of_a_value_is_an_item() {
    let block = "[[block]]\nlist = [\"固定\", { text = \"{{ conditions }}\", when = \"conditions\" }, { each = \"measure\", text = \"措施{{ row }}：{{ measure.text }}\" }]";
    let given = [("conditions", "甲\r\n乙\n\n"), ("measure.1.text", "除尘")];
    let sheet = read(block).unwrap().fill(&values(&given)).unwrap();
    let [Block::List(list)] = sheet.blocks.as_slice() else {
        panic!("one list")
    };
    assert_eq!(list.items, ["固定", "甲", "乙", "措施1：除尘"]);
}

#[test]
fn of_two_facts_in_a_row_one_may_be_absent() {
    let block = "[[block]]\nfacts = [[{ label = \"甲\", value = \"{{ a }}\", when = \"a\" }, { label = \"乙\", value = \"{{ b }}\", when = \"b\" }]]";
    let rows = |given: &[(&str, &str)]| match read(block).unwrap().fill(&values(given)).unwrap().blocks.pop() {
        Some(Block::Facts(rows)) => rows,
        None => Vec::new(),
        Some(other) => panic!("not facts: {other:?}"),
    };
    assert!(matches!(rows(&[("a", "1"), ("b", "2")]).as_slice(), [FactRow::Two(..)]));
    assert!(matches!(rows(&[("b", "2")]).as_slice(), [FactRow::One(fact)] if fact.label == "乙"));
    assert!(rows(&[]).is_empty());
}

#[test]
fn the_number_stands_in_the_masthead_or_under_the_title() {
    let with = |blocks: &str| {
        let head = HEAD.replace("date =", "number = \"〔2026〕{{ n }}号\"\ndate =");
        let template = Template::read("d.toml", &format!("{head}{blocks}")).unwrap();
        template.fill(&values(&[("n", "18")])).unwrap().blocks
    };
    let mast = with("[[block]]\nmasthead = \"某局\"\n[[block]]\ntitle = \"决定\"");
    assert!(matches!(
        &mast[..],
        [Block::Masthead { number: Some(_), .. }, Block::Title(_)]
    ));
    let title = with("[[block]]\ntitle = \"证书\"");
    assert!(matches!(&title[..], [Block::Title(_), Block::Number(number)] if number == "〔2026〕18号"));
}

#[test]
fn controls_in_values_are_dropped_and_line_breaks_kept() {
    let block = "[[block]]\nparagraph = \"{{ owner.name }}\"";
    assert_eq!(paragraphs(block, &[("owner.name", "甲\u{7}\t乙\r\n丙")]), ["甲 乙\n丙"]);
}

#[test]
fn faults_of_a_file_name_their_place() {
    for (blocks, message) in [
        (
            "[[block]]\nparagraph = \"{{ owner.name \"",
            "decision.toml:6: block 1 paragraph: `{{ owner.name}}` is not a placeholder",
        ),
        (
            "[[block]]\nparagraph = \"{{ 名称 }}\"",
            "decision.toml:6: block 1 paragraph: `{{ 名称}}` is not a placeholder",
        ),
        (
            "[[block]]\nparagraph = \"{{ a | loud }}\"",
            "decision.toml:6: block 1 paragraph: `{{ a | loud}}` is not a placeholder",
        ),
        (
            "[[block]]\nwhen = \"A b\"\nparagraph = \"\"",
            "decision.toml:6: block 1 when: `A b` is not a placeholder",
        ),
        (
            "[[block]]\nparagraph = 3",
            "decision.toml:6: block 1 paragraph: must be a text",
        ),
        (
            "[[block]]\nparagraf = \"\"",
            "decision.toml:6: block 1 paragraf: no such field",
        ),
        (
            "[[block]]\nparagraph = \"\"\nheading = \"\"",
            "decision.toml:5: block 1: must be exactly one of masthead,",
        ),
        (
            "[[block]]\nfacts = [{ label = \"甲\" }]",
            "decision.toml:6: block 1 facts 1 value: is needed",
        ),
        (
            "[[block]]\nlist = { numbering = \"roman\", items = [] }",
            "decision.toml:6: block 1 list numbering: must be one of chinese, bracketed, arabic, none",
        ),
        (
            "[[block]]\nclosing = { code = \"x\" }",
            "decision.toml:6: block 1 closing code: must be a table",
        ),
        ("[[block]\n", "decision.toml:5: template: not readable as TOML"),
    ] {
        let said = fault(blocks);
        assert!(said.starts_with(message), "{said}\n  is not\n{message}");
    }
}

#[test]
fn a_template_has_a_size_it_may_not_exceed() {
    let large = "#".repeat(TEMPLATE_BYTES_MAX + 1);
    assert_eq!(Template::read("large.toml", &large).unwrap_err().problem, Problem::TooLarge);
}

#[test]
fn a_template_is_known_by_the_name_of_its_file() {
    let template = Template::read("templates/c1-land.toml", &format!("{HEAD}[[block]]\ntitle = \"证书\"")).unwrap();
    assert_eq!((template.id.as_str(), template.kind), ("c1-land", Kind::Decision));
}
