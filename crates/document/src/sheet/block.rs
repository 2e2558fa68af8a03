use super::{Code, Numbering};
use crate::Date;

/// A part of a sheet. Texts may hold line breaks: each line is a paragraph of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The organ's name in red over a red line, with the document's number between (发文机关标志、发文字号).
    Masthead {
        /// The organ.
        organ: String,
        /// The number, if the document has one.
        number: Option<String>,
    },
    /// The title.
    Title(Title),
    /// The number of a certificate, under its title.
    Number(String),
    /// To whom it is addressed; a line of its own that ends in a colon.
    Addressee(String),
    /// A heading inside the text.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// Labels and values in a ruled table.
    Facts(Vec<FactRow>),
    /// Numbered sentences.
    List(List),
    /// A table with a head, which is repeated on every page.
    Table(Table),
    /// Who signs, when, and the code to check it by.
    Closing(Closing),
    /// Small print.
    Notes(Notes),
}

/// A title of up to three lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    /// A smaller line above, such as 中华人民共和国.
    pub above: Option<String>,
    /// The title itself.
    pub text: String,
    /// A smaller line below, such as （批复）.
    pub below: Option<String>,
}

/// A row of facts: one across the whole width, or two side by side.
#[derive(Clone, Debug, PartialEq)]
pub enum FactRow {
    /// One fact.
    One(Fact),
    /// Two short facts.
    Two(Fact, Fact),
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// Numbered sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// How they are numbered.
    pub numbering: Numbering,
    /// The sentences.
    pub items: Vec<String>,
}

/// A table of equal rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The head.
    pub head: Vec<String>,
    /// Relative widths of the columns, as many as the head has cells.
    pub widths: Vec<u16>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
pub type Cell = String;

/// The end of a document: signature at the right, code at the left.
#[derive(Clone, Debug, PartialEq)]
pub struct Closing {
    /// Who answers for it.
    pub signature: Option<Signature>,
    /// The code by which anybody can check it.
    pub code: Option<Code>,
}

/// Who signs, and when. A seal is put over it later; none is drawn here.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// The signing organ or persons, one line each.
    pub lines: Vec<SignatureLine>,
    /// The day.
    pub date: Option<Date>,
    /// How the day is written.
    pub style: DateStyle,
    /// Whether room is left for a seal.
    pub sealed: bool,
}

/// One line of a signature.
#[derive(Clone, Debug, PartialEq)]
pub struct SignatureLine {
    /// What the signer is, such as 发证机关.
    pub label: Option<String>,
    /// Who it is; empty where somebody will sign by hand.
    pub text: String,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// 二〇二六年十一月三十日
    Chinese,
    /// 2026年11月30日
    Arabic,
}

impl DateStyle {
    /// The day in this style.
    pub fn write(self, date: Date) -> String {
        match self {
            DateStyle::Chinese => date.chinese(),
            DateStyle::Arabic => date.arabic(),
        }
    }
}

/// Small print: a heading and its sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Notes {
    /// What they are, such as 遵守事项.
    pub title: Option<String>,
    /// How they are numbered.
    pub numbering: Numbering,
    /// The sentences.
    pub items: Vec<String>,
}

impl Block {
    /// The title, if this is one.
    pub(crate) fn title(&self) -> Option<&str> {
        match self {
            Block::Title(title) => Some(&title.text),
            Block::Masthead { .. }
            | Block::Number(_)
            | Block::Addressee(_)
            | Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Facts(_)
            | Block::List(_)
            | Block::Table(_)
            | Block::Closing(_)
            | Block::Notes(_) => None,
        }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Block::Masthead { organ, number } => [organ].into_iter().chain(number).map(String::as_str).collect(),
            Block::Title(title) => title
                .above
                .iter()
                .chain([&title.text])
                .chain(&title.below)
                .map(String::as_str)
                .collect(),
            Block::Number(text) | Block::Addressee(text) | Block::Heading(text) | Block::Paragraph(text) => vec![text],
            Block::Facts(rows) => rows
                .iter()
                .flat_map(FactRow::facts)
                .flat_map(|fact| [fact.label.as_str(), fact.value.as_str()])
                .collect(),
            Block::List(list) => list.items.iter().map(String::as_str).collect(),
            Block::Table(table) => table
                .head
                .iter()
                .chain(table.rows.iter().flatten())
                .map(String::as_str)
                .collect(),
            Block::Closing(closing) => closing.texts(),
            Block::Notes(notes) => notes.title.iter().chain(&notes.items).map(String::as_str).collect(),
        }
    }
}

impl FactRow {
    /// The one or two facts of this row.
    pub fn facts(&self) -> Vec<&Fact> {
        match self {
            FactRow::One(fact) => vec![fact],
            FactRow::Two(left, right) => vec![left, right],
        }
    }
}

impl Closing {
    fn texts(&self) -> Vec<&str> {
        let lines = self.signature.iter().flat_map(|signature| &signature.lines);
        let signed = lines
            .flat_map(|line| line.label.iter().chain([&line.text]))
            .map(String::as_str);
        signed.chain(self.code.iter().map(Code::caption)).collect()
    }
}
