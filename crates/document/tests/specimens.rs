//! Every template of the sample city, filled with specimen values, written as PDF and read back by other programs.

use document::{Fonts, Kind, PageLayout, Sheet, Template, Values, html, layout, pdf, render};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

/// The names that the sample city's rooms supply, as TEMPLATES.md lists them.
const KNOWN: &[&str] = &[
    "agency.name",
    "agent.name",
    "appeal.government",
    "applicant.code",
    "applicant.name",
    "application.day",
    "application.entrance",
    "application.next",
    "application.number",
    "application.promised",
    "application.proof_address",
    "application.query_address",
    "application.query_code",
    "application.received",
    "before.*",
    "case.accepted",
    "case.number",
    "check.address",
    "check.code",
    "check.number",
    "commitment.consequences",
    "commitment.statements",
    "commitment.title",
    "delivery.consent",
    "document.certificate",
    "document.date",
    "document.name",
    "document.number",
    "document.scope",
    "document.valid_until",
    "document.validity",
    "draft.*",
    "form.*",
    "item.basis",
    "item.limit",
    "item.name",
    "material.*.digest",
    "material.*.name",
    "material.*.source",
    "matter.name",
    "matter.promise",
    "notice.*",
    "opinion.changes",
    "opinion.conditions",
    "opinion.outcome",
    "opinion.reasons",
    "opinion.text",
    "organ.name",
    "owner.*",
    "project.*",
    "promise.*.due",
    "promise.*.name",
    "receiver.you",
    "reviewer.name",
    "sample",
    "served.*",
];

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn toml_files(folder: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(here().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn templates() -> Vec<Template> {
    let read = |file: PathBuf| {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        Template::read(&name, &fs::read_to_string(&file).unwrap()).unwrap_or_else(|fault| panic!("{fault}"))
    };
    toml_files("../../packs/binzhou/templates").into_iter().map(read).collect()
}

fn values(file: &Path) -> Values {
    let document = toml_edit::Document::parse(fs::read_to_string(file).unwrap()).unwrap();
    document
        .iter()
        .map(|(name, item)| (name.to_owned(), item.as_str().unwrap().to_owned()))
        .collect()
}

/// Each specimen: its name, its template's kind, its sheet.
fn specimens() -> Vec<(String, Kind, Sheet)> {
    let templates = templates();
    let common = values(&here().join("examples/specimens/values.toml"));
    let files = toml_files("examples/specimens")
        .into_iter()
        .filter(|file| stem(file) != "values");
    let fill = |file: PathBuf| {
        let name = stem(&file);
        let id = name.split('.').next().unwrap();
        let template = templates
            .iter()
            .find(|template| template.id == id)
            .unwrap_or_else(|| panic!("no template {id}"));
        let mut filled = common.clone();
        filled.extend(values(&file));
        (
            name,
            template.kind,
            template.fill(&filled).unwrap_or_else(|unfilled| panic!("{unfilled}")),
        )
    };
    files.map(fill).collect()
}

fn specimen(name: &str) -> Sheet {
    specimens().into_iter().find(|(specimen, ..)| specimen == name).unwrap().2
}

/// What a program of poppler's prints about a file.
fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    fs::write(&file, pdf).unwrap();
    let output = Command::new(program).args(arguments).arg(&file).arg("-").output();
    let output = output.unwrap_or_else(|error| panic!("{program} (Debian: poppler-utils): {error}"));
    assert!(
        output.stderr.is_empty(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[test]
fn every_template_has_a_specimen_and_every_name_is_known() {
    let known: BTreeSet<String> = KNOWN.iter().copied().map(String::from).collect();
    let shown: BTreeSet<String> = specimens()
        .iter()
        .map(|(name, ..)| name.split('.').next().unwrap().to_owned())
        .collect();
    for template in templates() {
        assert_eq!(template.check(&known), Ok(()));
        assert!(shown.contains(&template.id), "{} has no specimen", template.id);
    }
}

#[test]
fn a_handler_who_adds_nothing_still_gets_a_document() {
    let mut given = values(&here().join("examples/specimens/values.toml"));
    given.retain(|name, _| !name.starts_with("draft.") && !name.starts_with("form."));
    for name in [
        "document.name",
        "commitment.title",
        "commitment.statements",
        "commitment.consequences",
        "opinion.outcome",
    ] {
        given.insert(name.into(), "样例".into());
    }
    for template in templates() {
        let sheet = template.fill(&given).unwrap_or_else(|unfilled| panic!("{unfilled}"));
        assert!(render(&sheet, &FONTS).is_ok());
    }
}

#[test]
fn the_text_of_the_file_is_the_text_that_was_put_in() {
    for (name, _, sheet) in specimens() {
        let pages = layout(&sheet, &FONTS);
        let put: String = pages.pages.iter().map(PageLayout::text).collect();
        let read = poppler("pdftotext", &["-raw", "-enc", "UTF-8"], &pdf(&pages, &FONTS).unwrap());
        assert_eq!(squeezed(&String::from_utf8(read).unwrap()), squeezed(&put), "{name}");
        // Feet stand between the parts of what goes over a page.
        let number = sheet.number.clone().unwrap_or_default();
        let count = pages.pages.len();
        let unfooted = (1..=count).fold(squeezed(&put), |put, page| {
            put.replace(&squeezed(&format!("{number}　第 {page} 页 共 {count} 页")), "")
        });
        for text in sheet.texts() {
            let shown = text.lines().all(|line| unfooted.contains(&squeezed(line)));
            assert!(shown || Some(text) == sheet.watermark.as_deref(), "{name}: {text}");
        }
    }
}

#[test]
fn the_same_sheet_gives_the_same_file() {
    for (name, _, sheet) in specimens() {
        assert!(
            render(&sheet, &FONTS).unwrap() == render(&sheet, &Fonts::embedded()).unwrap(),
            "{name}"
        );
    }
}

#[test]
fn another_sheet_gives_another_file() {
    let sheet = specimen("c1-land-use-planning-permit");
    let mut other = sheet.clone();
    other.date = "2026-12-01".parse().unwrap();
    assert!(render(&sheet, &FONTS).unwrap() != render(&other, &FONTS).unwrap());
}

#[test]
fn certificates_and_opinions_have_one_page_and_no_file_is_large() {
    for (name, kind, sheet) in specimens() {
        let pages = layout(&sheet, &FONTS);
        let bytes = pdf(&pages, &FONTS).unwrap().len();
        assert!(bytes < 120_000, "{name}: {bytes} bytes");
        if matches!(kind, Kind::Certificate | Kind::Opinion) {
            assert_eq!(pages.pages.len(), 1, "{name}");
        }
    }
}

#[test]
fn the_code_on_the_printed_page_can_be_read() {
    for (name, address) in [
        (
            "c1-land-use-planning-permit",
            "https://zhoudao.example/check/371600-2026-000018?k=7KQ2MHXW",
        ),
        (
            "c2-land-right-certificate",
            "https://zhoudao.example/check/371600-2026-000018?k=7KQ2MHXW",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (file, picture) = (folder.path().join("page.pdf"), folder.path().join("page"));
        fs::write(&file, render(&specimen(name), &FONTS).unwrap()).unwrap();
        let status = Command::new("pdftoppm")
            .args(["-gray", "-r", "200", "-singlefile"])
            .arg(&file)
            .arg(&picture)
            .status();
        assert!(status.unwrap().success());
        let pgm = fs::read(picture.with_extension("pgm")).unwrap();
        let (width, height, dots) = grey(&pgm);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| dots[y * width + x]);
        let read: Vec<String> = image
            .detect_grids()
            .iter()
            .filter_map(|grid| Some(grid.decode().ok()?.1))
            .collect();
        assert!(read.iter().any(|read| read == address), "{name}: {read:?}");
    }
}

/// Width, height and dots of a binary PGM.
fn grey(pgm: &[u8]) -> (usize, usize, &[u8]) {
    let mut fields = pgm.splitn(4, |byte| byte.is_ascii_whitespace());
    let number = |field: &[u8]| std::str::from_utf8(field).unwrap().parse::<usize>().unwrap();
    assert_eq!(fields.next(), Some(&b"P5"[..]));
    let (width, height) = (number(fields.next().unwrap()), number(fields.next().unwrap()));
    let dots = fields
        .next()
        .unwrap()
        .splitn(2, |byte| byte.is_ascii_whitespace())
        .nth(1)
        .unwrap();
    (width, height, dots)
}

#[test]
fn a_character_that_no_font_has_is_copied_as_itself() {
    let mut sheet = specimen("receipt");
    sheet.blocks.insert(2, document::Block::Paragraph("经办人：𠮷田".into()));
    let read = poppler("pdftotext", &["-raw", "-enc", "UTF-8"], &render(&sheet, &FONTS).unwrap());
    assert!(squeezed(&String::from_utf8(read).unwrap()).contains("经办人：𠮷田"));
}

#[test]
fn an_opinion_says_that_it_is_no_permit_and_tells_of_no_appeal() {
    for (name, kind, sheet) in specimens() {
        if kind == Kind::Opinion {
            let said: String = sheet.texts().concat();
            assert!(
                said.contains("不是行政许可决定") && sheet.watermark.as_deref() == Some("预审意见，不是许可"),
                "{name}"
            );
            assert!(!said.contains("复议") && !said.contains("诉讼"), "{name}");
        }
    }
}

#[test]
fn every_specimen_is_a_page_too() {
    for (name, _, sheet) in specimens() {
        let page = html(&sheet);
        assert!(
            page.starts_with("<article class=\"sheet ") && page.ends_with("</article>"),
            "{name}"
        );
        assert!(!page.contains("style=") && !page.contains("<script"), "{name}");
    }
}
