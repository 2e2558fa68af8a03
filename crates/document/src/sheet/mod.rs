//! A sheet: what stands on the paper of a document, whatever format it is written in.

mod block;
mod code;
mod numbering;

pub use block::{Block, Cell, Closing, DateStyle, Fact, FactRow, List, Notes, Signature, SignatureLine, Table, Title};
pub use code::Code;
pub use numbering::Numbering;

use crate::Date;

/// A document before it is set: its form and its blocks from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What the document is called, for people who see a list of files.
    pub name: String,
    /// The number by which it is cited, printed beside the page number.
    pub number: Option<String>,
    /// The day it bears. It is also the file's date, so that a second rendering gives the same file.
    pub date: Date,
    /// The kind of setting.
    pub form: Form,
    /// The paper.
    pub paper: Paper,
    /// The border.
    pub border: Border,
    /// Words across the page: 样本, or that this is no permit.
    pub watermark: Option<String>,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

/// The three ways in which the house sets a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A certificate to hang on a wall: centred title, facts in a table, room between the parts.
    Certificate,
    /// A document of an organ after GB/T 9704-2012: its name in red above, 22 lines of 28 characters.
    Official,
    /// A letter or a receipt: plain.
    Plain,
}

/// A4, upright or lying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 210 × 297 mm.
    Portrait,
    /// 297 × 210 mm.
    Landscape,
}

/// What runs around the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Border {
    /// Nothing.
    None,
    /// A frame of meanders, drawn as lines.
    Certificate,
}

impl Sheet {
    /// Every text on the sheet, from top to bottom.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = self.number.iter().chain(&self.watermark).map(String::as_str).collect();
        texts.extend(self.blocks.iter().flat_map(Block::texts));
        texts
    }
}
